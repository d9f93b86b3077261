/**
 * Reading ahead: when objects were read, so is what is selected at the end of their edges, level by level, before any
 * of their fields is resolved: one statement for all edges of a level. An operation then waits for a promise at each level,
 * not at each object. What is not read ahead is read by loaders.
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
import { variablesIn } from '../execution/fragments';
import { Failed, type Found, FoundPage } from '../loaders/found';
import type { EdgeAsked, Ends } from '../loaders/Level';
import type { Loaders } from '../loaders/Loaders';
import { collectedFields, objectsOfConnection, selectedFields, selectedOfConnection } from '../loaders/selection';
import { type ListArgs, pageOf } from '../query/arguments';
import type { ListRequest } from '../query/readers';

/** Where a row keeps what was read ahead of it: by the name that the edge has in the answer. */
const AHEAD = Symbol('read ahead');

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
  let level = levelBelow(type, nodes, info);
  let parents: readonly (readonly Row[])[] = [objects.filter((row) => row !== null)];
  while (level && parents.some(({ length }) => length > 0)) {
    parents = await level.read(parents, info, loaders);
    level = level.next(info);
  }
}

/** An executor gives the nodes of a field as the same array, for one outcome of what is skipped. */
const objects = new WeakMap<readonly FieldNode[], readonly FieldNode[]>();
const levels = new WeakMap<readonly FieldNode[], Map<Class, EdgesBelow | undefined>>();

function objectsAt(info: GraphQLResolveInfo): readonly FieldNode[] {
  let found = objects.get(info.fieldNodes);
  if (!found) objects.set(info.fieldNodes, (found = objectsOfConnection(info, info.fieldNodes)));
  return found;
}

function levelBelow(type: Class, nodes: readonly FieldNode[], info: GraphQLResolveInfo): EdgesBelow | undefined {
  let known = levels.get(nodes);
  if (!known) levels.set(nodes, (known = new Map<Class, EdgesBelow | undefined>()));
  if (!known.has(type)) known.set(type, EdgesBelow.of([{ type, nodes }], info));
  return known.get(type);
}

/** Objects of a class at one place of an operation. */
interface Objects {
  readonly type: Class;
  readonly nodes: readonly FieldNode[];
}

/** The edges that are asked for below objects at some places: what does not depend on a request is found out once. */
class EdgesBelow {
  private below: EdgesBelow | undefined;
  private isLast = false;
  private requests: readonly (EdgeAsked | undefined)[] = [];
  private asked: readonly EdgeAsked[] = [];

  private constructor(private readonly edges: readonly EdgeRead[]) {}

  /** Undefined where no edge is asked for. */
  static of(places: readonly Objects[], info: GraphQLResolveInfo): EdgesBelow | undefined {
    const edges = places.flatMap(({ type, nodes }, from) =>
      [...collectedFields(info, nodes, type.name)].flatMap(([key, fields]) => {
        const edge = edgesFrom(type).get(fields[0]!.name.value);
        return edge ? [new EdgeRead(edge, from, key, fields, info)] : [];
      }),
    );
    return edges.length > 0 ? new EdgesBelow(edges) : undefined;
  }

  /** What is asked for below the objects that this level finds. */
  next(info: GraphQLResolveInfo): EdgesBelow | undefined {
    if (!this.below && !this.isLast) {
      this.below = EdgesBelow.of(this.edges, info);
      this.isLast = !this.below;
    }
    return this.below;
  }

  /**
   * Reads what is at the ends of the edges, for the rows at the place that each starts from.
   *
   * @returns the rows at the end of each edge.
   */
  async read(places: readonly (readonly Row[])[], info: GraphQLResolveInfo, loaders: Loaders): Promise<Row[][]> {
    const { edges } = this;
    const requests = edges.map((edge) => edge.asked(info));
    const keys = edges.map((edge, i) => (requests[i] ? edge.keysOf(places[edge.from]!) : []));
    if (keys.every(({ length }) => length === 0)) return keys.map(() => []);
    // What is asked for as before is read as before.
    if (!requests.every((each, i) => each === this.requests[i])) {
      this.requests = requests;
      this.asked = requests.filter((each) => each !== undefined);
    }
    const found = await loaders.level(
      this.asked,
      keys.filter((_, i) => requests[i]),
    );
    let read = 0;
    return edges.map((edge, i) => (requests[i] ? edge.keep(places[edge.from]!, found[read++]!) : []));
  }
}

/** An edge at one place of an operation. */
class EdgeRead implements Objects {
  readonly type: Class;
  /** The nodes that select the objects at its end. */
  readonly nodes: readonly FieldNode[];
  private readonly selected: Omit<ListRequest, 'page'>;
  private readonly field: GraphQLField<unknown, unknown>;
  private readonly variables: readonly string[];
  /** What was asked last, and by the values of which variables. */
  private known: { readonly by: string; readonly asked: EdgeAsked | undefined } | undefined;

  /** @param from the place that it starts from, among those of its level. */
  constructor(
    private readonly edge: Edge,
    readonly from: number,
    private readonly key: string,
    private readonly fields: readonly FieldNode[],
    info: GraphQLResolveInfo,
  ) {
    this.type = edge.to;
    this.nodes = edge.many ? objectsOfConnection(info, fields) : fields;
    this.selected = edge.many
      ? selectedOfConnection(info, fields)
      : { fields: new Set(selectedFields(info, fields, edge.to.name).keys()), words: [], cursors: false, rows: true };
    this.field = (info.schema.getType(edge.from.name) as GraphQLObjectType).getFields()[edge.name]!;
    this.variables = variablesIn(fields[0]!);
  }

  keysOf(parents: readonly Row[]): readonly number[] {
    const { fromKey } = this.edge;
    const keys = parents.map((row) => row[fromKey] as number | null).filter((key) => key !== null);
    return keys.length > 1 ? [...new Set(keys)] : keys;
  }

  /** The same for the same variables, if they came last. Undefined where the arguments are wrong: the resolver says how. */
  asked(info: GraphQLResolveInfo): EdgeAsked | undefined {
    const by = this.variables.map((name) => JSON.stringify(info.variableValues[name])).join();
    if (this.known?.by !== by) this.known = { by, asked: this.ask(info) };
    return this.known.asked;
  }

  private ask({ variableValues, fragments, schema }: GraphQLResolveInfo): EdgeAsked | undefined {
    const { edge, field, fields, selected } = this;
    const place = { fieldNodes: fields, fragments, schema };
    if (!edge.many) return { edge, place, asked: selected.fields };
    try {
      const args = getArgumentValues(field, fields[0]!, variableValues) as ListArgs;
      return { edge, place, asked: { page: pageOf(edge.to, edge, args), ...selected } };
    } catch {
      return undefined;
    }
  }

  /**
   * Gives each parent what is at its end.
   *
   * @returns the rows there.
   */
  keep(parents: readonly Row[], ends: Ends): Row[] {
    const below: Row[] = [];
    const known = new Map<number, Ahead['found']>();
    for (const row of parents) {
      const key = row[this.edge.fromKey] as number | null;
      if (key === null) continue;
      let found = known.get(key);
      if (found === undefined) {
        known.set(key, (found = ends instanceof Failed ? ends : ends(key)));
        for (const row of objectsIn(found)) if (row !== null) below.push(row);
      }
      row[AHEAD] = { key: this.key, found, next: row[AHEAD] as Ahead | undefined } satisfies Ahead;
    }
    return below;
  }
}

function objectsIn(found: Ahead['found']): readonly (Row | null)[] {
  if (found instanceof FoundPage) return found.nodes;
  return found instanceof Failed ? [] : [found];
}
