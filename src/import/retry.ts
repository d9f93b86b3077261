import { Readable } from 'node:stream';
import type { Engine } from '../database/engine';
import { Bulk } from './Bulk';
import { Importer, type ImportCounts, type ImportEvents, type Taker } from './Importer';
import { letGo, quarantined, type Quarantined } from './quarantine';
import { readSource } from './read/readSource';
import type { ReadItem, ReadOptions } from './read/types';

/** Reads again what was refused; what is taken now leaves the quarantine, everything else stays as it was. */
export async function retry(
  engine: Engine,
  events: ImportEvents,
  { dryRun, ...options }: Omit<ReadOptions, 'file'> & { dryRun: boolean },
): Promise<ImportCounts> {
  const bulk = new Bulk(engine, { dryRun });
  const taker: Taker = {
    store: (batch) => bulk.store(batch),
    quarantine: () => Promise.resolve(),
    finish: () => bulk.finish(),
  };
  const importer = new Importer(taker, events);
  const taken: string[] = [];
  try {
    for await (const each of quarantined(engine)) {
      const { read, refused } = importer.counts;
      const items = readSource(Readable.from([each.bytes]), { ...options, file: each.file });
      await importer.take(placed(items, each));
      if (importer.counts.read > read && importer.counts.refused === refused) taken.push(each.hash);
    }
    await importer.finish();
  } catch (error) {
    await bulk.abandon();
    throw error;
  }
  if (!dryRun) await letGo(engine, taken);
  return importer.counts;
}

/** Items where they were in the file that they came from. */
async function* placed(items: AsyncIterable<ReadItem>, { position }: Quarantined): AsyncGenerator<ReadItem> {
  for await (const item of items)
    yield { ...item, position: { ...item.position, index: position + item.position.index } };
}
