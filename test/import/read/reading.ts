import { gzipSync } from 'node:zlib';
import type { JsonObject } from '../../../src/ocds/json';
import { readSource } from '../../../src/import/read/readSource';
import type { ReadItem, ReadOptions } from '../../../src/import/read/types';

/** A release as small as one can be and still be told from another. */
export const release = (n: number, more: JsonObject = {}): JsonObject => ({
  ocid: `ocds-213czf-${n}`,
  id: `${n}`,
  date: '2020-01-01T00:00:00Z',
  tag: ['tender'],
  tender: { id: '1', title: `Füße № ${n} "{[\\`, items: [{ id: 1, quantity: 1.5e3 }] },
  ...more,
});

/** The bytes in chunks of these sizes in turn; whole if none is given. */
export async function* chunks(bytes: Buffer, ...sizes: number[]): AsyncGenerator<Uint8Array> {
  for (let from = 0, i = 0; from < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? bytes.length;
    yield bytes.subarray(from, from + size);
    from += size;
  }
}

export type Given = string | Buffer;

/** Everything that is read from a text or bytes. */
export async function read(given: Given, options: Partial<ReadOptions> = {}, ...sizes: number[]): Promise<ReadItem[]> {
  const items: ReadItem[] = [];
  for await (const item of readSource(chunks(Buffer.from(given), ...sizes), { file: 'f', ...options }))
    items.push(item);
  return items;
}

export const values = (items: readonly ReadItem[]): JsonObject[] =>
  items.flatMap((item) => (item.kind === 'release' ? [item.value] : []));

/** One word for each item: the ocid's number of a release, the code of anything else. */
export const outline = (items: readonly ReadItem[]): string[] =>
  items.map((item) => {
    if (item.kind !== 'release') return item.code;
    const { ocid } = item.value as { ocid: string };
    return `${item.form === 'compiled' ? '*' : ''}${ocid.replace('ocds-213czf-', '')}`;
  });

export async function outlineOf(given: Given, options: Partial<ReadOptions> = {}): Promise<string[]> {
  return outline(await read(given, options));
}

export const json = (value: unknown): string => JSON.stringify(value);
export const lines = (...values: unknown[]): string => values.map((value) => `${json(value)}\n`).join('');
export const gzip = (given: Given): Buffer => gzipSync(given);

/** The refused bytes as text. */
export const refusedText = (item: ReadItem | undefined): string | undefined =>
  item?.kind === 'refused' && item.bytes ? Buffer.from(item.bytes).toString() : undefined;
