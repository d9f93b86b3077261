import type { Database } from '../../src/database/Database';
import { sql, type Sql } from '../../src/database/sql';
import { linkProcesses } from '../../src/import/relatedProcesses';
import { freshDatabase } from '../support/engines';

describe('references to other processes', () => {
  let database: Database;
  beforeAll(async () => {
    database = await freshDatabase('sqlite');
  });
  afterAll(() => database.close());

  test('are found by key and by ocid, not by reading all that there are', async () => {
    const plan = await database.engine.write(async (session) => {
      const statements: Sql[] = [];
      await linkProcesses({ ...session, dialect: session.dialect, run: async (each) => void statements.push(each) }, [
        { ocid: 'ocds-213czf-1', pk: 1 },
      ]);
      expect(statements).toHaveLength(1);
      return session.all(sql`EXPLAIN QUERY PLAN ${statements[0]!}`);
    });
    const steps = plan.map(({ detail }) => detail as string);
    expect(steps.filter((each) => each.startsWith('SEARCH x'))).toHaveLength(2);
    expect(steps.filter((each) => each.startsWith('SCAN x'))).toEqual([]);
  });
});
