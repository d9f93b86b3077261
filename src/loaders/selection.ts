import type { FieldNode, GraphQLResolveInfo, SelectionSetNode } from 'graphql';

type Info = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>;

/** The fields selected below `nodes`, by name. Conditions (`@skip`) are passed over: a column too many does no harm. */
export function selectedFields(info: Info, nodes: readonly FieldNode[], typeName?: string): Map<string, FieldNode[]> {
  const found = new Map<string, FieldNode[]>();
  const visit = (set: SelectionSetNode | undefined): void => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === 'Field') {
        const same = found.get(selection.name.value);
        if (same) same.push(selection);
        else found.set(selection.name.value, [selection]);
        continue;
      }
      const fragment = selection.kind === 'InlineFragment' ? selection : info.fragments[selection.name.value];
      const on = fragment?.typeCondition?.name.value;
      if (!typeName || !on || on === typeName || on === 'Node') visit(fragment?.selectionSet);
    }
  };
  for (const node of nodes) visit(node.selectionSet);
  return found;
}

/** What a connection is asked for: the fields of its objects, and whether objects are wanted at all. */
export function selectedOfConnection(info: Info): { fields: Set<string>; words: Set<string>; rows: boolean } {
  const own = selectedFields(info, info.fieldNodes);
  const edges = own.get('edges') ?? [];
  const ofEdges = selectedFields(info, edges);
  const objects = [...(own.get('nodes') ?? []), ...(ofEdges.get('node') ?? [])];
  return {
    words: new Set(ofEdges.keys()),
    fields: new Set(selectedFields(info, objects).keys()),
    rows: objects.length > 0 || edges.length > 0 || own.has('nodes') || own.has('pageInfo'),
  };
}
