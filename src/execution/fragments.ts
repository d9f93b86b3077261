import { type DocumentNode, type FieldNode, type FragmentDefinitionNode, Kind, visit } from 'graphql';

/** The fragments of a document, by name. */
export function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments = Object.create(null) as Record<string, FragmentDefinitionNode>;
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments[node.name.value] = node;
  return fragments;
}

/** The variables that stand in the arguments of a field. */
export function variablesIn({ arguments: args = [] }: FieldNode): string[] {
  const names: string[] = [];
  for (const { value } of args) visit(value, { Variable: ({ name }) => void names.push(name.value) });
  return names;
}

export const hasVariables = (field: FieldNode): boolean => variablesIn(field).length > 0;
