import { ByteWindow } from '../../../src/import/read/byteWindow';
import { readSource } from '../../../src/import/read/readSource';
import type { RefusedItem, ReleaseItem } from '../../../src/import/read/types';
import { json, outlineOf, read, release } from './reading';

const MB = 1024 * 1024;

/** A package of so many megabytes, written as it is read. */
async function* largePackage(megabytes: number): AsyncGenerator<Uint8Array> {
  const text = `${json(release(1, { x: 'x'.repeat(5000) }))},`;
  const part = Buffer.from(text.repeat(Math.ceil(MB / text.length)));
  yield Buffer.from('{"uri":"u","releases":[');
  for (let i = 0; i < megabytes; i++) yield part;
  yield Buffer.from(`${json(release(2))}]}`);
}

test('a package is read in far less memory than it is large', async () => {
  const before = process.memoryUsage().rss;
  let [count, peak] = [0, 0];
  for await (const item of readSource(largePackage(200), { file: 'f' })) {
    if (item.kind === 'release') count++;
    if (count % 1000 === 0) peak = Math.max(peak, process.memoryUsage().rss);
  }
  expect(count).toBeGreaterThan(200 * 190);
  expect((peak - before) / MB).toBeLessThan(150);
}, 60_000);

test('what a huge release took is given up once it has been read, and what follows is there', async () => {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield Buffer.alloc(20 * MB, 'x\n');
    yield Buffer.from('yz');
  }
  const window = new ByteWindow(chunks());
  while (await window.more());
  window.letGo(20 * MB);
  expect(window.bytes.length).toBeLessThan(MB);
  expect(window.slice(20 * MB, window.end).toString()).toBe('yz');
  expect(window.lineAt(window.end)).toBe(10 * MB + 1);
});

test('a huge release that is refused takes nothing along of what stands behind it, and is given back as it was', async () => {
  const huge = (rest: string): string => `{"ocid":"ocds-213czf-1","x":"é${'x'.repeat(9 * MB)}"${rest}}`;
  const broken = huge(',"y":tru');
  const nameless = huge('').replace('ocid', 'other');
  for (const [first, code] of [
    [broken, 'INVALID_JSON'],
    [nameless, 'MISSING_OCID'],
    [huge(''), undefined],
  ] as const) {
    const found = await read(`[${first},\n${json(release(2))},${json(release(3))}]`);
    expect(found.slice(1).map((item) => [item.kind, item.position.line])).toEqual([
      ['release', 2],
      ['release', 2],
    ]);
    if (code) expect(found[0]).toMatchObject({ kind: 'refused', code });
    const [whole] = found as [ReleaseItem | RefusedItem];
    const text = whole.kind === 'release' ? whole.text : Buffer.from(whole.bytes!).toString();
    expect(text.replace(/,\n$/, '') === first).toBe(true);
  }
});

test('a release that a huge damaged one has swallowed is found in it', async () => {
  const swallows = (size: number): string =>
    `[{"ocid":"ocds-213czf-1","x":"${'x'.repeat(size)}","t":tru,"u":[\n${json(release(2))}]},${json(release(3))}]`;
  const outline = await outlineOf(swallows(10));
  expect(outline.slice(0, 2)).toEqual(['INVALID_JSON', '2']);
  expect(await outlineOf(swallows(9 * MB))).toEqual(outline);
});
