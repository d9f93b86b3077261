import { type DocumentNode, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { measureOperation } from '../../src/server/measureOperation';
import { exampleGraph } from './exampleGraph';

const { schema } = exampleGraph();

function measure(source: string, variables: Record<string, unknown> = {}) {
  return measured(parse(source), variables);
}

function measured(document: DocumentNode, variables: Record<string, unknown> = {}) {
  const operation = document.definitions.find((node): node is OperationDefinitionNode => 'operation' in node);
  return measureOperation(schema, document, operation!, variables);
}
const nodes = (source: string, variables?: Record<string, unknown>) => measure(source, variables).size.potentialNodes;

describe('potential nodes', () => {
  it('multiplies the sizes of nested pages', () => {
    expect(nodes('{ tenders(first: 10) { nodes { tenders(first: 5) { nodes { id } } } } }')).toBe(10 * 5);
    expect(nodes('{ tenders(first: 10) { edges { node { tenders(first: 5) { edges { node { id } } } } } } }')).toBe(50);
  });

  it('counts what stands beside the nodes of a page once, not for each node', () => {
    const groups = (first: number) => `groups(first: ${first}) { count }`;
    expect(nodes(`{ tenders(first: 10) { totalCount ${groups(7)} nodes { id } } }`)).toBe(10);
    expect(nodes(`{ tenders(first: 10) { ${groups(70)} } }`)).toBe(70);
    expect(nodes(`{ tenders(first: 10) { nodes { tenders(first: 5) { ${groups(7)} } } } }`)).toBe(10 * 7);
    const fragment =
      'fragment F on TenderConnection { again: nodes { id } nodes { tenders(first: 6) { nodes { id } } } }';
    expect(nodes(`{ tenders(first: 10) { ...F ${groups(7)} } } ${fragment}`)).toBe(10 * (6 + 1));
  });

  it('counts the widest branch, and adds up what is asked for again under an alias', () => {
    const branches = 'tenders(first: 5) { nodes { id } } unsized(first: 7) { nodes { id } }';
    expect(nodes(`{ tenders(first: 10) { nodes { ${branches} } } }`)).toBe(10 * 7);
    const again = 'a: tenders(first: 5) { nodes { id } } b: tenders(first: 6) { nodes { id } }';
    expect(nodes(`{ tenders(first: 10) { nodes { tenders(first: 4) { nodes { id } } ${again} } } }`)).toBe(10 * 15);
  });

  it('takes the default of the schema for an argument that is absent, and 20 where there is none or it is null', () => {
    expect(nodes('{ tender(id: "t") { tenders { nodes { id } } } }')).toBe(30);
    expect(nodes('{ tender(id: "t") { unsized { nodes { id } } } }')).toBe(20);
    expect(nodes('{ tenders(first: null) { nodes { id } } }')).toBe(20);
  });

  it('takes the value of a variable, and the default of the argument for a variable that was not sent', () => {
    const query = 'query ($n: Int) { tenders(first: $n) { nodes { id } } }';
    expect(nodes(query, { n: 3 })).toBe(3);
    expect(nodes(query, { n: null })).toBe(20);
    const nested = 'query ($n: Int) { tender(id: "t") { tenders(first: $n) { nodes { id } } } }';
    expect(nodes(nested, {})).toBe(30);
    expect(nodes(nested, { n: null })).toBe(20);
  });

  it('counts what `last` asks for', () => {
    expect(nodes('{ tender(id: "t") { tenders(first: null, last: 7) { nodes { id } } } }')).toBe(7);
  });

  it('counts a size out of range, which the resolver refuses, as the nearest one in range', () => {
    expect(nodes('{ tenders(first: 1000000) { nodes { id } } }')).toBe(100);
    expect(nodes('{ tenders(first: -5) { nodes { id } } }')).toBe(1);
  });

  it('multiplies by the number of ids and of representations', () => {
    expect(nodes('{ nodes(ids: ["a", "b", "c"]) { ... on Tender { tenders(first: 2) { nodes { id } } } } }')).toBe(6);
    const entities =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Tender { tenders { nodes { id } } } } }';
    expect(nodes(entities, { r: [{}, {}] })).toBe(2 * 30);
  });

  it('is not deceived by an argument `ids` that may stand beside `first`', () => {
    expect(nodes('{ tender(id: "t") { unsized(first: 50) { nodes { id } } } }')).toBe(50);
    expect(nodes('{ tender(id: "t") { unsized(first: 50, ids: null) { nodes { id } } } }')).toBe(50);
    expect(nodes('{ tender(id: "t") { unsized(first: 1, ids: ["a", "b"]) { nodes { id } } } }')).toBe(2);
  });

  it('counts objects and lists that are no pages as nothing themselves, and what is below them once', () => {
    expect(nodes('{ tender(id: "t") { buyer { id } items { id } } }')).toBe(0);
    expect(nodes('{ tender(id: "t") { items { tenders(first: 4) { nodes { id } } } } }')).toBe(4);
  });

  it('counts no introspection', () => {
    expect(nodes('{ __schema { types { fields { name } } } __type(name: "Tender") { name } }')).toBe(0);
  });
});

