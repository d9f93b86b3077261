import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { Client } from 'pg';
import { freshUrl } from '../support/engines';
import { buildProgram, runHere, runProgram, temporaryFolder, type Ended } from '../support/cli';
import { generated } from '../support/generated';

const main = buildProgram();
let cwd: string;
beforeEach(() => {
  cwd = temporaryFolder();
  writeFileSync(join(cwd, 'a.json'), '{"ocid":"ocds-1","id":"1","date":"2026-01-01T00:00:00Z","tag":["compiled"]}');
});

jest.setTimeout(60_000);

const run = (...args: string[]): Promise<Ended> => runHere(args, { cwd });
const failed = (sentence: string): Ended => ({
  status: 1,
  signal: null,
  stdout: '',
  stderr: `ocds-graph: ${sentence}\n`,
});
const isRoot = process.getuid?.() === 0;

describe('a database that cannot be had', () => {
  test.each([
    ['a folder', 'sqlite:folder', 'The database file cannot be opened.'],
    ['below a file', 'sqlite:a.json/ocds.db', 'The database file cannot be opened.'],
    ['a file that is no database', 'sqlite:a.json', 'The database file is damaged or is not a database.'],
    ['a server that is not there', 'postgres://127.0.0.1:1/ocds', 'The database does not answer.'],
  ])('%s', async (_name, url, sentence) => {
    mkdirSync(join(cwd, 'folder'));
    expect(await run('import', 'a.json', '--database', url)).toEqual(failed(sentence));
    expect(await run('serve', '--database', url)).toEqual(failed(sentence));
  });

  test('one that does not exist is not made by reading it', async () => {
    for (const command of ['stats', 'export'])
      expect(await run(command)).toEqual(failed('There is no database file ocds.db.'));
  });

  test('one that is not on the server', async () => {
    const url = `${process.env.TEST_POSTGRES_URL}/nowhere`;
    expect(await run('import', 'a.json', '--database', url)).toEqual(
      failed('The database does not exist on that server.'),
    );
  });

  test('one whose user has no rights there', async () => {
    const url = await freshUrl('postgres');
    await run('import', 'a.json', '--quiet', '--database', url);
    const owner = new Client(url);
    await owner.connect();
    const name = `nobody_${process.pid}`;
    await owner.query(`CREATE ROLE ${name} LOGIN PASSWORD 'nothing'`);
    const user = new URL(url);
    [user.username, user.password] = [name, 'nothing'];
    try {
      for (const command of [['import', 'a.json'], ['serve'], ['stats']])
        expect(await run(...command, '--database', user.href)).toEqual(
          failed('The user of the database may not do this.'),
        );
    } finally {
      await owner.query(`DROP ROLE ${name}`);
      await owner.end();
    }
  });

  test('one of a newer version, which stays as it is', async () => {
    await run('import', 'a.json', '--quiet');
    const database = new BetterSqlite3(join(cwd, 'ocds.db'));
    database.exec(`INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'Later9999999999999')`);
    database.close();
    const sentence = 'The database was made by a newer version of ocds-graph. Upgrade ocds-graph to use it.';
    for (const command of [
      ['import', 'a.json'],
      ['stats'],
      ['export'],
      ['serve'],
      ['sync', '--source', 'http://127.0.0.1:1'],
    ])
      expect(await run(...command)).toEqual(failed(sentence));
  });

  test('one that is not migrated yet, for commands that only read', async () => {
    new BetterSqlite3(join(cwd, 'ocds.db')).exec('CREATE TABLE other (pk integer)').close();
    expect(await run('stats')).toEqual(
      failed('The database is not migrated to this version yet: serve and import do it.'),
    );
  });
});

