import { getNamedType, isObjectType, type GraphQLObjectType } from 'graphql';
import { isObject, type JsonObject } from '../../src/ocds/json';
import { dump } from '../support/dump';
import { ENGINES } from '../support/engines';
import { everything } from '../support/everything';
import { Graph, sampleReleases, theSchema } from '../support/graph';

/** Local ids that no path can take as they are. */
const AWKWARD = [
  ...[
    '1 - Caustic Soda',
    'LOT-0000',
    'a/b',
    '../x',
    '~2',
    'a~b',
    '100%',
    '%2F',
    '?q=1#x',
    'ü€\u{1F600}',
    ' ',
    '"',
    "'",
    '\\',
  ],
  ...[
    'x\0y',
    'half \uD800',
    '1',
    '1~2',
    'null',
    '__proto__',
    'L'.repeat(5000),
    `${'L'.repeat(5000)}2`,
    '\u4e2d'.repeat(3000),
  ],
];

const AWKWARD_RELEASE: JsonObject = {
  ocid: 'ocds/1 x~%2F',
  date: '2026-01-01T00:00:00Z',
  tag: ['compiled'],
  tender: { id: 't', lots: [...AWKWARD, 1, '1'].map((id) => ({ id })).concat([{} as { id: string }, { id: null! }]) },
  awards: [{ id: 'of all', relatedLots: AWKWARD }],
  parties: [
    { id: 'register', name: 'R', identifier: { scheme: 'GB-COH', id: '1' } },
    { id: 'a slash/in it', name: 'S', identifier: { scheme: 'XX', id: 'a/b' } },
    { id: 'like a lot', name: 'L', identifier: { scheme: 'XX-REG', id: '1/tender/lots/1' } },
    { id: 'like a code', name: 'C', identifier: { scheme: 'region:UK', id: '1' } },
    { id: 'long', name: 'X', identifier: { scheme: 'XX', id: '\u4e2d'.repeat(3000) } },
    { id: 'path ~ %', name: 'P' },
  ],
};