describe('the size of an operation', () => {
  it('counts depth, fields, aliases and directives with fragments expanded', () => {
    const { size } = measure(`
      query Q @a { tender(id: "t") @include(if: true) { ...F x: buyer { ...F @skip(if: false) } } }
      fragment F on Tender { i: id title @include(if: true) }
    `);
    expect(size).toMatchObject({ depth: 3, fields: 6, aliases: 3, directives: 5 });
  });

  it('leaves out what @skip and @include leave out, by literal and by variable', () => {
    const query = `query ($yes: Boolean!, $no: Boolean!) { hello
      a: tenders @skip(if: $yes) { nodes { id } } b: tenders @include(if: $no) { nodes { id } }
      ... @skip(if: true) { tenders { nodes { id } } } ...F @include(if: false) }
      fragment F on Query { tenders { nodes { id } } }`;
    expect(measure(query, { yes: true, no: false }).size).toMatchObject({ fields: 1, depth: 1, potentialNodes: 0 });
    expect(measure(query, { yes: false, no: true }).size).toMatchObject({ fields: 7, potentialNodes: 40 });
  });

  it('stays exact up to its ceiling and finite above it, and looks into each fragment once', () => {
    const levels = Array.from(
      { length: 200 },
      (_, n) => `fragment F${n} on Tender { a: buyer { ...F${n + 1} } b: buyer { ...F${n + 1} } }`,
    );
    const document = parse(
      `{ tender(id: "t") { ...F0 } } ${levels.join('\n')} fragment F200 on Tender { tenders { nodes { id } } }`,
    );
    const looks = countLooks(document, levels.length + 1);
    expect(measured(document).size).toMatchObject({
      fields: 1e12,
      aliases: 1e12,
      potentialNodes: 1e12,
      depth: 204,
    });
    expect(looks.count).toBe(levels.length + 1);
  });

  it('ends for fragments that spread themselves, which validation refuses before', () => {
    expect(
      measure('{ tender(id: "t") { ...A } } fragment A on Tender { id ...B } fragment B on Tender { ...A }').size
        .fields,
    ).toBe(2);
  });

  it('measures the executed operation only', () => {
    expect(measure('query A { hello } query B { tenders { nodes { id } } }').size).toMatchObject({
      fields: 1,
      depth: 1,
    });
  });

  it('tells how deep literals nest', () => {
    expect(measure('{ hello }').literalDepth).toBe(0);
    expect(measure('{ tenders(filter: { not: { in: ["a"] } }) { nodes { id } } }').literalDepth).toBe(3);
  });
});

/** Counts how often the selections of fragments are looked at; more often than is allowed throws. */
function countLooks({ definitions }: DocumentNode, most: number): { count: number } {
  const looks = { count: 0 };
  for (const node of definitions) {
    if (node.kind !== Kind.FRAGMENT_DEFINITION) continue;
    const { selectionSet } = node;
    const get = (): typeof selectionSet => {
      if (++looks.count > most) throw new Error(`Fragments were looked at more than ${most} times.`);
      return selectionSet;
    };
    Object.defineProperty(node, 'selectionSet', { get });
  }
  return looks;
}
