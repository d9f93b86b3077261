/** The keys of a subgraph's entities, read from its `@key` directives: what representations may look like. */
import { type GraphQLSchema, isObjectType, Kind, parse, type SelectionSetNode } from 'graphql';
import type { EntityKeys } from './representations';

export function keysOfSchema(schema: GraphQLSchema): EntityKeys {
  const keys: Record<string, string[][]> = {};
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    const sets = [type.astNode, ...type.extensionASTNodes].flatMap((node) =>
      (node?.directives ?? []).flatMap((directive) => {
        if (!['key', 'federation__key'].includes(directive.name.value)) return [];
        const fields = directive.arguments?.find(({ name }) => name.value === 'fields')?.value;
        return fields?.kind === Kind.STRING ? [pathsIn(fields.value)] : [];
      }),
    );
    if (sets.length > 0) keys[type.name] = sets;
  }
  return keys;
}

/** `sku variation { id }` is `['sku', 'variation.id']`. */
function pathsIn(fieldSet: string): string[] {
  const [node] = parse(`{ ${fieldSet} }`, { noLocation: true }).definitions;
  const walk = (set: SelectionSetNode, before: string): string[] =>
    set.selections.flatMap((selection) => {
      if (selection.kind !== Kind.FIELD) return [];
      const path = before + selection.name.value;
      return selection.selectionSet ? walk(selection.selectionSet, `${path}.`) : [path];
    });
  return node?.kind === Kind.OPERATION_DEFINITION ? walk(node.selectionSet, '') : [];
}
