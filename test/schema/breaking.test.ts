import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ASTVisitor,
  buildASTSchema,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  findBreakingChanges,
  type GraphQLSchema,
  Kind,
  type NamedTypeNode,
  type ObjectTypeDefinitionNode,
  parse,
  visit,
} from 'graphql';
import { printSdl } from '../../src/schema/buildSchema';
import { theSchema } from '../support/graph';

/** One file for each release that clients may still rely on, `<version>.graphql`: CONTRIBUTING.md says when to add one. */
const RELEASES = join(__dirname, '../../docs/schema-releases');

const schemaOf = (document: DocumentNode): GraphQLSchema =>
  buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
const document = parse(printSdl(theSchema()), { noLocation: true });
const current = schemaOf(document);

/** What a client of `released` would find broken in `schema`. */
const brokenIn = (schema: GraphQLSchema, released: GraphQLSchema): string[] =>
  findBreakingChanges(released, schema).map(({ description }) => description);

describe('the schema', () => {
  const released = existsSync(RELEASES) ? readdirSync(RELEASES).filter((file) => file.endsWith('.graphql')) : [];
  const byVersion = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });
  const newest = released.sort(byVersion).at(-1);

  test(`breaks nothing for the clients of ${newest ?? 'a release: there is none yet'}`, () => {
    const before = newest ? schemaOf(parse(readFileSync(join(RELEASES, newest), 'utf8'))) : current;
    expect(brokenIn(current, before)).toEqual([]);
  });

  test.each<[string, ASTVisitor, RegExp]>([
    [
      'a field that is gone',
      inside('Tender', { FieldDefinition: (field) => (field.name.value === 'title' ? null : undefined) }),
      /^Tender\.title was removed/,
    ],
    [
      'a field of another type',
      inside('Release', {
        FieldDefinition: (field) => (field.name.value === 'ocid' ? { ...field, type: named('Int') } : undefined),
      }),
      /^Release\.ocid changed type/,
    ],
    [
      'an argument that is required now',
      inside('Query', {
        FieldDefinition: (field) => (field.name.value === 'tender' ? withEdition(field) : undefined),
      }),
      /required arg edition/,
    ],
    [
      'a code that is gone',
      inside('ReleaseTag', { EnumValueDefinition: ({ name }) => (name.value === 'AWARD' ? null : undefined) }),
      /^AWARD was removed from enum type ReleaseTag/,
    ],
  ])('is found breaking by %s', (_, visitor, says) => {
    expect(brokenIn(schemaOf(visit(document, visitor)), current)).toEqual([expect.stringMatching(says)]);
  });

  test('is not found breaking by a field more', () => {
    const more = visit(
      document,
      inside('Tender', { ObjectTypeDefinition: (type) => ({ ...type, fields: [...type.fields!, another] }) }),
    );
    expect(brokenIn(schemaOf(more), current)).toEqual([]);
  });
});

/** A visitor of one definition alone. */
function inside(name: string, visitor: ASTVisitor): ASTVisitor {
  return {
    Document: (node) => ({
      ...node,
      definitions: node.definitions.map((each) =>
        'name' in each && each.name?.value === name ? visit<DefinitionNode>(each, visitor) : each,
      ),
    }),
  };
}

function named(name: string): NamedTypeNode {
  return { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } };
}

const another = (parse('type A { another: Int }').definitions[0] as ObjectTypeDefinitionNode).fields![0]!;

function withEdition(field: FieldDefinitionNode): FieldDefinitionNode {
  const { fields } = parse('type A { a(edition: Int!): Int }').definitions[0] as ObjectTypeDefinitionNode;
  return { ...field, arguments: [...field.arguments!, ...fields![0]!.arguments!] };
}
