import { readSource } from '../../../src/import/read/readSource';
import { chunks, gzip, json, lines, outlineOf, read, release, values } from './reading';

const three = [release(1), release(2), release(3)];
const pretty = (value: unknown): string => JSON.stringify(value, null, 2);

describe('the same releases are read', () => {
  const metadata = { uri: 'https://example.com', publisher: { name: 'P' }, extensions: ['a', '}', '{'] };
  test.each([
    ['from a release package', json({ ...metadata, releases: three })],
    ['from a package whose metadata come last', json({ releases: three, ...metadata })],
    ['from an indented package', pretty({ ...metadata, releases: three })],
    ['from a list', json(three)],
    ['from an indented list', pretty(three)],
    ['from a list of packages', json([{ releases: three.slice(0, 2) }, { releases: three.slice(2) }])],
    ['from a list in a list', json([[three[0]], three.slice(1)])],
    ['from JSON Lines', lines(...three)],
    ['from JSON Lines without an end of line', lines(...three).trimEnd()],
    ['from JSON Lines of Windows', lines(...three).replaceAll('\n', '\r\n')],
    ['from JSON Lines with empty lines', `\n\n${lines(...three).replaceAll('\n', '\n\n')}`],
    ['from lines of packages', lines({ releases: three.slice(0, 1) }, { releases: three.slice(1) })],
    ['from texts without anything between them', three.map(json).join('')],
    ['from indented texts', three.map(pretty).join('\n')],
    ['from texts with record separators', three.map((each) => `\x1e${json(each)}\n`).join('')],
    [
      'from a record package',
      json({ ...metadata, records: three.map((each) => ({ ocid: each.ocid, releases: [each] })) }),
    ],
    ['from a record', json({ ocid: 'x', releases: three })],
    ['from records in lines', lines(...three.map((each) => ({ releases: [each], ocid: 'x' })))],
    ['from text with a byte-order mark', `\uFEFF${json(three)}`],
    ['from texts with byte-order marks', three.map((each) => `\uFEFF${json(each)}\n`).join('')],
  ])('%s, plain or gzip', async (_name, text) => {
    for (const bytes of [Buffer.from(text), gzip(text)]) {
      const items = await read(bytes);
      expect(values(items)).toEqual(three);
      expect(items.map(({ position }) => position.index)).toEqual([0, 1, 2]);
    }
  });

  test('from gzip with every part that a header may have, in any chunks', async () => {
    const plain = gzip(lines(...three));
    const extra = Buffer.from([3, 0, 1, 2, 3]);
    const header = Buffer.concat([plain.subarray(0, 10), extra, Buffer.from('a name\0a comment\0'), Buffer.alloc(2)]);
    header[3] = 2 + 4 + 8 + 16;
    const bytes = Buffer.concat([header, plain.subarray(10)]);
    for (const size of [1, 7, bytes.length]) expect(values(await read(bytes, {}, size))).toEqual(three);
  });

  test('from a gzip file of several members', async () => {
    expect(values(await read(Buffer.concat(three.map((each) => gzip(lines(each))))))).toEqual(three);
  });
});

test('a release says where it is and how it was written', async () => {
  const text = `${json(three[0])}\n  ${pretty(three[1])}\n${json(three[2])}`;
  const items = await read(text, { file: 'a.json' });
  expect(items.map(({ position }) => position)).toEqual([
    { file: 'a.json', index: 0, byteOffset: 0, line: 1 },
    { file: 'a.json', index: 1, byteOffset: Buffer.byteLength(json(three[0])) + 3, line: 2 },
    {
      file: 'a.json',
      index: 2,
      byteOffset: Buffer.byteLength(text) - Buffer.byteLength(json(three[2])),
      line: text.split('\n').length,
    },
  ]);
  expect(items.map((item) => item.kind === 'release' && item.text)).toEqual([
    json(three[0]),
    pretty(three[1]),
    json(three[2]),
  ]);
});

test('the form goes by the tag', async () => {
  const tags = [['compiled'], 'compiled', ['tender', 'compiled'], ['tender'], 'tender', undefined, null, 7];
  expect(await outlineOf(json(tags.map((tag, i) => release(i, { tag: tag as string }))))).toEqual([
    '*0',
    '*1',
    '*2',
    '3',
    '4',
    '5',
    '6',
    '7',
  ]);
});

const WRAPPED: [string, unknown][] = [
  ['data.item', { x: [1], data: three }],
  ['data', { data: three }],
  ['data.item', { data: { item: { releases: three } } }],
  ['releasePackage', { status: 'ok', releasePackage: { uri: 'u', releases: three } }],
  ['a.b.item.c', { a: { x: 1, b: [{ c: three[0] }, { d: 1, c: three.slice(1) }] } }],
  ['item.data', [{ data: three[0] }, { data: three[1] }, { data: three[2] }]],
  ['data.item.item', { data: three.map((item) => ({ item })) }],
  ['data', { data: { 0: three[0], 2: three[1], 7: three[2] } }],
  ['data', { data: Object.fromEntries(three.map((each) => [each.ocid, each])) }],
  [
    'hits.hits.item._source.doc',
    { took: 1, hits: { total: { value: 3 }, hits: three.map((doc) => ({ _source: { doc } })) } },
  ],
  [
    'data.processes.edges.item.node.release',
    { data: { processes: { edges: three.map((release) => ({ node: { release } })) } } },
  ],
  ['results.item', { results: [{ releases: three.slice(0, 2) }, three[2]] }],
];

describe('a root path', () => {
  test.each(WRAPPED)('%s leads to the releases', async (rootPath, document) => {
    expect(values(await read(json(document), { rootPath }))).toEqual(three);
  });

  test('leads to them in each line', async () => {
    expect(values(await read(lines(...three.map((data) => ({ data }))), { rootPath: 'data' }))).toEqual(three);
  });

  test.each(WRAPPED)('such as %s is named where releases are wrapped and none is given', async (_path, document) => {
    const [item] = await read(json(document));
    const rootPath = /at the root path (\S+)$/.exec(item?.kind === 'refused' ? item.message : '')?.[1];
    expect(values(await read(json(document), { rootPath: rootPath! }))).toEqual(three);
  });

  test('is not named where a release has no ocid', async () => {
    const { ocid, ...rest } = release(1, { before: release(2) });
    const [item] = await read(json({ ...rest, was: ocid }));
    expect(item).toMatchObject({ code: 'MISSING_OCID', message: 'has no ocid' });
  });

  test('that is not there refuses the file', async () => {
    expect(await outlineOf(json({ data: three }), { rootPath: 'daten.item' })).toEqual(['ROOT_PATH_NOT_FOUND']);
    expect(await outlineOf('[1]', { rootPath: 'data' })).toEqual(['ROOT_PATH_NOT_FOUND']);
  });
});

test('a reader that is left early lets go of its source', async () => {
  let isClosed = false;
  async function* source(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield* chunks(Buffer.from(lines(...three)));
    } finally {
      isClosed = true;
    }
  }
  for await (const item of readSource(source(), { file: 'f' })) if (item.position.index === 2) break;
  expect(isClosed).toBe(true);
});

test('an error of the source is passed on', async () => {
  async function* source(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(lines(...three).slice(0, -20));
    throw new Error('disk on fire');
  }
  const reading = async (): Promise<void> => {
    for await (const item of readSource(source(), { file: 'f' })) void item;
  };
  await expect(reading()).rejects.toThrow('disk on fire');
});
