import { Readable } from 'node:stream';
import type { Engine } from '../database/engine';
import { Importer, type ImportCounts, type ImportEvents, type Taker } from './Importer';
import { letGo, quarantined, type Quarantined } from './quarantine';
import { readSource } from './read/readSource';
import type { ReadItem, ReadOptions } from './read/types';
import { Store } from './Store';

/** Reads again what was refused; what is taken now leaves the quarantine, everything else stays as it was. */
export async function retry(
  engine: Engine,
  events: ImportEvents,
  { dryRun, ...options }: Omit<ReadOptions, 'file'> & { dryRun: boolean },
): Promise<ImportCounts> {
  const store = new Store(engine, { dryRun });
  const taker: Taker = { store: (batch) => store.store(batch), quarantine: () => Promise.resolve() };
  const importer = new Importer(taker, events);
  for await (const each of quarantined(engine)) {
    const before = importer.counts.refused;
    const items = readSource(Readable.from([each.bytes]), { ...options, file: each.file });
    await importer.take(placed(items, each));
    await importer.finish();
    if (importer.counts.refused === before && !dryRun) await letGo(engine, each.hash);
  }
  return importer.counts;
}

/** Items where they were in the file that they came from. */
async function* placed(items: AsyncIterable<ReadItem>, { position }: Quarantined): AsyncGenerator<ReadItem> {
  for await (const item of items)
    yield { ...item, position: { ...item.position, index: position + item.position.index } };
}
