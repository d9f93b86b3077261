import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { inPlace } from '../../src/import/digest/digest';
import type { DigestThread } from '../../src/import/digest/DigestThread';
import { contentOf } from '../../src/ocds/kept';
import type { JsonObject } from '../../src/ocds/json';
import { buildProgram } from '../support/cli';
import { incoming } from '../support/graph';

const program = dirname(dirname(buildProgram()));

/** Texts that are laid out otherwise than JSON.stringify does it, of one byte a character and of two; more than one question. */
const releases = incoming([
  { ocid: 'ocds-0', id: '0', tag: ['tender'], tender: { title: 'long '.repeat(40_000) } },
  { ocid: 'ocds-1', id: '1', tag: ['compiled'] },
  { ocid: 'ocds-2', id: 'ünï\u{1F600}', tag: ['tender'], tender: { title: '工事', value: { amount: 0.1 } } },
]).map((each) => ({ ...each, text: JSON.stringify(each.document, null, 2) }));

describe('a thread that digests releases', () => {
  // Only a built file can be the program of a thread.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { DigestThread: Thread } = require(join(program, 'import/digest/DigestThread.js')) as {
    DigestThread: typeof DigestThread;
  };
  const thread = new Thread();
  afterAll(() => thread.close());

  test('gives the same hashes and contents as this one, in the order of the questions', async () => {
    await thread.digests(releases); // the first batch does not need it
    const [hashes, contents, none, one] = await Promise.all([
      thread.digests(releases),
      thread.contents(releases),
      thread.digests([]),
      thread.digests(releases.slice(1)),
    ]);
    expect(hashes).toEqual(await inPlace.digests(releases));
    expect(none).toEqual([]);
    expect(one).toEqual(hashes.slice(1));
    expect(contents.map(contentOf)).toEqual(releases.map(({ document }): JsonObject => document));
  });

  test('keeps the process until it is closed, though an answer comes late', () => {
    const script = `const { DigestThread } = require(process.argv[1]);
      const thread = new DigestThread();
      const closed = async () => {
        await thread.digests([]);
        thread.digests([{ form: 'compiled', text: '{}' }]);
        const closing = thread.close();
        thread.thread.worker.emit('message', { digests: [] });
        await closing;
      };
      closed().then(() => console.log('closed'));`;
    const { stdout } = spawnSync(process.execPath, ['-e', script, join(program, 'import/digest/DigestThread.js')]);
    expect(stdout.toString()).toBe('closed\n');
  });

  test('says what went wrong, and goes on', async () => {
    const broken = releases.map((each) => ({ ...each, text: '{' }));
    await expect(thread.digests(broken)).rejects.toThrow('JSON');
    expect(await thread.digests(releases)).toEqual(await inPlace.digests(releases));
  });
});
