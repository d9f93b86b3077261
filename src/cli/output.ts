import { once } from 'node:events';

/** Writes data to standard output as fast as its reader takes them. */
export async function print(chunks: AsyncIterable<string>): Promise<void> {
  for await (const chunk of chunks) if (!process.stdout.write(chunk)) await once(process.stdout, 'drain');
}

/** Tells a person something, on standard error. */
export const say = (text: string): boolean => process.stderr.write(`${text}\n`);

/** So many of something, in words. */
export const counted = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;

/** Text of publishers as a terminal may be given it: characters that would command it are replaced. */
export const printable = (text: string): string => text.replace(/\p{Cc}/gu, '\uFFFD');

/** What a person is told of output that fails. */
export const cannotBeWritten = (what: string, error: unknown): string =>
  (error as NodeJS.ErrnoException).code === 'ENOSPC'
    ? `${what} cannot be written: the disk is full.`
    : `${what} cannot be written.`;
