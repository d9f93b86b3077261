import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '../../src/database/Database';
import { sql } from '../../src/database/sql';
import { buildProgram, runProgram, temporaryFolder } from '../support/cli';
import { dump, expectSame, type Dump } from '../support/dump';
import { ENGINES, freshUrl, type EngineName } from '../support/engines';
import { generated } from '../support/generated';

jest.setTimeout(120_000);

const main = buildProgram();
const cwd = temporaryFolder();
const COUNT = 300;
for (const edition of [0, 1]) writeFileSync(join(cwd, `${edition}.jsonl`), generated(COUNT, edition));

const urlOf = (engine: EngineName, name: string): Promise<string> =>
  engine === 'sqlite' ? Promise.resolve(`sqlite:${join(cwd, `${name}.db`)}`) : freshUrl(engine);

const args = (file: string, url: string): string[] => ['import', file, '--json', '--quiet', '--database', url];

async function imported(file: string, url: string): Promise<Record<string, number>> {
  const { status, stdout, stderr } = await runProgram(main, args(file, url), { cwd });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout) as Record<string, number>;
}

async function contents(url: string): Promise<Dump> {
  const database = await Database.open(url);
  try {
    if (url.startsWith('sqlite:'))
      expect(await database.engine.all(sql`PRAGMA integrity_check`)).toEqual([{ integrity_check: 'ok' }]);
    return await dump(database);
  } finally {
    await database.close();
  }
}

async function releasesIn(url: string): Promise<number> {
  const database = await Database.open(url);
  try {
    if (url.startsWith('sqlite:'))
      expect(await database.engine.all(sql`PRAGMA integrity_check`)).toEqual([{ integrity_check: 'ok' }]);
    await database.migrate();
    return Number((await database.engine.all(sql`SELECT count(*) AS count FROM release_version`))[0]!.count);
  } finally {
    await database.close();
  }
}

const undisturbed = new Map<string, Promise<Dump>>();
/** What is in a database after imports of the files one after the other that nothing disturbed. */
function wanted(engine: EngineName): Promise<Dump> {
  const known = undisturbed.get(engine);
  if (known) return known;
  const made = (async () => {
    const url = await urlOf(engine, 'undisturbed');
    for (const file of ['0.jsonl', '1.jsonl']) await imported(file, url);
    return contents(url);
  })();
  undisturbed.set(engine, made);
  return made;
}

describe.each(ENGINES)('on %s', (engine) => {
  test('killed at any moment, the database is sound and the same command goes on to the same end', async () => {
    const expected = await wanted(engine);
    const url = await urlOf(engine, 'killed');
    const moments: number[] = [];
    for (const file of ['0.jsonl', '1.jsonl']) {
      const partly: number[] = [];
      for (let i = 0; i < 2; i++) {
        const before = await releasesIn(url);
        const ended = await runProgram(main, args(file, url), {
          cwd,
          started: (child) => {
            const moment = 300 + Math.random() * 1500;
            moments.push(moment);
            setTimeout(() => child.kill('SIGKILL'), moment);
          },
        });
        if (ended.signal !== 'SIGKILL') break;
        partly.push((await releasesIn(url)) - before);
      }
      // Whole batches or nothing.
      expect({ moments, odd: partly.filter((each) => each % 100 !== 0) }).toEqual({ moments, odd: [] });
      const { read, stored, unchanged } = await imported(file, url);
      expect([read, stored! + unchanged!]).toEqual([COUNT, COUNT]);
    }
    expectSame(await contents(url), expected);
  });

  test('two imports at once wait for each other and do no harm', async () => {
    const expected = await wanted(engine);
    const url = await urlOf(engine, 'two');
    const [a, b] = await Promise.all([imported('0.jsonl', url), imported('0.jsonl', url)]);
    expect(a.stored! + b.stored!).toBe(COUNT);
    await Promise.all([imported('1.jsonl', url), imported('0.jsonl', url), imported('1.jsonl', url)]);
    expectSame(await contents(url), expected);
  });

  test('the server answers during an import, and sees only whole releases', async () => {
    const url = await urlOf(engine, 'served');
    await imported('0.jsonl', url);
    let say = (_text: string): void => undefined;
    const said = new Promise<string>((resolve) => (say = resolve));
    let stop = (): void => undefined;
    const server = runProgram(main, ['serve', '--database', url, '--port', '0'], {
      cwd,
      env: { LAME_DUCK_SECONDS: '0' },
      started: (child) => {
        child.stderr!.on(
          'data',
          (data: Buffer) => /http:\S+/.test(data.toString()) && say(/http:\S+/.exec(data.toString())![0]),
        );
        stop = () => child.kill('SIGTERM');
      },
    });
    const address = await said;
    const query = `query ($ocid: String!) { release(ocid: $ocid) { localId title tender { lots { totalCount nodes { localId } } }
      parties { totalCount nodes { organization { name } } } versions { totalCount } awards { nodes { suppliers { nodes { name } } } } } }`;
    const seen = new Set<string>();
    let isDone = false;
    const importing = imported('1.jsonl', url).finally(() => (isDone = true));
    for (let n = 0, last = false; !last; n = (n + 1) % COUNT) {
      last = isDone;
      const ocid = `ocds-gen-${String(n).padStart(6, '0')}`;
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables: { ocid } }),
      });
      const { data, errors } = (await response.json()) as { data: any; errors?: unknown };
      expect(errors).toBeUndefined();
      const { localId, title, tender, parties, versions, awards } = data.release;
      const edition = title === 'Edition 1' ? 1 : 0;
      seen.add(String(edition));
      expect(localId.endsWith('Z-1')).toBe(edition === 1);
      expect(versions.totalCount).toBe(edition + 1);
      expect([tender.lots.totalCount, tender.lots.nodes.length]).toEqual([(n % 3) + 1, (n % 3) + 1]);
      expect(parties.nodes.map((each: any) => each.organization.name)).toEqual([
        `Buyer ${n % 17}`,
        `Supplier ${n % 41}`,
      ]);
      expect(awards.nodes[0].suppliers.nodes).toEqual([{ name: `Supplier ${n % 41}` }]);
      await sleep(1);
    }
    await importing;
    stop();
    expect(await server).toMatchObject({ status: 0 });
    expect(seen.size).toBe(2);
  });
});
