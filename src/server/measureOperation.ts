/**
 * Measures an operation before it runs: how deep, how wide, and how many nodes its widest branch has at the end if every
 * page is full. One
 * pass over the document with the variables that were sent; a fragment is measured once however often it is spread,
 * so the cost is linear in the document. Called by `checkOperation` with a document that passed validation.
 */
import {
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  Kind,
  getNamedType,
  isInterfaceType,
  isObjectType,
  valueFromAST,
} from 'graphql';
import { literalDepth } from './inputDepth';
import { LIMITS } from './limits';

export interface OperationSize {
  depth: number;
  fields: number;
  aliases: number;
  directives: number;
  /** The product of the page sizes down the widest branch; fields asked for again under an alias add up. */
  potentialNodes: number;
}

/** What a part of an operation adds. */
interface Part extends OperationSize {
  /** Potential nodes for each node of a connection, counting itself, where its nodes are asked for here. */
  belowNode: number;
}

export interface Measured {
  size: OperationSize;
  /** The longest `ids` list. */
  ids: number;
  /** The deepest literal argument; variables are measured by `inputDepth`. */
  literalDepth: number;
  /** The lists of representations of every `_entities` field that will run. */
  representations: readonly unknown[][];
}

type Variables = Readonly<Record<string, unknown>>;

/** The arguments by which the size of an answer is told. */
export const ARGUMENTS_THAT_COUNT = new Set(['first', 'last', 'ids', 'representations']);

/** The fields of a connection that are there for each node of its page; all others are there once. */
const FIELDS_OF_NODES = ['nodes', 'edges'];

/** Far above every limit and far below where adding and multiplying whole numbers stops being exact. */
const SATURATED = 1e12;
const saturate = (n: number) => Math.min(SATURATED, n);
const nothing = (): Part => ({
  depth: 0,
  fields: 0,
  aliases: 0,
  directives: 0,
  potentialNodes: 0,
  belowNode: 0,
});

export function measureOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): Measured {
  return new Measurement(schema, document, variables).measure(operation);
}

const isConnection = (type: unknown): boolean => isObjectType(type) && 'pageInfo' in type.getFields();

/** A full page has what stands below a node so often, and what stands beside the nodes, such as totals, once. */
function potentialOf(
  { potentialNodes, belowNode }: Part,
  page: number | undefined,
  field: GraphQLField<unknown, unknown> | undefined,
): number {
  if (page === undefined) return Math.max(potentialNodes, belowNode);
  if (!isConnection(field && getNamedType(field.type))) return saturate(page * Math.max(1, potentialNodes));
  return Math.max(saturate(page * Math.max(1, belowNode)), potentialNodes);
}

