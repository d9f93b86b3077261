import type { JsonObject } from '../../src/ocds/json';
import { ENGINES } from '../support/engines';
import { Graph } from '../support/graph';

const party = (id: string, name: string): JsonObject => ({
  id,
  name,
  identifier: { scheme: 'GB-COH', id },
  roles: ['buyer'],
});
const release = (n: number, title: string, description: string, more: JsonObject = {}): JsonObject => ({
  ocid: `ocds-213czf-${n}`,
  id: `${n}`,
  date: `2026-01-0${n}T00:00:00Z`,
  tag: ['compiled'],
  parties: [party(String(n), `Council of Café Number ${n}`)],
  tender: { id: `REF-${n}`, title, description, ...more },
});

const RELEASES = [
  release(1, 'Flat roofing for a school', 'Roofs of the old wing.'),
  release(2, 'New bridge over the river', 'A bridge and its road. Includes roofing of the toll house.'),
  release(3, 'Road works', 'Repairs of a long road-bridge near the school.', {
    lots: [{ id: '1', title: 'Bridge deck' }],
  }),
  release(4, 'Études générales', 'Größe und Weg: 1e5 m2, 060e72, 12abc.'),
  release(7, 'Lange Straße in Łódź, ΟΔΟΣ 7', 'One more.'),
];

