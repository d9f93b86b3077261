import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices as composeByApollo } from '@apollo/composition';
import { composeServices as composeByGuild } from '@theguild/federation-composition';
import {
  type DocumentNode,
  getNamedType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  parse,
  visit,
} from 'graphql';
import { printSdl } from '../../src/schema/buildSchema';
import { theSchema } from '../support/graph';

const PATH = join(__dirname, '../../schema.graphql');
const committed = readFileSync(PATH, 'utf8');

/** What is wrong with a schema.graphql; undefined if it is what the code prints. */
const staleness = (sdl: string): string | undefined =>
  sdl === printSdl(theSchema())
    ? undefined
    : 'schema.graphql is stale: run `npm run schema` and commit what it writes.';

describe('schema.graphql', () => {
  test('is what the code prints', () => {
    expect(staleness(committed)).toBeUndefined();
  });

  test.each([
    ['a field more', committed.replace('type Query {', 'type Query {\n  another: Int\n')],
    ['a field less', committed.replace(/\n {2}"""[^"]*"""\n {2}localId: String\n/, '\n')],
    ['another description', committed.replace('A date or date-time', 'A date')],
    ['a directive less', committed.replace(/ *@key\(fields: "id"\)\n?/, '')],
  ])('is found stale with %s', (_, mutated) => {
    expect(mutated).not.toBe(committed);
    expect(staleness(mutated)).toMatch('npm run schema');
  });

  test('is printed the same every time', () => {
    expect(printSdl(theSchema())).toBe(printSdl(theSchema()));
  });
});

describe('the schema', () => {
  test('describes in a sentence every type, field, argument and enum value that a query can reach', () => {
    const places = reachable(theSchema());
    expect(places.length).toBeGreaterThan(900);
    expect(places.filter(([, text]) => !text || !/^\S.{4,}[.)]$/s.test(text)).map(([place]) => place)).toEqual([]);
  });

  test('names types in PascalCase, fields in camelCase and enum values in SCREAMING_SNAKE_CASE', () => {
    const name = /^([A-Z][A-Za-z0-9]*)(\.([a-z][A-Za-z0-9]*(\([a-z][A-Za-z0-9]*:\))?|[A-Z][A-Z0-9_]*))?$/;
    const others = reachable(theSchema()).flatMap(([place]) => (name.test(place) ? [] : [place]));
    expect(others).toEqual(['AmendmentChange.former_value']); // so called in OCDS 1.0
  });
});

describe('the subgraph', () => {
  const document = parse(committed);

  test('is one of Federation 2.9', () => {
    const [link, ...more] = directives(document, 'SchemaExtension', 'link');
    expect(more).toEqual([]);
    expect(link).toMatchObject({ url: 'https://specs.apollo.dev/federation/v2.9' });
  });

  test('can be referred to by the keys of its entities', () => {
    const keys: Record<string, string[]> = {};
    visit(document, {
      ObjectTypeDefinition: (type) => {
        const own = directives(
          { kind: 'Document', definitions: [type] } as DocumentNode,
          'ObjectTypeDefinition',
          'key',
        );
        if (own.length > 0) keys[type.name.value] = own.map(({ fields }) => fields!).sort();
      },
    });
    expect(keys).toMatchObject({
      Organization: ['id'],
      Release: ['ocid'],
      Tender: ['id', 'ocid', 'ocid localId'],
      Lot: ['id', 'ocid localId'],
      Award: ['id', 'ocid localId'],
      Contract: ['id', 'ocid localId'],
      Classification: ['scheme code'],
      Region: ['code'],
    });
  });

  const services = [{ name: 'ocds', url: 'http://localhost:4000/graphql', typeDefs: document }];

  test('composes alone, by Apollo', () => {
    const { errors, supergraphSdl } = composeByApollo(services);
    expect(errors ?? []).toEqual([]);
    expect(supergraphSdl).toContain('@join__graph(name: "ocds"');
  });

  test('composes alone, by The Guild', () => {
    const { errors, supergraphSdl } = composeByGuild(services);
    expect(errors ?? []).toEqual([]);
    expect(supergraphSdl).toContain('@join__graph(name: "ocds"');
  });

  test('composes with a subgraph that refers to it', () => {
    const typeDefs = parse(`
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
      type Query { watched: [Watch!]! }
      type Watch { why: String, tender: Tender!, buyer: Organization }
      type Tender @key(fields: "ocid", resolvable: false) { ocid: String! }
      type Organization @key(fields: "id") { id: ID!, rating: Int }`);
    for (const compose of [composeByApollo, composeByGuild])
      expect(
        compose([...services, { name: 'watch', url: 'http://localhost:4001/graphql', typeDefs }]).errors ?? [],
      ).toEqual([]);
  });
});

/** The arguments of a directive wherever it stands on nodes of a kind. */
function directives(
  document: DocumentNode,
  kind: 'SchemaExtension' | 'ObjectTypeDefinition',
  name: string,
): Record<string, string>[] {
  return document.definitions
    .flatMap((node) => (node.kind === kind ? (node.directives ?? []) : []))
    .filter((directive) => directive.name.value === name)
    .map(({ arguments: given = [] }) =>
      Object.fromEntries(
        given.flatMap(({ name: { value: key }, value }) => (value.kind === 'StringValue' ? [[key, value.value]] : [])),
      ),
    );
}

/** Every place of the schema that a query can come to, with its description. */
function reachable(schema: GraphQLSchema): [place: string, description: string | null | undefined][] {
  const places: [string, string | null | undefined][] = [];
  const seen = new Set<GraphQLNamedType>();
  const FEDERATION = /^(_Any|_Entity|_Service)$/;
  const SPECIFIED = /^(String|Int|Float|Boolean|ID)$/;
  const go = (type: GraphQLNamedType): void => {
    if (seen.has(type) || FEDERATION.test(type.name) || SPECIFIED.test(type.name)) return;
    seen.add(type);
    places.push([type.name, type.description]);
    if (isUnionType(type)) type.getTypes().forEach(go);
    if (isInterfaceType(type)) schema.getImplementations(type).objects.forEach(go);
    if (isEnumType(type))
      for (const value of type.getValues()) places.push([`${type.name}.${value.name}`, value.description]);
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) {
        places.push([`${type.name}.${field.name}`, field.description]);
        go(getNamedType(field.type));
      }
    if (isObjectType(type) || isInterfaceType(type))
      for (const field of Object.values(type.getFields())) {
        if (field.name.startsWith('_')) continue;
        places.push([`${type.name}.${field.name}`, field.description]);
        go(getNamedType(field.type));
        for (const argument of field.args) {
          places.push([`${type.name}.${field.name}(${argument.name}:)`, argument.description]);
          go(getNamedType(argument.type));
        }
      }
  };
  go(schema.getQueryType()!);
  return places;
}
