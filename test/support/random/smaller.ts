import {
  Kind,
  parse,
  print,
  validate,
  visit,
  type ASTNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
} from 'graphql';
import type { Operation } from './operation';

/*
 * Smaller operations, for counter-examples that can be read: without a selection, an argument, a directive or a part of
 * a value; with what a fragment has in its place. Only what the schema takes is left.
 */

/** What a node becomes: null where it goes, undefined where it stays. */
type Change = (node: ASTNode, document: DocumentNode) => ASTNode | null | undefined;

export const smallerOperation = (schema: GraphQLSchema) =>
  function* ({ query, variables }: Operation): Generator<Operation> {
    const document = parse(query, { noLocation: true });
    for (const change of [without, unwrapped]) {
      for (let n = 0; ; n++) {
        const changed = changeOne(document, change, n);
        if (!changed) break;
        const needed = pruned(changed);
        if (isWhole(needed) && validate(schema, needed).length === 0) yield sent(needed, variables);
      }
    }
  };

/** The document with the n-th node changed of those that can be; undefined when there are no more. */
function changeOne(document: DocumentNode, change: Change, n: number): DocumentNode | undefined {
  let seen = 0;
  let isDone = false;
  const changed = visit(document, {
    enter(node) {
      if (isDone) return false;
      const to = change(node, document);
      if (to === undefined || seen++ < n) return undefined;
      isDone = true;
      return to;
    },
  });
  return isDone ? changed : undefined;
}

const REMOVABLE = new Set<string>([
  Kind.FIELD,
  Kind.INLINE_FRAGMENT,
  Kind.FRAGMENT_SPREAD,
  Kind.ARGUMENT,
  Kind.DIRECTIVE,
  Kind.OBJECT_FIELD,
]);

const without: Change = ({ kind }) => (REMOVABLE.has(kind) ? null : undefined);

const fragmentsOf = (document: DocumentNode): FragmentDefinitionNode[] =>
  document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);

/** A fragment gives way to what stands in it. */
const unwrapped: Change = (node, document) => {
  if (node.kind !== Kind.SELECTION_SET) return undefined;
  const at = node.selections.findIndex(({ kind }) => kind !== Kind.FIELD);
  const fragment = node.selections[at];
  if (!fragment || fragment.kind === Kind.FIELD) return undefined;
  const whole =
    fragment.kind === Kind.INLINE_FRAGMENT
      ? fragment
      : fragmentsOf(document).find(({ name }) => name.value === fragment.name.value)!;
  return { ...node, selections: node.selections.toSpliced(at, 1, ...whole.selectionSet.selections) };
};

/** Without fragments and variables that nothing uses any more. */
function pruned(document: DocumentNode): DocumentNode {
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(`$${name.value}`),
    FragmentSpread: ({ name }) => void used.add(name.value),
  });
  const needed = visit(document, {
    FragmentDefinition: ({ name }) => (used.has(name.value) ? undefined : null),
    VariableDefinition: ({ variable }) => (used.has(`$${variable.name.value}`) ? undefined : null),
  });
  return needed.definitions.length < document.definitions.length ? pruned(needed) : needed;
}

/** Whether every object has something selected of it. */
function isWhole(document: DocumentNode): boolean {
  let isEmpty = false;
  visit(document, { SelectionSet: ({ selections }) => void (isEmpty ||= selections.length === 0) });
  return !isEmpty;
}

function sent(document: DocumentNode, variables: Operation['variables']): Operation {
  const names = new Set<string>();
  visit(document, { VariableDefinition: ({ variable }) => void names.add(variable.name.value) });
  return {
    query: print(document),
    variables: Object.fromEntries(Object.entries(variables).filter(([name]) => names.has(name))),
  };
}
