import { dirname, join } from 'node:path';
import type { Database as DatabaseClass } from '../../src/database/Database';
import { sql } from '../../src/database/sql';
import { buildProgram, temporaryFolder } from '../support/cli';

const program = dirname(dirname(buildProgram()));

describe('a thread that writes', () => {
  // Only a built file can be the program of a thread.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { Database } = require(join(program, 'database/Database.js')) as { Database: typeof DatabaseClass };
  let database: DatabaseClass;
  let writer: ReturnType<DatabaseClass['writer']>;
  let starts = 0;
  beforeAll(async () => {
    database = await Database.open(`sqlite:${join(temporaryFolder(), 'ocds.db')}`);
    writer = database.writer(() => starts++);
    await writer.engine.write((session) => session.run(sql`CREATE TABLE word (word text UNIQUE)`));
  });
  afterAll(async () => {
    await writer.close();
    await database.close();
  });

  const add = (...words: string[]): Promise<void> =>
    writer.engine.write(async (session) => {
      await session.insert(
        'word',
        ['word'],
        words.map((word) => [word]),
      );
    });
  const words = async (): Promise<unknown[]> =>
    (await database.engine.all(sql`SELECT word FROM word`)).map(({ word }) => word as unknown);

  test('begins with the second transaction, and what it wrote is there when that has ended', async () => {
    expect(starts).toBe(0);
    await add('one', 'two');
    expect(starts).toBe(1);
    expect(await words()).toEqual(['one', 'two']);
  });

  test('tells at the end what failed while nobody waited, and leaves nothing of the transaction', async () => {
    const others = Array.from({ length: 99 }, (_, i) => `other ${i}`);
    await expect(add(...others, 'one', 'three')).rejects.toThrow('UNIQUE constraint failed: word.word');
    expect(await words()).toEqual(['one', 'two']);
    await add('five');
    expect(await words()).toEqual(['one', 'two', 'five']);
  });

  test('says in the same sentence what is wrong with the database', async () => {
    const fill = writer.engine.write(async (session) => {
      await session.all(sql`PRAGMA max_page_count = 8`);
      await session.run(sql`INSERT INTO word VALUES (hex(zeroblob(100000)))`);
      await session.insert('word', ['word'], [['six']]);
    });
    await expect(fill).rejects.toThrow('The disk of the database is full.');
    expect(await words()).toEqual(['one', 'two', 'five']);
  });

  test('is told no more than some lists of rows before it has taken in those before', async () => {
    let [sent, before] = [0, Infinity];
    await writer.engine.write(async (session) => {
      const answered = session.all(sql`SELECT 1`).then(() => (before = sent)); // no answer is heard until somebody waits
      for (; sent < 200; sent++) await session.insert('word', ['word'], [[`many ${sent}`]]);
      await answered;
    });
    expect(before).toBeLessThan(64);
    expect(await words()).toHaveLength(203);
  });
});