describe('a database that cannot be written', () => {
  /** Files are no obstacle to root, so that another user must try. */
  const asNobody = (...args: string[]): Promise<Ended> =>
    runProgram(main, args, { cwd, ...(isRoot && { uid: 65534 }) });

  test('a read-only file', async () => {
    await run('import', 'a.json', '--quiet');
    chmodSync(join(cwd, 'ocds.db'), 0o444);
    writeFileSync(join(cwd, 'b.json'), '{"ocid":"ocds-2","id":"1"}');
    expect(await asNobody('import', 'b.json')).toEqual(failed('The database is read-only.'));
    const stats = await asNobody('stats', '--json');
    expect(JSON.parse(stats.stdout)).toMatchObject({ releases: 1 });
  });

  test('a read-only folder', async () => {
    chmodSync(cwd, 0o555);
    const { status, stderr } = await asNobody('import', 'a.json');
    expect([status, stderr]).toEqual([1, 'ocds-graph: The database file cannot be opened.\n']);
    chmodSync(cwd, 0o777);
  });

  test('a full disk: what was stored before stays whole, and the same goes on when there is room', async () => {
    const disk = join(cwd, 'disk');
    mkdirSync(disk);
    const mounted = isRoot && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]).status === 0;
    if (!mounted) return console.warn('skipped: this user may not mount a small disk');
    try {
      writeFileSync(join(cwd, 'many.jsonl'), generated(1500));
      const args = ['import', 'many.jsonl', '--quiet', '--json', '--database', 'sqlite:disk/ocds.db'];
      const full = await runProgram(main, args, { cwd });
      expect(full).toEqual(failed('The disk of the database is full.'));
      expect(spawnSync('mount', ['-o', 'remount,size=200m', disk]).status).toBe(0);
      const database = new BetterSqlite3(join(disk, 'ocds.db'));
      expect(database.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      database.close();
      const again = await runProgram(main, args, { cwd });
      expect(again).toMatchObject({ status: 0, stderr: '' });
      const { stored, unchanged } = JSON.parse(again.stdout) as { stored: number; unchanged: number };
      expect(stored + unchanged).toBe(1500);
    } finally {
      spawnSync('umount', [disk]);
    }
  });

  test('a file that may not grow', async () => {
    writeFileSync(join(cwd, 'many.jsonl'), generated(1500));
    const limited = `ulimit -f 1500; exec "${process.execPath}" "${main}" import many.jsonl --quiet`;
    const { status, stderr } = spawnSync('sh', ['-c', limited], { cwd, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'ocds-graph: The database file cannot be read or written.\n',
    });
    expect(await runProgram(main, ['import', 'many.jsonl', '--quiet'], { cwd })).toMatchObject({
      status: 0,
      stderr: '',
    });
    expect(JSON.parse((await run('stats', '--json')).stdout)).toMatchObject({ releases: 1500 });
  });

  test('a PostgreSQL connection that is lost: one sentence, nothing half done, and the same goes on', async () => {
    writeFileSync(join(cwd, 'many.jsonl'), generated(2500));
    const url = await freshUrl('postgres');
    const args = ['import', 'many.jsonl', '--quiet', '--database', url];
    const client = new Client(url);
    await client.connect();
    try {
      let killed = 0;
      let isOver = false;
      const lost = runProgram(main, args, { cwd }).finally(() => (isOver = true));
      while (!isOver) {
        const { rowCount } = await client.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
           AND EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'release') AND xact_start IS NOT NULL AND query NOT LIKE '%CREATE%'`,
        );
        killed += rowCount ?? 0;
        await sleep(20);
      }
      expect(await lost).toEqual(failed('The database does not answer.'));
      expect(killed).toBeGreaterThan(0);
      expect(await runProgram(main, args, { cwd })).toMatchObject({ status: 0, stderr: '' });
      const { rows } = await client.query(
        'SELECT (SELECT count(*) FROM release)::int AS graph, (SELECT count(*) FROM release_version)::int AS kept',
      );
      expect(rows).toEqual([{ graph: 2500, kept: 2500 }]);
    } finally {
      await client.end();
    }
  });
});

test('a port that is in use', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) =>
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
  );
  const { status, stderr } = await runProgram(main, ['serve', '--sample', '--port', String(port)], { cwd });
  other.close();
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: `ocds-graph: Port ${port} of 127.0.0.1 is in use by another program; set PORT to a free one.\n`,
  });
  expect(statSync(join(cwd, 'ocds.db')).size).toBeGreaterThan(0);
});
