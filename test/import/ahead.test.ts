import type { Database } from '../../src/database/Database';
import { Bulk } from '../../src/import/Bulk';
import { Store } from '../../src/import/Store';
import type { JsonObject } from '../../src/ocds/json';
import { dump, expectSame } from '../support/dump';
import { ENGINES, freshDatabase } from '../support/engines';
import { generated } from '../support/generated';
import { incoming } from '../support/graph';

const releases = (from: number, to: number, edition = 0): JsonObject[] =>
  generated(to, edition)
    .split('\n')
    .slice(from)
    .map((line) => JSON.parse(line) as JsonObject);

describe.each(ENGINES)('rows that are made while others are stored, on %s', (engine) => {
  let database: Database;
  beforeEach(async () => {
    database = await freshDatabase(engine);
  });
  afterEach(() => database.close());

  /** Stores the same by themselves, and expects the same. */
  async function expectTheSame(all: readonly JsonObject[]): Promise<void> {
    const other = await freshDatabase(engine);
    await new Store(other.engine).store(incoming(all));
    expectSame(await dump(database), await dump(other));
    await other.close();
  }

  test('are made anew where another import has taken their keys', async () => {
    const bulk = new Bulk(database.engine);
    await bulk.store(incoming(releases(0, 3)));
    await bulk.finish();
    const others = new Store(database.engine).store(incoming(releases(3, 5)));
    await bulk.store(incoming(releases(5, 9)));
    await bulk.finish();
    await others;
    await expectTheSame(releases(0, 9));
  });

  test('are made anew where they are not all that is known of their process', async () => {
    const bulk = new Bulk(database.engine);
    const twice = [...releases(2, 6), ...releases(4, 6, 1), ...releases(2, 3, 2)];
    await bulk.store(incoming(releases(0, 4)));
    await bulk.store(incoming(twice));
    await bulk.finish();
    await expectTheSame([...releases(0, 4), ...twice]);
  });

  test('know what other batches of the transaction took away', async () => {
    const [release] = releases(0, 1) as [JsonObject];
    const without = { ocid: release.ocid!, id: 'without', date: '2999-01-01T00:00:00Z', tag: release.tag! };
    const again = { ...release, ocid: 'ocds-b5fd17-again' };
    const bulk = new Bulk(database.engine);
    for (const each of [release, without, again]) await bulk.store(incoming([each]));
    await bulk.finish();
    await expectTheSame([release, without, again]);
  });
});
