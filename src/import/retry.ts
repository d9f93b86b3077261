import { Readable } from 'node:stream';
import type { Reader } from '../database/engine';
import { Importer, type ImportCounts, type ImportEvents, type Taker } from './Importer';
import { quarantined, type Quarantined } from './quarantine';
import { readSource } from './read/readSource';
import type { ReadItem, ReadOptions } from './read/types';
import type { Store } from './Store';

/** Reads again what was refused; what is taken now leaves the quarantine, everything else stays as it was. */
export async function retry(
  reader: Reader,
  store: Store,
  events: ImportEvents,
  options: Omit<ReadOptions, 'file'>,
): Promise<ImportCounts> {
  const taker: Taker = { store: (batch) => store.store(batch), quarantine: () => Promise.resolve() };
  const importer = new Importer(taker, events);
  for await (const each of quarantined(reader)) {
    const before = importer.counts.refused;
    const items = readSource(Readable.from([each.bytes]), { ...options, file: each.file });
    await importer.take(placed(items, each));
    await importer.finish();
    if (importer.counts.refused === before) await store.letGo(each.hash);
  }
  return importer.counts;
}

/** Items where they were in the file that they came from. */
async function* placed(items: AsyncIterable<ReadItem>, { position }: Quarantined): AsyncGenerator<ReadItem> {
  for await (const item of items)
    yield { ...item, position: { ...item.position, index: position + item.position.index } };
}
