import { SourceError } from '../errors';
import { Importer, type ImportCounts, type ImportEvents, type Taker } from '../import/Importer';
import { openInputs, type Input } from '../import/read/openInputs';
import { note } from '../import/read/releaseItems';
import { readSource } from '../import/read/readSource';
import type { ReadOptions } from '../import/read/types';
import { Meter } from './Meter';

const SILENT: ImportEvents = { refused() {}, note() {}, issues() {}, progress() {} };

/** What a person says of files that cannot say it themselves; an option left empty says nothing. */
export interface Layout {
  rootPath?: string;
  encoding?: string;
}

export const howToRead = ({ rootPath, encoding }: Layout): Pick<ReadOptions, keyof Layout> => ({
  ...(rootPath && { rootPath }),
  ...(encoding && { encoding }),
});

/**
 * Files, the files of folders and standard input (`-`). Nothing of them is read yet.
 *
 * @throws SourceError for a path that cannot be read, and for folders without files.
 */
export async function findInputs(paths: readonly string[]): Promise<Input[]> {
  const inputs: Input[] = [];
  for await (const input of openInputs(paths)) inputs.push(input);
  if (inputs.every(({ skipped }) => skipped)) throw new SourceError(`There is no file to read in ${paths.join(', ')}.`);
  return inputs;
}

/** Imports what was found, one after the other. */
export async function importInputs(
  inputs: readonly Input[],
  taker: Taker,
  events: ImportEvents = SILENT,
  options: Omit<ReadOptions, 'file'> = {},
  meter = new Meter(),
): Promise<ImportCounts> {
  meter.total = inputs.reduce<number | undefined>(
    (sum, { size }) => (sum === undefined || size === undefined ? undefined : sum + size),
    0,
  );
  const importer = new Importer(taker, events);
  try {
    for (const { file, bytes, skipped } of inputs) {
      if (skipped) await importer.take([note('FILE_SKIPPED', skipped, { file, index: 0, byteOffset: 0, line: 1 })]);
      else await importer.take(readSource(meter.count(bytes), { ...options, file }));
    }
    return await importer.finish();
  } catch (error) {
    await taker.abandon?.();
    throw error;
  }
}