const SEARCH = `query ($text: String!, $types: [SearchType!], $filter: ReleaseFilter, $first: Int, $after: String) {
  search(text: $text, types: $types, filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { type field fragment node { id ... on Tender { title } ... on Lot { tender { ocid } } } } } }`;

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, RELEASES);
  });
  afterAll(() => graph.close());

  const search = async (text: string, more: object = {}): Promise<any> =>
    (await graph.data(SEARCH, { text, ...more })).search;
  const ids = async (text: string, more: object = {}): Promise<string[]> =>
    (await search(text, more)).nodes.map(({ node }: { node: { id: string } }) => node.id);
  const tender = (n: number): string => `ocds-213czf-${n}/tender`;

  test('titles come before descriptions, and the newest first among equals', async () => {
    expect(await ids('bridge')).toEqual(['ocds-213czf-3/tender/lots/1', tender(2), tender(3)]);
    expect(await ids('roofing')).toEqual([tender(1), tender(2)]);
  });

  test('words are found in any spelling of case, and shown as they are written', async () => {
    for (const text of ['STRASSE', 'straße', 'strass*', 'Οδός', 'ΟΔΟΣ', 'οδος*', 'lodz'])
      expect({ text, found: await ids(text) }).toEqual({ text, found: [tender(7)] });
    expect((await search('STRASSE οδος')).nodes[0].fragment).toBe('Lange **Straße** in Łódź, **ΟΔΟΣ** 7');
  });

  test('all words must be there, in any order', async () => {
    expect(await ids('school road')).toEqual([tender(3)]);
    expect(await ids('school river')).toEqual([]);
  });

  test('quoted words stand together, and a star begins a word', async () => {
    expect(await ids('"long road"')).toEqual([tender(3)]);
    expect(await ids('"road long"')).toEqual([]);
    expect(await ids('roof*')).toEqual([tender(1), tender(2)]);
    expect(await ids('roof')).toEqual([]);
  });

  test('words that stand together stand in one text', async () => {
    expect(await ids('"ref 1"')).toEqual([tender(1)]); // the last words of what is kept of titles
    expect(await ids('"1 roofs"')).toEqual([]);
    expect(await ids('"1 roof*"')).toEqual([]);
  });

  test('words stand together only where one text has them so, not at the end of a title and in an id', async () => {
    for (const [across, within] of [
      ['"school ocds"', '"a school" ocds'],
      ['"213czf 1 ref"', '"213czf 1" ref'],
      ['"number 1 gb"', '"number 1" gb'],
      ['"school roofs"', 'school roofs'],
    ] as const) {
      expect({ across, found: await ids(across) }).toEqual({ across, found: [] });
      expect(await ids(within)).toHaveLength(1);
    }
  });

  test('accents and case do not matter, nor do figures that look like something else', async () => {
    expect(await ids('etudes GENERALES')).toEqual([tender(4)]);
    for (const word of ['größe', 'GRÖSSE', 'grosse']) expect(await ids(word)).toEqual([tender(4)]);
    expect(await ids('Größe strasse')).toEqual([]);
    for (const word of ['1e5', '060e72', '12abc', '12a*']) expect(await ids(word)).toEqual([tender(4)]);
  });

  test('organizations are found by name and register id, processes by their ids', async () => {
    expect(await ids('cafe "number 3"')).toEqual(['GB-COH-3']);
    expect(await ids('GB-COH-2', { types: ['ORGANIZATION'] })).toEqual(['GB-COH-2']);
    expect(await ids('ref-1')).toEqual([tender(1)]);
    expect(await ids('ocds-213czf-2')).toEqual([tender(2)]);
  });

  test('an organization without a register id is found by the id that its release gives, not by the path of its party', async () => {
    const own = await Graph.of(engine, [
      { ocid: 'ocds-x', date: '2026-01-01T00:00:00Z', parties: [{ id: 'FTS 9/a', name: 'Bridge Builders' }] },
    ]);
    const found = { type: 'ORGANIZATION', node: { id: 'ocds-x/parties/FTS%209%2Fa' } };
    for (const [text, expected] of [
      ['"fts 9 a"', [{ ...found, field: 'localId', fragment: '**FTS** **9**/**a**' }]],
      ['builders', [{ ...found, field: 'name', fragment: 'Bridge **Builders**' }]],
      ['parties', []],
      ['ocds-x', []],
    ] as const)
      expect((await own.data(SEARCH, { text })).search).toMatchObject({ totalCount: expected.length, nodes: expected });
    await own.close();
  });

  test('nothing is found where no type is looked for', async () => {
    expect(await search('bridge', { types: [] })).toMatchObject({ totalCount: 0, nodes: [] });
  });

  test('a result says what it is, where the words are, and leads to the object', async () => {
    const { nodes } = await search('deck');
    expect(nodes).toEqual([
      {
        type: 'LOT',
        field: 'title',
        fragment: 'Bridge **deck**',
        node: { id: 'ocds-213czf-3/tender/lots/1', tender: { ocid: 'ocds-213czf-3' } },
      },
    ]);
    expect((await search('toll')).nodes[0]).toMatchObject({
      field: 'description',
      fragment: expect.stringContaining('the **toll** house') as string,
    });
  });

  test('a filter on the release narrows the search', async () => {
    expect(await ids('bridge', { filter: { date: { lt: '2026-01-03' } } })).toEqual([tender(2)]);
  });

  test('a filter leaves organizations out if it asks anything', async () => {
    expect(await ids('cafe', { filter: {} })).toEqual(await ids('cafe'));
    expect(await ids('cafe', { filter: { date: { isNull: false } } })).toEqual([]);
  });

  test('pages follow each other without gap or repetition, and are counted', async () => {
    const found: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await search('bridge', { first: 1, after });
      expect(page.totalCount).toBe(3);
      found.push(page.nodes[0].node.id);
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(found).toEqual(await ids('bridge'));
  });

  test('a search costs one statement and one for each kind of object found, however many', async () => {
    await search('bridge', { first: 1 });
    const one = graph.statements.length;
    await search('bridge roof* OR school*', { first: 100 }).catch(() => undefined);
    await search('b*', { first: 100 });
    expect(graph.statements.length).toBeLessThanOrEqual(one + 3);
  });

  test('where the words are is told by the one statement of a plan', async () => {
    const result = 'words: fragment field fragment type';
    const query = `query ($text: String!, $types: [SearchType!]) {
      search(text: $text, types: $types) { nodes { ${result} } edges { cursor node { ${result} node { id } } } }
      other: search(text: "roofing") { nodes { fragment } } }`;
    for (const [text, types, count] of [
      ['road', null, 2],
      ['"toll house"', ['TENDER'], 1],
      ['cafe', ['ORGANIZATION'], 5],
      ['nowhere', null, 0],
    ] as const) {
      const { search: found, other } = await graph.data(query, { text, types });
      expect([graph.reason, found.nodes.length]).toEqual([undefined, count]);
      for (const { words, fragment } of found.nodes)
        expect([words, fragment.split('**').length > 2]).toEqual([fragment, true]);
      expect(other.nodes).toEqual([
        { fragment: 'Flat **roofing** for a school' },
        { fragment: 'A bridge and its road. Includes **roofing** of the toll house.' },
      ]);
    }
  });

  test('what is replaced or gone is found no more', async () => {
    await graph.import([
      { ...RELEASES[0]!, date: '2026-06-01', id: 'later', parties: [], tender: { id: 'x', title: 'Slating' } },
    ]);
    expect(await ids('"flat roofing"')).toEqual([]);
    expect(await ids('slating')).toEqual([tender(1)]);
    expect(await ids('GB-COH-1', { types: ['ORGANIZATION'] })).toEqual([]);
    await graph.import([RELEASES[0]!]);
  });

  test('of very long texts the beginning is found, and very long words are', async () => {
    const long = '中文'.repeat(1000);
    const words = Array.from({ length: 200_000 }, (_, i) => `n${i}`).join(' ');
    await graph.import([release(5, `Longest ${words}`, `${long} ${words} end`)]);
    expect(await ids('longest n1000')).toEqual([tender(5)]);
    expect(await ids(long)).toEqual([tender(5)]);
    expect(await ids(`${long}*`)).toEqual([tender(5)]);
    expect(await ids('end')).toEqual([]);
  });

  test('words stand together wherever they are in a long text, while a word is not there too often', async () => {
    const words = (count: number, of: string): string => Array.from({ length: count }, (_, i) => of + i).join(' ');
    await graph.import([
      release(5, `Long ${words(5000, 't')}`, `${words(11_997, 'b')} very last words, and what is beyond`),
      release(6, 'Repetitive', `${'of the '.repeat(254)} of one road of no road the road`),
    ]);
    expect(await ids('"t3997 t3998"')).toEqual([tender(5)]);
    expect(await ids('"very last words"')).toEqual([tender(5)]);
    for (const lost of ['t3999', 'beyond']) expect(await ids(lost)).toEqual([]);
    expect(await ids('"of one road"')).toEqual([tender(6)]);
    expect(await ids('"of no road"')).toEqual([]);
    expect(await ids('"road no"')).toEqual([]);
    expect(await ids('"the road"')).toEqual([tender(6)]);
  });

  test('a search without a word, and a page out of range, are clear errors', async () => {
    await expect(search(' "" * ')).rejects.toThrow('"text" has no word to look for.');
    await expect(search('a', { first: 0 })).rejects.toThrow('"first" must be from 1 to 100, not 0.');
    await expect(search('a', { after: 'x' })).rejects.toThrow('"after" is not a cursor');
  });
});
