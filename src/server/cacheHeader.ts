/**
 * The Cache-Control header of an answer, from the `@cacheControl` hints of the root fields that were asked for. Apollo's
 * own plugin follows every field of every answer, which costs more than most answers; here all fields of a root field
 * inherit its hint, so that looking at the roots says the same.
 */
import {
  type DocumentNode,
  getDirectiveValues,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** The header by which a gateway asks for a trace, which is of one execution. */
export const TRACE = 'apollo-federation-include-trace';

export type CacheAge = (document: DocumentNode, operation: OperationDefinitionNode) => number | undefined;

/** Tells for how many seconds the answer to an operation may be used again; undefined where nothing says it may. */
export function cacheAges(schema: GraphQLSchema): CacheAge {
  const ages = agesOf(schema);
  return (document, operation) => (operation.operation === 'query' ? ageOf(document, operation, ages) : undefined);
}

/** The hints of the root fields; that of `_entities` is the lowest of the entities. */
function agesOf(schema: GraphQLSchema): ReadonlyMap<string, number> {
  const ages = new Map<string, number>();
  for (const [name, field] of Object.entries(schema.getQueryType()?.getFields() ?? {})) {
    const age = hint(schema, field);
    if (age !== undefined) ages.set(name, age);
  }
  const entities = schema.getType('_Entity');
  const types = entities && 'getTypes' in entities ? entities.getTypes() : [];
  const lowest = types.map((type) => hint(schema, type));
  if (types.length > 0 && lowest.every((age) => age !== undefined)) ages.set('_entities', Math.min(...lowest));
  return ages;
}

function hint(schema: GraphQLSchema, of: GraphQLField<unknown, unknown> | GraphQLNamedType): number | undefined {
  const directive = schema.getDirective('cacheControl');
  const nodes = [of.astNode, ...('extensionASTNodes' in of && isObjectType(of) ? of.extensionASTNodes : [])];
  for (const node of nodes) {
    const values = directive && node ? getDirectiveValues(directive, node) : undefined;
    if (typeof values?.['maxAge'] === 'number') return values['maxAge'];
  }
  return undefined;
}

/** The lowest hint of the root fields of an operation; undefined where one has none. */
function ageOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  ages: ReadonlyMap<string, number>,
): number | undefined {
  let lowest = Infinity;
  const seen = new Set<string>();
  const visit = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet);
      else if (selection.kind === Kind.FIELD) {
        if (selection.name.value !== '__typename') lowest = Math.min(lowest, ages.get(selection.name.value) ?? -1);
      } else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value);
        for (const each of document.definitions)
          if (each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === selection.name.value)
            visit(each.selectionSet);
      }
    }
  };
  visit(operation.selectionSet);
  return lowest > 0 && lowest < Infinity ? lowest : undefined;
}
