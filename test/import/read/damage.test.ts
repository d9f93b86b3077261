import { constants, gzipSync } from 'node:zlib';
import { gzip, json, lines, outline, outlineOf, read, refusedText, release } from './reading';

const three = [release(1), release(2), release(3)];
const [first, second, third] = three.map(json) as [string, string, string];
/** Not JSON, but it ends where it should. */
const wrongNumber = second.replace('1500', ' 000,');

describe('in JSON Lines', () => {
  test.each([
    ['that holds no JSON', 'Internal Server Error'],
    ['that breaks off', second.slice(0, 60)],
    ['that breaks off in a text', second.slice(0, second.indexOf('№'))],
    ['that breaks off after a comma', second.slice(0, second.indexOf(',') + 1)],
    ['that breaks off after a colon', second.slice(0, second.indexOf('"tender":') + 9)],
    ['that breaks off in a list', second.slice(0, second.indexOf('[{') + 2)],
    ['with a brace too few', second.slice(0, -1)],
    ['with a quotation mark too few', second.replace('"id"', 'id"')],
    ['with a wrong number', wrongNumber],
    ['with a value missing', second.replace('"2"', '')],
    ['with an unknown word', second.replace('1500', 'None')],
    ['with single quotation marks', second.replaceAll('"', "'")],
  ])('a line %s is refused with its number and its text, the rest goes on', async (_name, line) => {
    for (const [before, after] of [
      [first, third],
      ['', third],
      [first, ''],
    ] as const) {
      const texts = [before, line, after].filter((text) => text !== '');
      const items = await read(`${texts.join('\n')}\n`);
      const releases = outline(items).filter((each) => /^\d$/.test(each));
      expect(releases).toEqual([before && '1', after && '3'].filter((each) => each !== ''));
      const refused = items.filter(({ kind }) => kind === 'refused');
      expect(refused).toHaveLength(1);
      expect(refused[0]?.position.line).toBe(before ? 2 : 1);
      expect(refusedText(refused[0])).toBe(line);
    }
  });

  test('a brace too many is refused, not the release before it', async () => {
    expect(await outlineOf([first, `${second}}`, third].join('\n'))).toEqual(['1', '2', 'INVALID_JSON', '3']);
  });

  test.each([
    ['a web page', '<!DOCTYPE html>\n<p>Not found', '"<!DOCTYPE html>"'],
    ['a table', 'ocid,"title"\r\nocds-1,"x"', '"ocid,\\"title\\""'],
  ])('%s is known by how it begins', async (_name, text, words) => {
    const [item] = await read(text);
    expect(item).toMatchObject({ code: 'INVALID_JSON', message: `is not JSON at byte 0: ${words}` });
  });

  test('a line too damaged to be searched is refused, the rest goes on', async () => {
    const line = second.replace('1500', '{'.repeat(1_050_000));
    expect(await outlineOf([first, line, third].join('\n'))).toEqual(['1', 'INVALID_JSON', '3']);
  });

  test('two broken lines after one another are refused one by one', async () => {
    const items = await read([first, second.slice(0, 50), second.slice(0, 70), third].join('\n'));
    expect(outline(items)).toEqual(['1', 'INVALID_JSON', 'INVALID_JSON', '3']);
    expect(items.map(({ position }) => position.line)).toEqual([1, 2, 3, 4]);
  });

  test('a broken line of packages costs what it holds, not the next line', async () => {
    const line = json({ releases: [second] }).slice(0, -20);
    expect(
      await outlineOf([json({ releases: [release(1)] }), line, json({ releases: [release(3)] })].join('\n')),
    ).toEqual(['1', 'INVALID_JSON', '3']);
  });
});

describe('in a package', () => {
  test.each([
    ['with a wrong number', wrongNumber],
    ['with a brace too few', second.slice(0, -1)],
    ['with a brace too many', second.replace('}]', '}}]')],
    ['with a quotation mark too few', second.replace('"id"', 'id"')],
    ['with a quotation mark too many', second.replace('"id"', '""id"')],
    ['with a bracket too few', second.replace('}]', '}')],
    ['with a comma too few', second.replace(',"id"', '"id"')],
    ['that is no JSON at all', '<br/>'],
  ])('a release %s is refused, the rest goes on', async (_name, text) => {
    for (const package_ of [
      `{"uri":"u","releases":[${first},${text},${third}],"version":"1.1"}`,
      `[${first},${text},${third}]`,
    ]) {
      const found = outline(await read(package_));
      expect(found.filter((each) => /^\d$/.test(each))).toEqual(['1', '3']);
      expect(found).toContain('INVALID_JSON');
    }
  });

  test('a release that opens ever more and closes nothing is refused, the rest goes on', async () => {
    const deep = second.replace('1500', '[{"":'.repeat(15_000));
    expect(await outlineOf(`{"releases":[${first},${deep},${third}]}`)).toEqual(['1', 'INVALID_JSON', '3']);
  });

  test('what is refused is the release as it was written', async () => {
    const items = await read(`{"releases":[${first} ,\n ${wrongNumber} ,\n ${third}]}`);
    expect(outline(items)).toEqual(['1', 'INVALID_JSON', '3']);
    expect(items[1]).toMatchObject({ kind: 'refused', ocid: 'ocds-213czf-2', position: { index: 1, line: 2 } });
    expect(refusedText(items[1])).toBe(wrongNumber);
  });

  test('a comma too many or too few does no harm', async () => {
    expect(await outlineOf(`{"releases":[${first},${third},],}`)).toEqual(['1', '3']);
    expect(await outlineOf(`{"releases":[${first}${second} ${third}]}`)).toEqual(['1', '2', '3']);
  });

  test('keys and values of the package itself can be broken', async () => {
    expect(await outlineOf(`{"releases":[${first}],uri:"u","x":[1 2]}\n${third}`)).toEqual(['1', 'INVALID_JSON', '3']);
  });
});