/** Every object of a document that has an id in the graph, by what a stranger reads in DESIGN: its path, and its type. */
function expected(document: JsonObject): [id: string, typename: string][] {
  const found: [string, string][] = [];
  const visit = (type: GraphQLObjectType, value: JsonObject, path: string): void => {
    if (type.getInterfaces().some(({ name }) => name === 'Node')) found.push([path, type.name]);
    for (const [key, inner] of Object.entries(value)) {
      const field = type.getFields()[key];
      const named = field && getNamedType(field.type);
      const nodes = isObjectType(named) && named.name.endsWith('Connection') ? named.getFields().nodes : undefined;
      const next = nodes ? getNamedType(nodes.type) : named;
      if (!isObjectType(next) || next.name === 'Organization' || next.name === 'Party') continue;
      const isHeld = next.getInterfaces().some(({ name }) => name === 'Node');
      if (isHeld && isObject(inner)) visit(next, inner, `${path}/${key}`);
      if (isHeld && Array.isArray(inner))
        for (const each of inner)
          if (isObject(each)) visit(next, each, `${path}/${key}/${encodeURIComponent(each.id as string)}`);
    }
  };
  visit(theSchema().getType('Release') as GraphQLObjectType, document, document.ocid as string);
  return found;
}

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, [...sampleReleases(), everything('ocds-everything'), AWKWARD_RELEASE]);
  });
  afterAll(() => graph.close());

  const typesOf = async (ids: readonly string[]): Promise<(string | null)[]> => {
    const found: (string | null)[] = [];
    for (let from = 0; from < ids.length; from += 100) {
      const { data, errors } = await graph.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', {
        ids: ids.slice(from, from + 100),
      });
      expect(errors).toBeUndefined();
      found.push(
        ...data.nodes.map((node: { __typename: string; id: string } | null) => node && `${node.__typename} ${node.id}`),
      );
    }
    return found;
  };

  test('the ids that the design gives as examples lead to what they say', async () => {
    const examples: [string, string][] = [
      ['ocds-h6vhtk-060e72', 'Release'],
      ['ocds-h6vhtk-060e72/tender', 'Tender'],
      ['ocds-h6vhtk-060e72/tender/lots/1', 'Lot'],
      ['ocds-h6vhtk-060e72/awards/1', 'Award'],
      ['ocds-h6vhtk-060e72/awards/1/documents/028295-2026', 'Document'],
      ['GB-PPON-PMJC-6861-XJPP', 'Organization'],
    ];
    expect(await typesOf(examples.map(([id]) => id))).toEqual(examples.map(([id, type]) => `${type} ${id}`));
  });

  test('every object of every document is found by its path, and is of the right type', async () => {
    for (const document of [...sampleReleases(), everything('ocds-everything')]) {
      const objects = expected(document);
      expect(objects.length).toBeGreaterThan(4);
      expect(await typesOf(objects.map(([id]) => id))).toEqual(objects.map(([id, type]) => `${type} ${id}`));
      for (const [id, type] of objects.slice(0, 5)) {
        const { data } = await graph.ask(
          'query ($id: ID!) { node(id: $id) { __typename id ... on Lot { ocid localId } } }',
          { id },
        );
        expect([data.node.__typename, data.node.id]).toEqual([type, id]);
      }
    }
  });

  test('no two objects of the graph share an id, of whatever type they are', async () => {
    const tables = await dump(graph.database);
    const ids = Object.entries(tables).flatMap(([type, rows]) =>
      isNode(type) ? rows.map(({ id }) => id as string) : [],
    );
    expect(ids.length).toBeGreaterThan(200);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  test('local ids of all kinds become ids that lead back to their objects', async () => {
    const { data } = await graph.ask(
      `{ release(ocid: "ocds/1 x~%2F") { id tender { id lots(first: 100) { nodes { id localId ocid } } } } }`,
    );
    expect([data.release.id, data.release.tender.id]).toEqual(['ocds%2F1%20x%7E%252F', 'ocds%2F1%20x%7E%252F/tender']);
    const lots = data.release.tender.lots.nodes as { id: string; localId: string | null; ocid: string }[];
    const clean = AWKWARD.map((id) => id.toWellFormed().replaceAll('\0', '\uFFFD'));
    expect(lots.map(({ localId }) => localId)).toEqual([...clean, '1', '1', null, null]);
    expect(new Set(lots.map(({ id }) => id)).size).toBe(lots.length);
    expect(await typesOf(lots.map(({ id }) => id))).toEqual(lots.map(({ id }) => `Lot ${id}`));
    const steps = lots.map(({ id }) => id.split('/'));
    expect(steps.map(({ length }) => length)).toEqual(lots.map(() => 4));
    const readable = ['1%20-%20Caustic%20Soda', 'LOT-0000', 'a%2Fb', '..%2Fx', '%7E2', 'a%7Eb', '100%25', '%252F'];
    expect(steps.slice(0, readable.length).map(([, , , last]) => last)).toEqual(readable);
    const last = AWKWARD.length;
    expect(steps.slice(last).map(([, , , step]) => step)).toEqual(['1~2', '1~3', `~${last + 3}`, `~${last + 4}`]);
    for (const { id } of lots) expect(id.length).toBeLessThan(1000);
  });

  test('objects of one id and objects without one leave an issue at their place', async () => {
    const issues = (await graph.issues('ocds/1 x~%2F')).filter(({ code }) => code.endsWith('_ID'));
    const at = AWKWARD.length;
    expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      `DUPLICATE_ID tender/lots/${at}/id`,
      `DUPLICATE_ID tender/lots/${at + 1}/id`,
      `MISSING_ID tender/lots/${at + 2}`,
      `MISSING_ID tender/lots/${at + 3}`,
    ]);
  });

  test('references by ids of all kinds find their objects', async () => {
    const { data } = await graph.ask(
      '{ release(ocid: "ocds/1 x~%2F") { awards { nodes { lots(first: 100) { nodes { localId } } } } } }',
    );
    expect(data.release.awards.nodes[0].lots.nodes).toHaveLength(AWKWARD.length);
  });

  test('an organization has its id in a register, or the path of its party', async () => {
    const { data } = await graph.ask(
      '{ release(ocid: "ocds/1 x~%2F") { parties { nodes { localId organization { id } } } } }',
    );
    const ids = (data.release.parties.nodes as { localId: string; organization: { id: string } }[]).map(
      ({ organization }) => organization.id,
    );
    const path = 'ocds%2F1%20x%7E%252F/parties';
    expect(ids).toEqual([
      'GB-COH-1',
      'XX-a/b',
      'XX-REG-1/tender/lots/1',
      'region:UK-1',
      `${path}/long`,
      `${path}/path%20%7E%20%25`,
    ]);
    expect(await typesOf(ids)).toEqual(ids.map((id) => `Organization ${id}`));
    for (const id of ids)
      expect((await graph.ask('query ($id: ID!) { organization(id: $id) { id } }', { id })).data.organization).toEqual({
        id,
      });
  });

  test('ids stay when a release is published anew', async () => {
    const before = await typesOf(expected(everything('ocds-everything')).map(([id]) => id));
    await graph.import([{ ...everything('ocds-everything'), date: '2027-01-01T00:00:00Z' }]);
    expect(await typesOf(before.map((each) => each!.split(' ')[1]!))).toEqual(before);
  });

  test.each([
    'node(id: $id)',
    'organization(id: $id)',
    'release(ocid: $id)',
    'release(ocid: $id, asOf: "2026-01-01")',
    'tender(ocid: $id)',
  ])('%s is null for what is no id of anything, and never fails', async (field) => {
    for (const id of NOBODY) {
      const { data, errors } = await graph.ask(
        `query ($id: ${field.includes('ocid') ? 'String' : 'ID'}!) { found: ${field} { id } }`,
        { id },
      );
      expect([id, data?.found, errors]).toEqual([id, null, undefined]);
    }
  });

  test('nodes keep the order of the ids, with null for unknown ones and the same object twice for the same id', async () => {
    const ids = ['ocds-h6vhtk-060e72/tender', ...NOBODY, 'GB-COH-1', 'ocds-h6vhtk-060e72/tender'];
    expect(await typesOf(ids)).toEqual([
      `Tender ${ids[0]}`,
      ...NOBODY.map(() => null),
      'Organization GB-COH-1',
      `Tender ${ids[0]}`,
    ]);
    expect(
      (await graph.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: Array(101).fill('x') })).errors?.[0]
        ?.message,
    ).toBe('"ids" takes at most 100 ids, not 101.');
  });
});

