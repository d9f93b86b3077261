import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Database } from '../../src/database/Database';
import { Store } from '../../src/import/Store';
import type { JsonObject } from '../../src/ocds/json';
import { dump, expectSame, type Dump } from '../support/dump';
import { freshDatabase, type EngineName } from '../support/engines';
import { incoming } from '../support/graph';
import { CORPUS, readCorpus, withShared } from '../support/shared';

const RECORDS = 'fts-record-package-8.json.gz';

/** The releases of records, as each was sent: one process has 37. */
function releasesInRecords(path: string): JsonObject[] {
  const { records } = JSON.parse(gunzipSync(readFileSync(path)).toString()) as {
    records: { releases?: JsonObject[] }[];
  };
  return records.flatMap(({ releases }) => releases ?? []);
}

async function imported(engine: EngineName, releases: readonly JsonObject[], batch: number): Promise<Dump> {
  const database: Database = await freshDatabase(engine);
  for (let i = 0; i < releases.length; i += batch)
    await new Store(database.engine).store(incoming(releases.slice(i, i + batch)));
  const contents = await dump(database);
  await database.close();
  return contents;
}

withShared(
  CORPUS,
  'real releases end in the same database in any order, in any batches, on either engine',
  async (path) => {
    const releases = [...readCorpus(path).releases, ...releasesInRecords(join(path, '..', RECORDS))];
    const expected = await imported('sqlite', releases, releases.length);
    expect(expected.Classification!.length).toBeGreaterThan(1000);
    const byId = [...releases].sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
    expectSame(await imported('sqlite', [...releases].reverse(), 37), expected);
    expectSame(await imported('postgres', byId, 250), expected);
  },
  120_000,
);