class Measurement {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  /** null while a fragment is being measured: one that spreads itself adds nothing more. */
  private readonly known = new Map<string, Part | null>();
  private readonly representations: unknown[][] = [];
  private ids = 0;
  private literalDepth = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly variables: Variables,
  ) {
    for (const node of document.definitions) {
      if (node.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(node.name.value, node);
    }
  }

  measure(operation: OperationDefinitionNode): Measured {
    const root = this.schema.getRootType(operation.operation) ?? undefined;
    const { belowNode: _, ...size } = this.selections(operation.selectionSet, root);
    size.directives += operation.directives?.length ?? 0;
    return { size, ids: this.ids, literalDepth: this.literalDepth, representations: this.representations };
  }

  private selections(set: SelectionSetNode | undefined, parent: GraphQLNamedType | undefined): Part {
    const sum = nothing();
    const again = nothing();
    for (const node of set?.selections ?? []) {
      const directives = node.directives ?? [];
      sum.directives = saturate(sum.directives + directives.length);
      if (directives.length > 0 && this.isLeftOut(directives)) continue;
      const part = this.selection(node, parent);
      sum.depth = Math.max(sum.depth, part.depth);
      sum.fields = saturate(sum.fields + part.fields);
      sum.aliases = saturate(sum.aliases + part.aliases);
      sum.directives = saturate(sum.directives + part.directives);
      for (const nodes of ['potentialNodes', 'belowNode'] as const)
        if (node.kind === Kind.FIELD && node.alias) again[nodes] = saturate(again[nodes] + part[nodes]);
        else sum[nodes] = Math.max(sum[nodes], part[nodes]);
    }
    sum.potentialNodes = saturate(sum.potentialNodes + again.potentialNodes);
    sum.belowNode = saturate(sum.belowNode + again.belowNode);
    return sum;
  }

  private selection(node: SelectionNode, parent: GraphQLNamedType | undefined): Part {
    if (node.kind === Kind.FIELD) return this.field(node, parent);
    if (node.kind === Kind.FRAGMENT_SPREAD) return this.fragment(node.name.value);
    const type = node.typeCondition ? this.schema.getType(node.typeCondition.name.value) : parent;
    return this.selections(node.selectionSet, type);
  }

  private fragment(name: string): Part {
    const known = this.known.get(name);
    if (known !== undefined) return known ?? nothing();
    const definition = this.fragments.get(name);
    this.known.set(name, null);
    const type = definition && this.schema.getType(definition.typeCondition.name.value);
    const size = this.selections(definition?.selectionSet, type);
    this.known.set(name, size);
    return size;
  }

  private field(node: FieldNode, parent: GraphQLNamedType | undefined): Part {
    // Introspection fields are in no type's field map, so nothing below them counts as nodes.
    const definition =
      isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    const inner = this.selections(node.selectionSet, definition && getNamedType(definition.type));
    for (const argument of node.arguments ?? []) {
      this.literalDepth = Math.max(this.literalDepth, literalDepth(argument.value));
    }
    const page = definition && this.nodesPerParent(definition, node);
    const isOfNodes = isConnection(parent) && FIELDS_OF_NODES.includes(node.name.value);
    return {
      depth: inner.depth + 1,
      fields: saturate(inner.fields + 1),
      aliases: saturate(inner.aliases + (node.alias ? 1 : 0)),
      directives: inner.directives,
      potentialNodes: isOfNodes ? 0 : potentialOf(inner, page, definition),
      belowNode: isOfNodes ? Math.max(1, inner.potentialNodes) : 0,
    };
  }

  /** How many nodes the field returns for each parent if its page is full; undefined when it is not a page. */
  private nodesPerParent(field: GraphQLField<unknown, unknown>, node: FieldNode): number | undefined {
    let paged = false;
    let asked: number | undefined;
    let listed: number | undefined;
    for (const { name } of field.args) {
      const value = ARGUMENTS_THAT_COUNT.has(name) ? this.argument(field, node, name) : undefined;
      if (name === 'first' || name === 'last') {
        paged = true;
        if (typeof value === 'number') asked = Math.max(asked ?? 1, value);
      } else if (Array.isArray(value)) {
        listed = value.length;
        if (name === 'ids') this.ids = Math.max(this.ids, listed);
        else this.representations.push(value);
      }
    }
    if (listed !== undefined || !paged) return listed;
    // Whether `first` is in range is for the resolver to say.
    return Math.min(asked ?? LIMITS.pageSizeDefault.value, LIMITS.pageSize.value);
  }

  private argument(field: GraphQLField<unknown, unknown>, node: FieldNode, name: string): unknown {
    const definition = field.args.find((argument) => argument.name === name);
    const given = node.arguments?.find((argument: ArgumentNode) => argument.name.value === name)?.value;
    const absent = !given || (given.kind === Kind.VARIABLE && !Object.hasOwn(this.variables, given.name.value));
    if (absent) return definition?.defaultValue;
    return definition && valueFromAST(given, definition.type, this.variables);
  }

  private isLeftOut(directives: readonly DirectiveNode[]): boolean {
    return directives.some(({ name, arguments: given }) => {
      const condition = given?.[0]?.value;
      const value =
        condition?.kind === Kind.VARIABLE
          ? this.variables[condition.name.value]
          : condition?.kind === Kind.BOOLEAN && condition.value;
      return (name.value === 'skip' && value === true) || (name.value === 'include' && value === false);
    });
  }
}
