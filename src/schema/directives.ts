/**
 * The directives that a supergraph lives on, put on the schema by rule, so that a new field has them too. `@key` and
 * `@shareable` stand on the classes; `docs/federation.md` says what each of them is for.
 */
import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type NamedTypeNode,
  type ObjectTypeDefinitionNode,
  parse,
  type TypeNode,
} from 'graphql';
import { DEFAULT_PAGE } from '../resolvers/listArgs';

/** What the @link of the schema imports. */
export const IMPORTS = ['@key', '@shareable', '@tag', '@cost', '@listSize'] as const;

/** For how many seconds an answer may be used again: data change only when something is imported. */
const MAX_AGE = 60;

/** Not federation's: Apollo Server's own, which composers leave out of the supergraph. */
export const CACHE_CONTROL = `
"Whose caches may keep an answer."
enum CacheControlScope {
  "Everybody's."
  PUBLIC
  "Only that of who asked."
  PRIVATE
}
"For how many seconds the answer may be used again."
directive @cacheControl(
  maxAge: Int
  scope: CacheControlScope
  inheritMaxAge: Boolean
) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
`;

/** Types that hold a person's name, address or number, with the inputs that search them. A contract leaves them out. */
const CONTACT_TYPES = /^(ContactPoint|JuryMember)(?![a-z])/;

/** Fields that can hold the same without saying so: documents and values as they were published. */
const CONTACT_FIELDS: ReadonlySet<string> = new Set([
  'Release.document',
  'ReleaseVersion.document',
  'ImportIssue.value',
]);

/** What costs more than its objects: an object is 1, a scalar 0. */
const COSTS: Readonly<Record<string, number>> = { totalCount: 5, document: 10, aggregate: 20, groups: 20, search: 50 };

/** A schema's document with `@tag`, `@cost`, `@listSize` and `@cacheControl` where they belong. */
export function decorate(document: DocumentNode): DocumentNode {
  return { ...document, definitions: document.definitions.map(definition) };
}

function definition(node: DefinitionNode): DefinitionNode {
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
      return {
        ...node,
        directives: [...(node.directives ?? []), ...ofType(node.name.value), ...cacheOfType(node)],
        fields: (node.fields ?? []).map((field) => outputField(node.name.value, field)),
      };
    case Kind.INTERFACE_TYPE_DEFINITION:
      return { ...node, fields: (node.fields ?? []).map((field) => outputField(node.name.value, field)) };
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return {
        ...node,
        directives: [...(node.directives ?? []), ...ofType(node.name.value)],
        fields: (node.fields ?? []).map((field) => inputField(node.name.value, field)),
      };
    default:
      return node;
  }
}

function outputField(parent: string, field: FieldDefinitionNode): FieldDefinitionNode {
  const name = field.name.value;
  const type = namedType(field.type);
  const cost = COSTS[name];
  const added = [
    ...contact(parent, name, type),
    ...(cost === undefined ? [] : [directive(`@cost(weight: ${cost})`)]),
    ...listSize(field, type),
    ...(parent === 'Query' ? [MAX_AGE_HINT] : []),
  ];
  return {
    ...field,
    directives: [...(field.directives ?? []), ...added],
    arguments: (field.arguments ?? []).map((argument) => inputField('', argument)),
  };
}

function inputField(parent: string, field: InputValueDefinitionNode): InputValueDefinitionNode {
  const added = contact(parent, field.name.value, namedType(field.type));
  return added.length > 0 ? { ...field, directives: [...(field.directives ?? []), ...added] } : field;
}

const directive = (text: string): ConstDirectiveNode =>
  (parse(`type A ${text}`).definitions[0] as ObjectTypeDefinitionNode).directives![0]!;

const CONTACT = directive('@tag(name: "contact")');
const MAX_AGE_HINT = directive(`@cacheControl(maxAge: ${MAX_AGE})`);
const INHERITED_HINT = directive('@cacheControl(inheritMaxAge: true)');

/** A page is as long as it is asked to be, in both of its lists. */
function listSize({ arguments: given = [] }: FieldDefinitionNode, type: string): ConstDirectiveNode[] {
  if (!type.endsWith('Connection')) return [];
  const slicing = given.flatMap(({ name: { value } }) => (value === 'first' || value === 'last' ? [`"${value}"`] : []));
  return [
    directive(
      `@listSize(assumedSize: ${DEFAULT_PAGE}, slicingArguments: [${slicing.join(', ')}], ` +
        'sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false)',
    ),
  ];
}

/** Every field that leads to a tagged type is tagged too: a contract would not compose otherwise. */
function contact(parent: string, name: string, type: string): ConstDirectiveNode[] {
  return CONTACT_TYPES.test(type) || CONTACT_TYPES.test(parent) || CONTACT_FIELDS.has(`${parent}.${name}`)
    ? [CONTACT]
    : [];
}

const ofType = (name: string): ConstDirectiveNode[] => (CONTACT_TYPES.test(name) ? [CONTACT] : []);

/** By Apollo's rules a field that returns an object is not cached at all unless its type says otherwise. */
function cacheOfType({ name, directives = [] }: ObjectTypeDefinitionNode): ConstDirectiveNode[] {
  if (name.value === 'Query') return [];
  return [directives.some((each) => each.name.value === 'key') ? MAX_AGE_HINT : INHERITED_HINT];
}

function namedType(type: TypeNode): string {
  let inner = type;
  while (inner.kind !== Kind.NAMED_TYPE) inner = inner.type;
  return (inner satisfies NamedTypeNode).name.value;
}
