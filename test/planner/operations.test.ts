import fc from 'fast-check';
import {
  getNamedType,
  isCompositeType,
  isObjectType,
  Kind,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
} from 'graphql';
import { everything } from '../support/everything';
import { Graph, sampleReleases, theSchema } from '../support/graph';
import { operations, type Operation } from '../support/random/operation';
import { comparable } from '../support/random/comparable';
import { isTaken } from '../support/random/paths';
import { Pool } from '../support/random/Pool';
import { smallerOperation } from '../support/random/smaller';

let made: Operation[];
beforeAll(async () => {
  const releases = [...sampleReleases(), everything('ocds-everything')];
  const graph = await Graph.of('sqlite', releases);
  made = fc.sample(operations(theSchema(), await Pool.of(graph, releases)), { numRuns: 2000, seed: 1 });
  await graph.close();
});

test('random operations reach every field and every argument', () => {
  const missing = new Set(coordinates());
  for (const { query } of made) for (const used of usedIn(parse(query))) missing.delete(used);
  // Chance leaves some out, others with every seed.
  expect([...missing].slice(Math.ceil(coordinates().length * 0.03))).toEqual([]);
});

test('random operations are valid and within the limits', () => {
  let taken = 0;
  for (const { query, variables } of made.slice(0, 1000)) {
    const document = parse(query);
    expect(validate(theSchema(), document)).toEqual([]);
    if (isTaken(document, variables)) taken++;
  }
  expect(taken).toBeGreaterThan(980);
});

test('random operations use all of the language', () => {
  const all = made.slice(0, 1000).map(({ query }) => query);
  for (const part of [
    /^\{/, // no variables, no name
    /query Any/,
    /\.\.\.F\d.*\.\.\.F\d/s,
    /\.\.\. on /,
    /\.\.\. \{/,
    /\.\.\. @/,
    /@include\(if: true\)/,
    /@skip\(if: \$/,
    /\$v\d+: \w+ = /,
    /\$v\d+: \[\w+!\]!/,
    /\{\w+: \$v/, // a variable within an object
    /\[\$v/, // and within a list
    /(\w+): (?!\1)\w+/, // an alias
    /\b(\w+) \1\b/, // a field twice
    /__typename/,
  ])
    expect(all.filter((query) => part.test(query)).length).toBeGreaterThan(5);
  const sent = made.slice(0, 1000).map(({ variables }) => Object.values(variables));
  expect(sent.filter((values) => values.includes(null)).length).toBeGreaterThan(5);
});

test('answers differ in data and in errors, but not in which of several errors took an object with it', () => {
  const error = (code: string, ...path: (string | number)[]): object => ({ message: code, path, extensions: { code } });
  const answer = (data: unknown, ...errors: object[]): string => comparable(JSON.stringify({ errors, data }));
  expect(answer(null, error('a', 'x', 0, 'y'))).toBe(answer(null, error('a', 'x', 1, 'y'), error('a', 'x', 2, 'y')));
  expect(answer({ x: null }, error('a', 'x', 0))).toBe(answer({ x: null }, error('a', 'x', 1)));
  expect(answer({ x: [null, 1] }, error('a', 'x', 0))).not.toBe(answer({ x: [null, 1] }, error('a', 'x', 1)));
  expect(answer({ x: null }, error('a', 'x', 'y'))).toBe(answer({ x: null }, error('a', 'x', 'z')));
  const both = { x: null, y: null };
  expect(answer(both, error('a', 'x', 'z'))).not.toBe(answer(both, error('a', 'y', 'z')));
  expect(answer(null, error('a', 'x'))).not.toBe(answer(null, error('b', 'x')));
  expect(answer({ x: null }, error('a', 'x'))).not.toBe(answer({ x: null }, { ...error('a', 'x'), message: 'b' }));
  expect(answer({ x: 1, y: null }, error('a', 'y'))).not.toBe(answer({ x: 2, y: null }, error('a', 'y')));
});

test('a counter-example shrinks to what is wrong in it', () => {
  const isWrong = ({ query }: Operation): boolean => /totalCount/.test(query);
  const shrink = (operation: Operation): Operation => {
    for (const smaller of smallerOperation(theSchema())(operation)) if (isWrong(smaller)) return shrink(smaller);
    return operation;
  };
  const longest = made.filter(isWrong).sort((a, b) => b.query.length - a.query.length)[0]!;
  expect(shrink(longest).query.split(/\s+/).length).toBeLessThan(20);
});

/** Every field and argument of a type that can be asked for, as coordinates: `Query.release(ocid:)`. */
function coordinates(): string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const look = (name: string): void => {
    const type = theSchema().getType(name)!;
    if (seen.has(name) || !isCompositeType(type)) return;
    seen.add(name);
    if (!isObjectType(type))
      theSchema()
        .getPossibleTypes(type)
        .forEach((each) => look(each.name));
    for (const field of Object.values('getFields' in type ? type.getFields() : {})) {
      found.add(`${name}.${field.name}`);
      for (const arg of field.args) found.add(`${name}.${field.name}(${arg.name}:)`);
      look(getNamedType(field.type).name);
    }
  };
  look('Query');
  return [...found].filter((each) => !/^(Query\._service|_Service\.)/.test(each));
}

/** The coordinates that a document has. */
function usedIn(document: DocumentNode): string[] {
  const used: string[] = [];
  const info = new TypeInfo(theSchema());
  visit(
    document,
    visitWithTypeInfo(info, {
      enter(node) {
        const field = `${info.getParentType()?.name}.${info.getFieldDef()?.name}`;
        if (node.kind === Kind.FIELD) used.push(field);
        if (node.kind === Kind.ARGUMENT && !info.getDirective()) used.push(`${field}(${node.name.value}:)`);
      },
    }),
  );
  return used;
}
