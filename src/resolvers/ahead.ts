/**
 * Reading ahead: when objects were read, so is what is selected at the end of their edges, before any of their fields is
 * resolved: in the same statement what belongs to one object alone, and by one statement a level what does not. An operation then
 * waits for a promise at each level, not at each object. What is not read ahead is read by loaders.
 */
import {
  type FieldNode,
  getArgumentValues,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
} from 'graphql';
import type { Row } from '../database/engine';
import { edgesFrom, isOfOne } from '../entities/edges';
import type { Class } from '../entities/registry';
import type { Edge } from '../entities/relation';
import { variablesIn } from '../execution/fragments';
import { Failed, type Found, FoundPage } from '../loaders/found';
import { hasAlong, type EdgeAsked, type Ends } from '../loaders/Level';
import type { Ahead, Loaders } from '../loaders/Loaders';
import { collectedFields, objectsOfConnection, selectedFields, selectedOfConnection } from '../loaders/selection';
import { type ListArgs, pageOf } from '../query/arguments';
import type { ListRequest, ObjectRequest } from '../query/readers';
import { ForVariables } from './ForVariables';

/** Where a row keeps what was read ahead of it: by the name that the edge has in the answer. */
const AHEAD = Symbol('read ahead');

/** What was read ahead of a row along one edge, and along those before it. */
interface Kept {
  readonly key: string;
  readonly found: Found | Row | null | Failed;
  readonly next: Kept | undefined;
}

/** What was read ahead at the end of an edge, undefined if nothing was. Throws where reading failed. */
export function aheadOf<T extends Found | Row | null>(parent: Row, info: GraphQLResolveInfo): T | undefined {
  for (let at = parent[AHEAD] as Kept | undefined; at; at = at.next) {
    if (at.key !== info.path.key) continue;
    if (at.found instanceof Failed) throw at.found.error;
    return at.found as T;
  }
  return undefined;
}

/**
 * Objects of a class at one place of an operation, and what is selected below them. What does not depend on a request is
 * found out once.
 */
export class Objects {
  readonly edges: readonly EdgeRead[];
  readonly variables: readonly string[];
  private readonly request: ForVariables<ObjectRequest>;
  private level: EdgesBelow | undefined;

  /**
   * @param nodes that select the objects.
   * @param isOnce whether no object stands there twice: what is at the ends of edges is read along with it only then.
   */
  constructor(
    type: Class,
    nodes: readonly FieldNode[],
    private readonly fields: readonly string[],
    info: GraphQLResolveInfo,
    private readonly isOnce = true,
  ) {
    this.edges = [...collectedFields(info, nodes, type.name)].flatMap(([key, fields]) => {
      const edge = edgesFrom(type).get(fields[0]!.name.value);
      return edge ? [new EdgeRead(edge, key, fields, info)] : [];
    });
    this.variables = isOnce ? this.edges.flatMap(({ variables }) => variables) : [];
    this.request = new ForVariables(this.variables);
  }

  asked(info: GraphQLResolveInfo): ObjectRequest {
    return this.request.of(info, () => ({ fields: this.fields, along: this.along(info) }));
  }

  /** What is read in the statement that reads the objects. */
  along(info: GraphQLResolveInfo): EdgeAsked[] {
    return this.isOnce ? this.edges.flatMap((edge) => edge.asked(info) ?? []).filter(hasRows) : [];
  }

  /** Reads what is selected below objects that were read, where there is something. */
  ahead(info: GraphQLResolveInfo, loaders: Loaders): Ahead | undefined {
    return this.edges.length === 0 ? undefined : (objects) => this.read(objects, info, loaders);
  }

  async read(objects: readonly (Row | null)[], info: GraphQLResolveInfo, loaders: Loaders): Promise<void> {
    let level = (this.level ??= EdgesBelow.of([this]));
    let parents: readonly (readonly Row[])[] = [objects.filter((row) => row !== null)];
    while (level && parents.some(({ length }) => length > 0)) {
      const below = level.read(parents, info, loaders);
      parents = below instanceof Promise ? await below : below;
      level = level.next();
    }
  }
}

const hasRows = ({ asked }: EdgeAsked): boolean => !('page' in asked) || asked.rows;

/** The edges that are asked for below objects at some places. */
class EdgesBelow {
  private below: EdgesBelow | undefined;
  private isLast = false;
  private asked: readonly EdgeAsked[] = [];

  /** @param edges and the place that each starts from, among those of its level. */
  private constructor(private readonly edges: readonly { readonly edge: EdgeRead; readonly from: number }[]) {}

  /** Undefined where no edge is asked for. */
  static of(places: readonly Objects[]): EdgesBelow | undefined {
    const edges = places.flatMap((place, from) => place.edges.map((edge) => ({ edge, from })));
    return edges.length > 0 ? new EdgesBelow(edges) : undefined;
  }

  /** What is asked for below the objects that this level finds. */
  next(): EdgesBelow | undefined {
    if (!this.below && !this.isLast) {
      this.below = EdgesBelow.of(this.edges.map(({ edge }) => edge.objects));
      this.isLast = !this.below;
    }
    return this.below;
  }

