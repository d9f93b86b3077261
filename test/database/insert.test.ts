import type { WriteSession } from '../../src/database/engine';
import { sql } from '../../src/database/sql';
import { ENGINES, freshDatabase } from '../support/engines';

const insert = (session: WriteSession, ...ids: string[]): Promise<void> =>
  session.insert(
    'region',
    ['pk', 'id', 'parentPk', 'code', 'level'],
    ids.map((id, i) => [ids.length * 10 + i, id, null, id, 0]),
  );

describe.each(ENGINES)('rows inserted on %s', (engine) => {
  test('last of all, one of which cannot be, are told and leave nothing, nor do those before', async () => {
    const database = await freshDatabase(engine);
    const failing = database.engine.write(async (session) => {
      await insert(session, 'A');
      await insert(session, 'B', 'B');
    });
    await expect(failing).rejects.toHaveProperty('message', expect.stringMatching(/unique/i));
    expect(await database.engine.all(sql`SELECT id FROM region`)).toEqual([]);
    await database.engine.write((session) => insert(session, 'C', 'D'));
    expect(await database.engine.all(sql`SELECT id FROM region ORDER BY id`)).toEqual([{ id: 'C' }, { id: 'D' }]);
    await database.close();
  });

  test('are all there, however many come at once', async () => {
    const database = await freshDatabase(engine);
    const ids = Array.from({ length: 3000 }, (_, i) => `R${i}`);
    await database.engine.write((session) => insert(session, ...ids));
    const found = await database.engine.all(sql`SELECT id FROM region ORDER BY pk`);
    expect(found.map(({ id }) => id as string)).toEqual(ids);
    await database.close();
  });
});
