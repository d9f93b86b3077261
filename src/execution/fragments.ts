import { BREAK, type DocumentNode, type FieldNode, type FragmentDefinitionNode, Kind, visit } from 'graphql';

/** The fragments of a document, by name. */
export function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments = Object.create(null) as Record<string, FragmentDefinitionNode>;
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments[node.name.value] = node;
  return fragments;
}

/** Whether variables stand in the arguments of a field. */
export function hasVariables({ arguments: args = [] }: FieldNode): boolean {
  let has = false;
  for (const { value } of args) visit(value, { Variable: () => ((has = true), BREAK) });
  return has;
}
