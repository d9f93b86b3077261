import { composeServices } from '@apollo/composition';
import { applyTagFilterOnSubgraphs, composeSchemaContract } from '@theguild/federation-composition';
import { type ConstDirectiveNode, type FieldDefinitionNode, Kind, type ObjectTypeDefinitionNode, parse } from 'graphql';
import { printSdl } from '../../src/schema/buildSchema';
import { theSchema } from '../support/graph';

const document = parse(printSdl(theSchema()));
const types = document.definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION);
const typeOf = (name: string): ObjectTypeDefinitionNode => types.find((node) => node.name.value === name)!;
const fieldOf = (type: string, name: string): FieldDefinitionNode =>
  typeOf(type).fields!.find((field) => field.name.value === name)!;
const has = (node: { directives?: readonly ConstDirectiveNode[] }, name: string): boolean =>
  !!node.directives?.some((each) => each.name.value === name);
const isConnection = ({ type }: FieldDefinitionNode): boolean =>
  type.kind === Kind.NON_NULL_TYPE && type.type.kind === Kind.NAMED_TYPE && type.type.name.value.endsWith('Connection');

describe('the directives of the subgraph', () => {
  test('share value types, so that another subgraph may have values of them too', () => {
    for (const name of ['Value', 'Period', 'Address', 'Identifier', 'ContactPoint', 'PageInfo'])
      expect([name, has(typeOf(name), 'shareable')]).toEqual([name, true]);
    for (const name of ['Tender', 'Organization', 'Document', 'Query', 'TenderConnection'])
      expect([name, has(typeOf(name), 'shareable')]).toEqual([name, false]);
  });

  test('size every connection by its first and last', () => {
    const connections = types.flatMap(({ fields = [] }) => fields.filter(isConnection));
    expect(connections.length).toBeGreaterThan(50);
    expect(connections.filter((field) => !has(field, 'listSize'))).toEqual([]);
  });

  test('cost what is more than an object', () => {
    expect(has(fieldOf('TenderConnection', 'totalCount'), 'cost')).toBe(true);
    expect(has(fieldOf('Release', 'document'), 'cost')).toBe(true);
  });

  test('hint at every root field how long its answer may be used', () => {
    expect(typeOf('Query').fields!.filter((field) => !has(field, 'cacheControl'))).toEqual([]);
    expect(types.filter((type) => type.name.value !== 'Query' && !has(type, 'cacheControl'))).toEqual([]);
  });

  test('need nobody to log in', () => {
    const names = new Set(
      types
        .flatMap((type) => [type, ...type.fields!])
        .flatMap(({ directives = [] }) => directives.map(({ name }) => name.value)),
    );
    for (const name of ['authenticated', 'requiresScopes', 'policy']) expect(names.has(name)).toBe(false);
  });
});

describe('a contract without contact data', () => {
  const services = [{ name: 'ocds', url: 'http://ocds/graphql', typeDefs: document }];
  const filter = { include: new Set<string>(), exclude: new Set(['contact']) };

  test('composes, and has nobody in it to write to or to call', () => {
    const { errors, publicSdl } = composeSchemaContract(services, filter) as { errors?: unknown; publicSdl: string };
    expect(errors ?? []).toEqual([]);
    const names = publicSdl.replaceAll(/"""[^]*?"""/g, '');
    expect(names).not.toMatch(/ContactPoint|contactPoint|JuryMember|juryMember|telephone|faxNumber|email/);
    const release = /^type Release [^}]*\n}/m.exec(names)![0];
    expect(release).not.toMatch(/\bdocument:/);
    expect(release).toMatch(/\btitle:/);
  });

  test("composes by Apollo's composer too", () => {
    const { errors, supergraphSdl } = composeServices(applyTagFilterOnSubgraphs(services, filter));
    expect(errors ?? []).toEqual([]);
    expect(supergraphSdl).toMatch(/contactPoint: ContactPoint .*inaccessible/);
  });

  test('leaves out what was published as a whole, which has the same data in it', () => {
    for (const [type, name] of [
      ['Release', 'document'],
      ['ReleaseVersion', 'document'],
      ['ImportIssue', 'value'],
    ] as const)
      expect(has(fieldOf(type, name), 'tag')).toBe(true);
  });
});