const isNode = (type: string): boolean => {
  const found = theSchema().getType(type);
  return isObjectType(found) && found.getInterfaces().some(({ name }) => name === 'Node');
};

/** What no object has as its id. */
const NOBODY: string[] = [
  ...[
    '',
    ' ',
    '/',
    '//',
    '%',
    '%zz',
    '%E0%A4%A',
    'ocds-h6vhtk-060e72/',
    'ocds-h6vhtk-060e72/tender/',
    'ocds-h6vhtk-060e72/tender/lots',
  ],
  ...[
    'ocds-h6vhtk-060e72/tender/lots/',
    'ocds-h6vhtk-060e72/tender/lots/%zz',
    'ocds-h6vhtk-060e72/tender/lots/2~2',
    '%zz/tender/lots/1',
  ],
  ...[
    'ocds-h6vhtk-060e72/nothing/1',
    'ocds-h6vhtk-060e72/parties/GB-PPON-PMJC-6861-XJPP',
    'ocds-H6VHTK-060e72',
    'ocds-h6vhtk-060e72\0',
    '\0',
  ],
  ...[
    'ocds-h6vhtk-060e72/tender\0',
    'half \uD800',
    '__proto__',
    'constructor',
    'classification:',
    'classification:a',
    'region:',
    'region:%zz',
  ],
  ...["' OR 1=1 --", 'GB-COH-1\0', 'x'.repeat(10_000), 'a/'.repeat(5000)],
];
