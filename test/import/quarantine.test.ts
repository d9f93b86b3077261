import type { Database } from '../../src/database/Database';
import type { Reader } from '../../src/database/engine';
import { quarantine, quarantined } from '../../src/import/quarantine';
import { ENGINES, freshDatabase } from '../support/engines';

describe.each(ENGINES)('what was refused, on %s', (engine) => {
  let database: Database;
  beforeAll(async () => {
    database = await freshDatabase(engine);
  });
  afterAll(() => database.close());

  test('is tried again by file and position, and all of it is sorted once for a thousand', async () => {
    await database.engine.write(async (session) => {
      for (let i = 2_100; i > 0; i--) {
        const position = { file: `${i % 2}.json`, index: i, byteOffset: 0, line: 1 };
        const bytes = i === 7 ? undefined : Buffer.from(`{"n":${i}}`);
        await quarantine(session, { kind: 'refused', code: 'MISSING_OCID', message: 'has no ocid', position, bytes });
      }
    });
    let sorts = 0;
    const { engine: own } = database;
    const reader: Reader = {
      dialect: own.dialect,
      all: (statement, steady) => {
        if (statement.write(() => '?').text.includes('ORDER BY')) sorts++;
        return own.all(statement, steady);
      },
    };
    const found: string[] = [];
    for await (const { file, position, bytes } of quarantined(reader))
      found.push(`${file} ${position} ${Buffer.from(bytes).toString()}`);

    const all = Array.from({ length: 2_100 }, (_, i) => i + 1).filter((i) => i !== 7);
    expect(found).toEqual(
      [0, 1].flatMap((odd) => all.filter((i) => i % 2 === odd).map((i) => `${odd}.json ${i} {"n":${i}}`)),
    );
    expect(sorts).toBeLessThanOrEqual(4);
  });
});