describe('under a root path', () => {
  const rootPath = 'data';
  const wrapped = three.map((data) => json({ data }));

  test('a broken line is refused, the rest goes on', async () => {
    const text = [wrapped[0], wrapped[1]!.slice(0, -30), wrapped[2], wrapped[0]].join('\n');
    expect(await outlineOf(text, { rootPath })).toEqual(['1', 'INVALID_JSON', '3', '1']);
  });

  test('a broken release in a list is refused, the rest goes on', async () => {
    const text = `{"status":1,"data":[${first},${second.slice(0, -3)},${third}]}`;
    expect(await outlineOf(text, { rootPath })).toEqual(['1', 'INVALID_JSON', '3']);
  });
});

describe('a file that is cut off', () => {
  const packed = json({ uri: 'u', releases: three });
  test('gives what came whole before, wherever it is cut', async () => {
    for (let length = 1; length < packed.length; length++) {
      const items = await read(packed.slice(0, length));
      const found = outline(items);
      const whole = three.filter((each) => packed.slice(0, length).includes(json(each)));
      expect(found).toEqual([...whole.map((_each, i) => `${i + 1}`), 'TRUNCATED']);
    }
  });

  test('gives what was decompressed of it', async () => {
    const noise = Array.from({ length: 2000 }, (_each, i) => release(i, { x: Math.sin(i) }));
    const bytes = gzip(lines(...noise));
    const found = outline(await read(bytes.subarray(0, bytes.length / 2)));
    expect(found.length).toBeGreaterThan(800);
    expect(found.slice(0, -1)).toEqual(noise.slice(0, found.length - 1).map((_each, i) => `${i}`));
    expect(found.at(-1)).toBe('TRUNCATED');
  });

  test('is told even where the text ends between two releases', async () => {
    const bytes = gzip(lines(...three));
    expect(await outlineOf(bytes.subarray(0, -4))).toEqual(['1', '2', '3', 'TRUNCATED']);
  });

  test('keeps the rest for another try', async () => {
    const items = await read(`${first}\n${second.slice(0, 70)}`);
    expect(outline(items)).toEqual(['1', 'TRUNCATED']);
    expect(refusedText(items[1])).toBe(second.slice(0, 70));
  });
});

describe('damaged gzip', () => {
  test('is refused', async () => {
    const bytes = gzip(lines(...three));
    bytes[20]! ^= 0xff;
    expect((await outlineOf(bytes)).at(-1)).toBe('CORRUPT_GZIP');
  });

  const many = Array.from({ length: 5000 }, (_each, i) => ({ ocid: `${i}`, date: `${Math.sin(i)}` }));
  const whole = gzip(lines(...many));
  const all = many.map((_each, i) => `${i}`);

  test.each([
    ['has a wrong checksum', changed(whole, -8), ['CORRUPT_GZIP']],
    ['has a wrong length', changed(whole, -1), ['CORRUPT_GZIP']],
    ['ends in something else', Buffer.concat([whole, Buffer.from('trailing')]), ['CORRUPT_GZIP']],
    ['ends in half a mark', Buffer.concat([whole, Buffer.from([0x1f])]), ['CORRUPT_GZIP']],
    ['ends in half a header', Buffer.concat([whole, whole.subarray(0, 5)]), ['TRUNCATED']],
    ['lacks the end of its trailer', whole.subarray(0, -1), ['TRUNCATED']],
    ['lacks its trailer', whole.subarray(0, -8), ['TRUNCATED']],
    ['ends in zeros', Buffer.concat([whole, Buffer.alloc(100_000)]), []],
  ])('that %s gives all that is compressed', async (_name, bytes, told) => {
    for (const sizes of [[], [1000], [whole.length]])
      expect(outline(await read(bytes, {}, ...sizes))).toEqual([...all, ...told]);
  });

  test('that cannot be decompressed from some point on gives nearly all before it', async () => {
    const before = gzipSync(lines(...many), { finishFlush: constants.Z_SYNC_FLUSH });
    const found = await outlineOf(Buffer.concat([before, Buffer.alloc(10, 0xff)]));
    expect(found.length).toBeGreaterThan(many.length - 300);
    expect(found.slice(0, -1)).toEqual(all.slice(0, found.length - 1));
    expect(found.at(-1)).toBe('CORRUPT_GZIP');
  });

  test('of several members gives those after a wrong checksum', async () => {
    const [one, two, last] = [lines(...three.slice(0, 1)), lines(...three.slice(1, 2)), lines(...three.slice(2))].map(
      gzip,
    );
    const bytes = Buffer.concat([one!, changed(two!, -8), last!]);
    expect(await outlineOf(bytes)).toEqual(['1', '2', '3', 'CORRUPT_GZIP']);
  });
});

/** The bytes with one of them, counted from the end, made another. */
function changed(bytes: Buffer, at: number): Buffer {
  const other = Buffer.from(bytes);
  other[bytes.length + at]! ^= 1;
  return other;
}
