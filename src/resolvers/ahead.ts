/**
 * Reading ahead: when objects were read, so is what is selected at the end of their edges, level by level, before any
 * of their fields is resolved. An operation then waits for a promise at each level, not at each object, and takes the
 * statements that it would take anyway. What is not read ahead is read by loaders when its turn comes.
 */
import {
  type FieldNode,
  getArgumentValues,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
} from 'graphql';
import type { Row } from '../database/engine';
import { edgesFrom } from '../entities/edges';
import type { Class } from '../entities/registry';
import type { Edge } from '../entities/relation';
import type { Found } from '../loaders/found';
import type { Loaders } from '../loaders/Loaders';
import { collectedFields, objectsOfConnection, selectedFields, selectedOfConnection } from '../loaders/selection';
import type { ListRequest } from '../query/readers';
import { hasVariables } from '../execution/fragments';
import { type ListArgs, pageOf } from '../query/arguments';

/** Where a row keeps what was read ahead of it: by the name that the edge has in the answer. */
const AHEAD = Symbol('read ahead');

/** A failed read fails every field that waits for it. */
class Failed {
  constructor(readonly error: unknown) {}
}

/** What was read ahead of a row along one edge, and along those before it. */
interface Ahead {
  readonly key: string;
  readonly found: Found | Row | null | Failed;
  readonly next: Ahead | undefined;
}

/** What was read ahead at the end of an edge, undefined if nothing was. Throws where reading failed. */
export function aheadOf<T extends Found | Row | null>(parent: Row, info: GraphQLResolveInfo): T | undefined {
  for (let at = parent[AHEAD] as Ahead | undefined; at; at = at.next) {
    if (at.key !== info.path.key) continue;
    if (at.found instanceof Failed) throw at.found.error;
    return at.found as T;
  }
  return undefined;
}

/** Reads what is selected below the objects of a connection. */
export const readPageAhead = (
  type: Class,
  { nodes }: Found,
  info: GraphQLResolveInfo,
  loaders: Loaders,
): Promise<void> => readAhead(type, nodes, objectsAt(info), info, loaders);

/** Reads what `nodes` select below objects of a class that stand at one place of the answer. */
export async function readAhead(
  type: Class,
  objects: readonly (Row | null)[],
  nodes: readonly FieldNode[],
  info: GraphQLResolveInfo,
  loaders: Loaders,
): Promise<void> {
  const rows = objects.filter((row) => row !== null);
  if (rows.length === 0 || nodes.length === 0) return;
  await Promise.all(edgesBelow(type, nodes, info).map((edge) => edge.below(rows, info, loaders)));
}

/** An executor gives the nodes of a field as the same array, for one outcome of what is skipped. */
const objects = new WeakMap<readonly FieldNode[], readonly FieldNode[]>();
const edges = new WeakMap<readonly FieldNode[], Map<Class, readonly EdgeRead[]>>();

function objectsAt(info: GraphQLResolveInfo): readonly FieldNode[] {
  let found = objects.get(info.fieldNodes);
  if (!found) objects.set(info.fieldNodes, (found = objectsOfConnection(info, info.fieldNodes)));
  return found;
}

function edgesBelow(type: Class, nodes: readonly FieldNode[], info: GraphQLResolveInfo): readonly EdgeRead[] {
  let known = edges.get(nodes);
  if (!known) edges.set(nodes, (known = new Map<Class, readonly EdgeRead[]>()));
  let found = known.get(type);
  if (!found) {
    const selected = [...collectedFields(info, nodes, type.name)];
    found = selected.flatMap(([key, fields]) => {
      const edge = edgesFrom(type).get(fields[0]!.name.value);
      return edge ? [new EdgeRead(edge, key, fields, info)] : [];
    });
    known.set(type, found);
  }
  return found;
}

/** An edge at one place of an operation: what does not depend on a request is found out once. */
class EdgeRead {
  /** The nodes that select the objects at its end, and their fields. */
  private readonly nodes: readonly FieldNode[];
  private readonly selected: Omit<ListRequest, 'page'>;
  private readonly field: GraphQLField<unknown, unknown>;
  private readonly isFixed: boolean;
  private request: ListRequest | undefined;

  constructor(
    private readonly edge: Edge,
    private readonly key: string,
    private readonly fields: readonly FieldNode[],
    info: GraphQLResolveInfo,
  ) {
    this.nodes = edge.many ? objectsOfConnection(info, fields) : fields;
    this.selected = edge.many
      ? selectedOfConnection(info, fields)
      : { fields: new Set(selectedFields(info, fields, edge.to.name).keys()), words: [], cursors: false, rows: true };
    this.field = (info.schema.getType(edge.from.name) as GraphQLObjectType).getFields()[edge.name]!;
    this.isFixed = !hasVariables(fields[0]!);
  }

  async below(parents: readonly Row[], info: GraphQLResolveInfo, loaders: Loaders): Promise<void> {
    const { fromKey } = this.edge;
    const keys = [...new Set(parents.map((row) => row[fromKey] as number | null))].filter((each) => each !== null);
    if (keys.length === 0) return;
    try {
      const read = this.edge.many ? await this.pages(keys, info, loaders) : await this.ones(keys, info, loaders);
      if (read)
        for (const row of parents) this.keep(row, row[fromKey] === null ? undefined : read(row[fromKey] as number));
    } catch (error) {
      for (const row of parents) if (row[fromKey] !== null) this.keep(row, new Failed(error));
    }
  }

  private keep(row: Row, found: Ahead['found'] | undefined): void {
    if (found !== undefined) row[AHEAD] = { key: this.key, found, next: row[AHEAD] as Ahead | undefined };
  }

  private async ones(
    keys: readonly number[],
    info: GraphQLResolveInfo,
    loaders: Loaders,
  ): Promise<(key: number) => Row | null> {
    const found = await loaders.ones(this.edge, keys, this.selected.fields);
    await readAhead(this.edge.to, [...found.values()], this.nodes, info, loaders);
    return (key) => found.get(key) ?? null;
  }

  private async pages(
    keys: readonly number[],
    info: GraphQLResolveInfo,
    loaders: Loaders,
  ): Promise<((key: number) => Found) | undefined> {
    const { edge, fields, nodes } = this;
    const request = this.request ?? this.requestOf(info);
    if (!request) return undefined;
    const found = await loaders.pages(edge, keys, { ...info, fieldNodes: fields }, request);
    const below = [...found.values()].flatMap((page) => page.nodes);
    await readAhead(edge.to, below, nodes, info, loaders);
    return (key) => found.get(key)!;
  }

  /** Undefined where the arguments are wrong: the resolver says how. */
  private requestOf({ variableValues }: GraphQLResolveInfo): ListRequest | undefined {
    const { edge, field, fields, selected } = this;
    try {
      const args = getArgumentValues(field, fields[0]!, variableValues) as ListArgs;
      const request = { page: pageOf(edge.to, edge, args), ...selected };
      if (this.isFixed) this.request = request;
      return request;
    } catch {
      return undefined;
    }
  }
}
