import {
  type FieldNode,
  getDirectiveValues,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  isAbstractType,
  type SelectionNode,
} from 'graphql';
import type { Place } from './places';

/** The fields selected below `nodes`, by name. Conditions (`@skip`) are passed over: a column too many does no harm. */
export function selectedFields(info: Place, nodes: readonly FieldNode[], typeName?: string): Map<string, FieldNode[]> {
  return grouped(info, nodes, typeName, (field) => field.name.value);
}

const names = new WeakMap<readonly FieldNode[], Map<string, readonly string[]>>();

/**
 * The names of the fields selected of the objects of a field, and of one more if any: the same list for the same nodes,
 * which an executor keeps.
 */
export function fieldsAt(info: Place, typeName = '', also = ''): readonly string[] {
  let known = names.get(info.fieldNodes);
  if (!known) names.set(info.fieldNodes, (known = new Map<string, readonly string[]>()));
  const key = `${typeName} ${also}`;
  let fields = known.get(key);
  if (!fields) {
    const selected = new Set(selectedFields(info, info.fieldNodes, typeName).keys());
    if (also !== '') selected.add(also);
    known.set(key, (fields = [...selected]));
  }
  return fields;
}

/** The fields that will be answered below `nodes`, by the name they have in the answer. */
export function collectedFields(
  info: GraphQLResolveInfo,
  nodes: readonly FieldNode[],
  typeName?: string,
): Map<string, FieldNode[]> {
  const { variableValues } = info;
  const isIn = (node: SelectionNode): boolean =>
    !node.directives?.length ||
    (getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.['if'] !== true &&
      getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.['if'] !== false);
  return grouped(info, nodes, typeName, (field) => (field.alias ?? field.name).value, isIn);
}

function grouped(
  info: Place,
  nodes: readonly FieldNode[],
  typeName: string | undefined,
  keyOf: (field: FieldNode) => string,
  isIn?: (selection: SelectionNode) => boolean,
): Map<string, FieldNode[]> {
  const found = new Map<string, FieldNode[]>();
  const visit = (selections: readonly SelectionNode[]): void => {
    for (const selection of selections) {
      if (isIn && !isIn(selection)) continue;
      if (selection.kind === 'Field') {
        const same = found.get(keyOf(selection));
        if (same) same.push(selection);
        else found.set(keyOf(selection), [selection]);
        continue;
      }
      const fragment = selection.kind === 'InlineFragment' ? selection : info.fragments[selection.name.value]!;
      const on = fragment.typeCondition?.name.value;
      if (!typeName || !on || on === typeName || isAbstractType(info.schema.getType(on)))
        visit(fragment.selectionSet.selections);
    }
  };
  for (const node of nodes) if (node.selectionSet) visit(node.selectionSet.selections);
  return found;
}

/** What a connection is asked for: the fields of its objects, and whether objects are wanted at all. */
export function selectedOfConnection(info: Place, nodes: readonly FieldNode[] = info.fieldNodes): ConnectionFields {
  const own = selectedFields(info, nodes);
  const edges = own.get('edges') ?? [];
  const ofEdges = selectedFields(info, edges);
  const objects = [...(own.get('nodes') ?? []), ...(ofEdges.get('node') ?? [])];
  return {
    words: new Set(ofEdges.keys()),
    cursors: ofEdges.has('cursor') || own.has('pageInfo'),
    fields: new Set(selectedFields(info, objects).keys()),
    rows: objects.length > 0 || edges.length > 0 || own.has('nodes') || own.has('pageInfo'),
  };
}

interface ConnectionFields {
  fields: Set<string>;
  words: Set<string>;
  cursors: boolean;
  rows: boolean;
}

/**
 * The nodes that select the objects of a connection: those of `nodes`, or of `node` in `edges`. None where both are
 * asked for, or one twice: then an object stands at several places of the answer.
 */
export function objectsOfConnection(info: GraphQLResolveInfo, nodes: readonly FieldNode[]): readonly FieldNode[] {
  const lists = [...collectedFields(info, nodes).values()].filter(([field]) => /^(nodes|edges)$/.test(nameOf(field)));
  if (lists.length !== 1) return [];
  const [list] = lists as [FieldNode[]];
  if (nameOf(list[0]) === 'nodes') return list;
  const objects = [...collectedFields(info, list).values()].filter(([field]) => nameOf(field) === 'node');
  return objects.length === 1 ? objects[0]! : [];
}

const nameOf = (field: FieldNode | undefined): string => field!.name.value;