  /**
   * Reads what is at the ends of the edges, for the rows at the place that each starts from: by a statement what has not
   * come along with these.
   *
   * @returns the rows at the end of each edge.
   */
  read(
    places: readonly (readonly Row[])[],
    info: GraphQLResolveInfo,
    loaders: Loaders,
  ): readonly Row[][] | Promise<readonly Row[][]> {
    const cells = places.map((rows) => (hasAlong(rows) ? 0 : undefined)); // the next of each place
    const found = this.edges.map(({ edge, from }): Reading => {
      const asked = edge.asked(info);
      const rows = places[from]!;
      if (!asked) return { edge, rows };
      const end = loaders.end(asked);
      if (!end.reader) return { edge, rows, find: (key) => end.of(loaders, key, []) };
      if (cells[from] === undefined) return { edge, rows, asked };
      const cell = cells[from]++;
      return { edge, rows, find: (key, row) => end.along(loaders, key, row, cell) };
    });
    const missing = found.filter(({ edge, rows, asked }) => asked && edge.hasKeys(rows));
    const keep = (ends: readonly Ends[]): Row[][] =>
      found.map((each) => {
        const { edge, rows, find } = each;
        const at = missing.indexOf(each);
        if (at >= 0) return edge.keep(rows, ends[at]!);
        return find ? edge.keep(rows, find) : [];
      });
    if (missing.length === 0) return keep([]);
    const keys = missing.map(({ edge, rows }) => edge.keysOf(rows));
    return loaders.level(this.sameAs(missing.map(({ asked }) => asked!)), keys).then(keep);
  }

  /** What is asked for as before is read as before. */
  private sameAs(asked: readonly EdgeAsked[]): readonly EdgeAsked[] {
    const isSame = asked.length === this.asked.length && asked.every((each, i) => each === this.asked[i]);
    return isSame ? this.asked : (this.asked = asked);
  }
}

/** An edge that is read for rows: it is still to be asked for, or can be found; neither where its arguments are wrong. */
interface Reading {
  readonly edge: EdgeRead;
  readonly rows: readonly Row[];
  readonly asked?: EdgeAsked;
  readonly find?: FindEnd;
}

type FindEnd = (key: number, row: Row) => Found | Row | null;

/** An edge at one place of an operation. */
class EdgeRead {
  /** Those at its end. */
  readonly objects: Objects;
  readonly variables: readonly string[];
  private readonly selected: Omit<ListRequest, 'page' | 'along'>;
  private readonly field: GraphQLField<unknown, unknown>;
  private readonly request: ForVariables<EdgeAsked | undefined>;

  constructor(
    private readonly edge: Edge,
    private readonly key: string,
    private readonly fields: readonly FieldNode[],
    info: GraphQLResolveInfo,
  ) {
    const nodes = edge.many ? objectsOfConnection(info, fields) : fields;
    this.selected = edge.many
      ? selectedOfConnection(info, fields)
      : { fields: new Set(selectedFields(info, fields, edge.to.name).keys()), words: [], cursors: false, rows: true };
    this.objects = new Objects(edge.to, nodes, [], info, isOfOne(edge));
    this.field = (info.schema.getType(edge.from.name) as GraphQLObjectType).getFields()[edge.name]!;
    this.variables = [...variablesIn(fields[0]!), ...this.objects.variables];
    this.request = new ForVariables(this.variables);
  }

  hasKeys(parents: readonly Row[]): boolean {
    return parents.some((row) => row[this.edge.fromKey] !== null);
  }

  keysOf(parents: readonly Row[]): readonly number[] {
    const { fromKey } = this.edge;
    const keys = parents.map((row) => row[fromKey] as number | null).filter((key) => key !== null);
    return keys.length > 1 ? [...new Set(keys)] : keys;
  }

  /** Undefined where the arguments are wrong: the resolver says how. */
  asked(info: GraphQLResolveInfo): EdgeAsked | undefined {
    return this.request.of(info, () => this.ask(info));
  }

  private ask(info: GraphQLResolveInfo): EdgeAsked | undefined {
    const { edge, field, fields, selected } = this;
    const { variableValues, fragments, schema } = info;
    const place = { fieldNodes: fields, fragments, schema };
    const along = this.objects.along(info);
    if (!edge.many) return { edge, place, asked: { fields: selected.fields, along } };
    try {
      const args = getArgumentValues(field, fields[0]!, variableValues) as ListArgs;
      return { edge, place, asked: { page: pageOf(edge.to, edge, args), ...selected, along } };
    } catch {
      return undefined;
    }
  }

  /**
   * Gives each parent what is at its end, or the failure to find it.
   *
   * @returns the rows there.
   */
  keep(parents: readonly Row[], find: FindEnd | Failed): Row[] {
    if (find instanceof Failed) return this.keepEach(parents, () => find);
    try {
      return this.keepEach(parents, find);
    } catch (error) {
      const failed = new Failed(error);
      return this.keepEach(parents, () => failed);
    }
  }

  private keepEach(parents: readonly Row[], find: (key: number, row: Row) => Kept['found']): Row[] {
    const below: Row[] = [];
    const known = new Map<number, Kept['found']>();
    for (const row of parents) {
      const key = row[this.edge.fromKey] as number | null;
      if (key === null) continue;
      let found = known.get(key);
      if (found === undefined) {
        known.set(key, (found = find(key, row)));
        for (const object of objectsIn(found)) if (object !== null) below.push(object);
      }
      row[AHEAD] = { key: this.key, found, next: row[AHEAD] as Kept | undefined } satisfies Kept;
    }
    return below;
  }
}

function objectsIn(found: Kept['found']): readonly (Row | null)[] {
  if (found instanceof FoundPage) return found.nodes;
  return found instanceof Failed ? [] : [found];
}
