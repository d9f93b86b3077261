import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runHere, temporaryFolder, type Ended } from '../support/cli';

/*
 * A record of which nothing but its versioned release is published, from file to export.
 */

jest.setTimeout(30_000);

const cwd = temporaryFolder();
const run = (...args: string[]): Promise<Ended> => runHere(args, { cwd });
const write = (name: string, content: unknown): void => writeFileSync(join(cwd, name), JSON.stringify(content));

const release = (n: number, tender: object): object => ({
  ocid: 'ocds-1',
  id: `r${n}`,
  date: `2026-01-0${n}T00:00:00Z`,
  tag: ['tender'],
  tender,
});
const version = (n: number, value: unknown): object => ({
  releaseID: `r${n}`,
  releaseDate: `2026-01-0${n}T00:00:00Z`,
  releaseTag: ['tender'],
  value,
});
const releases = [
  release(1, { title: 'one', items: [{ id: '1', quantity: 1 }] }),
  release(2, { title: 'two', items: [{ id: '2', quantity: 2 }] }),
];
const items = [
  { id: '1', quantity: [version(1, 1)] },
  { id: '2', quantity: [version(2, 2)] },
];
const versionedRelease = { ocid: 'ocds-1', tender: { title: [version(1, 'one'), version(2, 'two')], items } };

test('is imported, compiled and given back as the record of the releases that it is made of', async () => {
  write('versioned.json', { uri: 'u', records: [{ ocid: 'ocds-1', versionedRelease }] });
  write('releases.json', { uri: 'u', records: [{ ocid: 'ocds-1', releases }] });

  expect((await run('import', 'versioned.json', '--json', '--quiet')).stdout).toContain('"stored":2,"unchanged":0');
  const { stdout } = await run('export', '--format', 'record');
  const [record] = (JSON.parse(stdout) as { records: [{ releases: object[]; compiledRelease: object }] }).records;
  expect(record.releases).toEqual(releases);
  expect((await run('import', 'versioned.json', '--json', '--quiet')).stdout).toContain('"stored":0,"unchanged":2');
  expect((await run('import', 'releases.json', '--json', '--quiet')).stdout).toContain('"stored":0,"unchanged":2');

  const compiled = await run('compile', 'versioned.json', '--quiet');
  expect(compiled).toMatchObject({ status: 0, stderr: '' });
  expect(JSON.parse(compiled.stdout)).toEqual(record.compiledRelease);
  expect((await run('compile', 'releases.json', '--quiet')).stdout).toBe(compiled.stdout);
});
