import BetterSqlite3 from 'better-sqlite3';
import fc from 'fast-check';
import { sqliteJson } from '../../src/database/json';
import { raw } from '../../src/database/sql';
import { addFunctions } from '../../src/database/sqlite';

const written = sqliteJson.decimal(raw('n')).write(() => '?').text;

let connection: BetterSqlite3.Database;
beforeAll(() => {
  connection = new BetterSqlite3(':memory:');
  addFunctions(connection);
});
afterAll(() => connection.close());

const hundredths = fc.maxSafeInteger().map((n) => n / 100);
const near = hundredths.map((n) => n * (1 + Number.EPSILON));
const few = fc.integer().map((n) => n / 100);

test('SQLite writes numbers as JavaScript does', () => {
  const statement = connection.prepare(`SELECT json_array(${written}) FROM (SELECT ? AS n)`).pluck();
  fc.assert(
    fc.property(fc.oneof(few, hundredths, near, fc.double({ noNaN: true, noDefaultInfinity: true })), (n) => {
      expect(statement.get(n)).toBe(`[${JSON.stringify(n)}]`);
    }),
    {
      numRuns: 5_000,
      examples: [
        [0.01],
        [1e11],
        [99999999999.99],
        [100000000000.01],
        [344693230043.96],
        [1e12],
        [999999999999.99],
        [4.005],
        [0.1 + 0.2],
        [1e21],
        [1e-7],
        [2 ** 53],
      ],
    },
  );
});
