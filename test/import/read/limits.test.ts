import { gzip, json, lines, outline, outlineOf, read, refusedText, release } from './reading';

const nested = (n: number, depth: number): string => {
  const text = json(release(n)).slice(0, -1);
  return `${text},"x":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
};

describe('a release that is too deep', () => {
  test('is refused, the rest goes on', async () => {
    const items = await read(`{"releases":[${nested(1, 64)},${nested(2, 65)},${json(release(3))}]}`);
    expect(outline(items)).toEqual(['1', 'TOO_DEEP', '3']);
    expect(items[1]).toMatchObject({ ocid: 'ocds-213czf-2', message: 'is nested deeper than 64 levels' });
    expect(refusedText(items[1])).toBe(nested(2, 65));
  });

  test('says nothing of what comes after it', async () => {
    expect(await outlineOf(`[${nested(1, 65)},7]`)).toEqual(['TOO_DEEP', 'NOT_A_RELEASE']);
  });

  test('can be as deep as it likes', async () => {
    expect(await outlineOf(`${nested(1, 300_000)}\n${json(release(2))}`)).toEqual(['TOO_DEEP', '2']);
    expect(await outlineOf(`${'['.repeat(70)}${json(release(1))}${']'.repeat(70)}`)).toEqual(['TOO_DEEP']);
  });
});

describe('a release that is too large', () => {
  const limits = { releaseBytes: 1000 };
  const sized = (n: number, bytes: number): string => {
    const text = json(release(n, { x: '' }));
    return text.replace('"x":""', `"x":"${'x'.repeat(bytes - Buffer.byteLength(text))}"`);
  };

  test.each([
    ['in a package', (texts: string[]) => `{"uri":"u","releases":[${texts.join(',')}]}`],
    ['in lines', (texts: string[]) => texts.join('\n')],
    ['in a record', (texts: string[]) => `{"records":[{"ocid":"o","releases":[${texts.join(',')}]}]}`],
  ])('%s is refused, the rest goes on', async (_name, form) => {
    const text = form([sized(1, 1000), sized(2, 1001), sized(3, 50_000), sized(4, 999)]);
    for (const size of [1, 100, text.length]) {
      const items = await read(text, { limits }, size);
      expect(outline(items)).toEqual(['1', 'RELEASE_TOO_LARGE', 'RELEASE_TOO_LARGE', '4']);
      expect(items[1]).toMatchObject({ message: 'is larger than 1,000 bytes' });
      expect(refusedText(items[1])).toBeUndefined();
    }
  });

  test('is not a package that is larger than a release may be', async () => {
    const many = Array.from({ length: 50 }, (_each, i) => release(i));
    const metadata = { uri: 'u', extensions: Array.from({ length: 50 }, (_each, i) => `https://example.com/${i}`) };
    expect(await outlineOf(json({ ...metadata, releases: many, links: metadata }), { limits })).toEqual(
      many.map((_each, i) => `${i}`),
    );
  });

  test('is not a record with a versioned release that is', async () => {
    const versionedRelease = { ocid: 'o', x: 'x'.repeat(5000) };
    expect(await outlineOf(json({ versionedRelease, compiledRelease: release(1) }), { limits })).toEqual([
      '*1',
      'VERSIONED_RELEASE_SKIPPED',
    ]);
  });
});

describe('a gzip file that grows too much', () => {
  const spaces = ' '.repeat(5_000_000);

  test('is refused, what came before stays', async () => {
    expect(await outlineOf(gzip(`${json(release(1))}${spaces}${json(release(2))}`))).toEqual(['1', 'COMPRESSION_BOMB']);
    expect(await outlineOf(gzip(`{"releases":[${json(release(1))},${spaces}${json(release(2))}]}`))).toEqual([
      '1',
      'COMPRESSION_BOMB',
    ]);
  });

  test('is refused though most of it does not', async () => {
    const noise = lines(...Array.from({ length: 30_000 }, (_each, i) => ({ ocid: `${Math.sin(i)}`, date: 'd' })));
    const found = await outlineOf(gzip(`${noise}${spaces}${noise}`));
    expect(found.at(-1)).toBe('COMPRESSION_BOMB');
    expect(found.length).toBeLessThan(30_010);
  });

  test('may grow so in its first megabyte', async () => {
    expect(await outlineOf(gzip(`${json(release(1))}${' '.repeat(900_000)}${json(release(2))}`))).toEqual(['1', '2']);
  });

  test('can be allowed', async () => {
    expect(
      await outlineOf(gzip(`${json(release(1))}${spaces}${json(release(2))}`), { limits: { gzipRatio: 2000 } }),
    ).toEqual(['1', '2']);
  });
});

describe('hostile files end in refusals, soon', () => {
  test.each([
    ['open objects', '{"a":'.repeat(500_000)],
    ['open lists', '['.repeat(2_000_000)],
    ['braces', '{'.repeat(1_000_000)],
    ['open objects in texts', '{"'.repeat(500_000)],
    ['packages in packages', '{"records":['.repeat(10_000)],
    ['a long number', '1'.repeat(1_000_000)],
    ['a text without end', `"${'\\"'.repeat(500_000)}`],
  ])('%s', async (_name, text) => {
    const items = await read(text);
    expect(items.length).toBeGreaterThan(0);
    expect(items.length).toBeLessThan(5);
    expect(items.every(({ kind }) => kind === 'refused')).toBe(true);
  });

  test('keys of Object.prototype are data', async () => {
    const text = '{"ocid":"o","date":"d","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    const [item] = await read(text);
    expect(item?.kind === 'release' && Object.hasOwn(item.value, '__proto__')).toBe(true);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('numbers that JSON cannot hold', () => {
  test.each([
    ['{"ocid":"o","date":"d","a":{"b":[1,1e9999]}}', Infinity, 'a/b/1'],
    ['{"ocid":"o","date":"d","a":{"b":[1,-1E+400]}}', -Infinity, 'a/b/1'],
    ['{"ocid":"o","date":"d","a":{"b":[1,Infinity]}}', Infinity, 'a/b/1'],
    ['{"ocid":"o","date":"d","a":{"b":[1,-Infinity]}}', -Infinity, 'a/b/1'],
    ['{"ocid":"o","date":"d","a":{"b":["Infinity \\" NaN",NaN]}}', null, 'NaN'],
  ])('%s is read, with a note', async (text, value, told) => {
    const [item, note] = await read(text);
    expect(item).toMatchObject({ kind: 'release', value: { a: { b: [expect.anything(), value] } } });
    expect(note).toMatchObject({ kind: 'note', code: 'NUMBER_OUT_OF_RANGE', message: expect.stringContaining(told) });
    expect(item?.kind === 'release' && JSON.parse(item.text)).toEqual(item?.kind === 'release' && item.value);
  });

  test('are told of both kinds, where a release has both', async () => {
    const notes = (await read('{"ocid":"o","date":"d","a":NaN,"b":Infinity}')).slice(1);
    expect(notes.map((note) => note.kind === 'note' && note.message)).toEqual([
      'holds a number that is out of range at b',
      'holds NaN, read as null',
    ]);
  });

  test('are not those that it can', async () => {
    expect(
      await outlineOf('{"ocid":"ocds-213czf-1","date":"1e9999 Infinity NaN","a":1e300,"b":-1E-9999,"c":true}'),
    ).toEqual(['1']);
  });
});
