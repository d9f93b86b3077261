import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../../src/database/Database';
import { withSession, type Sessions } from '../../src/database/session';
import { sql } from '../../src/database/sql';
import { Store } from '../../src/import/Store';
import { ENGINES, freshUrl } from '../support/engines';

const OCID = 'ocds-213czf-1';
const COUNT = sql`SELECT count(*) AS count FROM lot`;

describe.each(ENGINES)('%s', (engine) => {
  let folder: string;
  let url: string;
  let writer: Database;
  let reader: Database;
  let sessions: Sessions;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ocds-graph-'));
    url = engine === 'sqlite' ? `sqlite:${join(folder, 'test.db')}` : await freshUrl(engine);
    writer = await Database.open(url);
    await writer.migrate();
    reader = await Database.open(url, { readonly: true });
    sessions = reader.sessions();
  });

  afterEach(async () => {
    await sessions.end();
    await reader.close();
    await writer.close();
    rmSync(folder, { recursive: true });
  });

  const publish = async (lots: number): Promise<void> => {
    const tender = { id: '1', lots: Array.from({ length: lots }, (_, i) => ({ id: String(i) })) };
    const document = { ocid: OCID, id: `v${lots}`, date: `2026-01-0${lots}`, tag: ['compiled'], tender };
    const text = JSON.stringify(document);
    await new Store(writer.engine).store([{ ocid: OCID, form: 'compiled', document, text, file: '', position: '' }]);
  };

  test('an operation reads one state of the database, whatever is imported meanwhile', async () => {
    await publish(1);
    const early = sessions.open();
    expect(await early.all(COUNT)).toEqual([{ count: 1 }]);
    await publish(3);
    const late = sessions.open();
    expect(await early.all(COUNT)).toEqual([{ count: 1 }]);
    await early.close();
    await late.close();
    const after = sessions.open();
    expect(await after.all(COUNT)).toEqual([{ count: 3 }]);
    await after.close();
  });

  test('operations that come while an old state is still read see the new one', async () => {
    await publish(1);
    const early = sessions.open();
    await early.all(COUNT);
    await publish(2);
    const late = sessions.open();
    expect(await late.all(COUNT)).toEqual([{ count: 2 }]);
    await publish(3);
    const latest = sessions.open();
    expect(await latest.all(COUNT)).toEqual([{ count: 3 }]);
    expect(await early.all(COUNT)).toEqual([{ count: 1 }]);
    expect(await late.all(COUNT)).toEqual([{ count: 2 }]);
    await Promise.all([early.close(), late.close(), latest.close()]);
  });

  if (engine === 'postgres')
    test('a connection that is lost between two statements fails the next one and nothing else', async () => {
      const session = sessions.open();
      const [{ pid }] = (await session.all(sql`SELECT pg_backend_pid() AS pid`)) as [{ pid: number }];
      await writer.engine.all(sql`SELECT pg_terminate_backend(${pid})`);
      await new Promise((resolve) => setTimeout(resolve, 200));
      await expect(session.all(COUNT)).rejects.toThrow('The database does not answer.');
      await session.close();
      const next = sessions.open();
      expect(await next.all(COUNT)).toEqual([{ count: 0 }]);
      await next.close();
    });

  if (engine === 'postgres')
    test('a statement is planned once where one plan is good for any values, and else with its values', async () => {
      const one = await Database.open(url, { readonly: true, poolSize: 1 });
      const own = one.sessions();
      const ask = (text: string, steady: boolean): Promise<string> =>
        withSession(own, async (session) => (await session.json({ text, values: [['1']], steady })).toString());
      for (let i = 0; i < 4; i++)
        for (const steady of [true, false])
          await ask(`SELECT count(*) || '${steady}' FROM lot WHERE "localId" = ANY($1::text[])`, steady);
      const plans = `SELECT string_agg((generic_plans > 0) || ' ' || (custom_plans > 0), ', ' ORDER BY statement)
        FROM pg_prepared_statements WHERE statement LIKE '%FROM lot%' AND $1::text[] IS NOT NULL`;
      expect(await ask(plans, true)).toBe('false true, true false');
      await own.end();
      await one.close();
    });

  if (engine === 'postgres')
    test('each statement of a session is planned as it asks to be, sent at once or not', async () => {
      await withSession(sessions, async (session) => {
        const mode = sql`SELECT current_setting('plan_cache_mode') AS mode`;
        const rows = await Promise.all([false, true, true, false].map((steady) => session.all(mode, steady)));
        const [auto, generic] = ['auto', 'force_generic_plan'];
        expect(rows.map(([row]) => (row as { mode: string }).mode)).toEqual([auto, generic, generic, auto]);
        const text = `SELECT current_setting('plan_cache_mode')`;
        const whole = [{ ranged: true }, { steady: true, ranged: true }, {}].map((planned) =>
          session.json({ text, values: [], ...planned }),
        );
        expect((await Promise.all(whole)).map(String)).toEqual(['force_custom_plan', generic, auto]);
      });
    });

  test('statements that are sent at once see one state too, and the first that fails says why', async () => {
    await publish(1);
    const session = sessions.open();
    const counts = await Promise.all([session.all(COUNT), session.all(COUNT), session.all(COUNT)]);
    expect(counts.flat()).toEqual([{ count: 1 }, { count: 1 }, { count: 1 }]);
    await session.close();
    const broken = sessions.open();
    const write = sql`DELETE FROM lot RETURNING pk`;
    const results = await Promise.allSettled([broken.all(write), broken.all(write)]);
    for (const result of results) expect(result).toMatchObject({ reason: { message: 'The database is read-only.' } });
    await broken.close();
    const after = sessions.open();
    expect(await after.all(COUNT)).toEqual([{ count: 1 }]);
    await after.close();
  });

  test('nothing can be written through a session', async () => {
    const session = sessions.open();
    await expect(session.all(sql`DELETE FROM lot RETURNING pk`)).rejects.toThrow('The database is read-only.');
    await session.close();
  });
});
