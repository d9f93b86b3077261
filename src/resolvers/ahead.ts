/**
 * Reading ahead: when objects were read, so is what is selected at the end of their edges, level by level, before any
 * of their fields is resolved. An operation then waits for a promise at each level, not at each object, and takes the
 * statements that it would take anyway. What is not read ahead is read by loaders when its turn comes.
 */
import { type FieldNode, getArgumentValues, type GraphQLObjectType, type GraphQLResolveInfo } from 'graphql';
import type { Row } from '../database/engine';
import { edgesFrom } from '../entities/edges';
import type { Class } from '../entities/registry';
import type { Edge } from '../entities/relation';
import type { Found } from '../loaders/found';
import type { Loaders } from '../loaders/Loaders';
import { collectedFields, objectsOfConnection, selectedFields, selectedOfConnection } from '../loaders/selection';
import { type ListArgs, pageOf } from '../query/arguments';

/** Where a row keeps what was read ahead of it: by the name that the edge has in the answer. */
const AHEAD = Symbol('read ahead');

/** A failed read fails every field that waits for it. */
class Failed {
  constructor(readonly error: unknown) {}
}

type Ahead = Record<string, Found | Row | null | Failed>;

/** What was read ahead at the end of an edge, undefined if nothing was. Throws where reading failed. */
export function aheadOf<T extends Found | Row | null>(parent: Row, info: GraphQLResolveInfo): T | undefined {
  const found = (parent[AHEAD] as Ahead | undefined)?.[info.path.key];
  if (found instanceof Failed) throw found.error;
  return found as T | undefined;
}

/** Reads what is selected below the objects of a connection. */
export const readPageAhead = (
  type: Class,
  { nodes }: Found,
  info: GraphQLResolveInfo,
  loaders: Loaders,
): Promise<void> => readAhead(type, nodes, objectsOfConnection(info, info.fieldNodes), info, loaders);

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
  const edges = edgesFrom(type);
  const reads: Promise<void>[] = [];
  for (const [key, fields] of collectedFields(info, nodes, type.name)) {
    const edge = edges.get(fields[0]!.name.value);
    if (edge) reads.push(new EdgeRead(edge, key, fields, info, loaders).below(rows));
  }
  await Promise.all(reads);
}

/** An edge at one place of the answer. */
class EdgeRead {
  constructor(
    private readonly edge: Edge,
    private readonly key: string,
    private readonly fields: readonly FieldNode[],
    private readonly info: GraphQLResolveInfo,
    private readonly loaders: Loaders,
  ) {}

  async below(parents: readonly Row[]): Promise<void> {
    const { fromKey } = this.edge;
    const keys = [...new Set(parents.map((row) => row[fromKey] as number | null))].filter((each) => each !== null);
    if (keys.length === 0) return;
    try {
      const read = this.edge.many ? await this.pages(keys) : await this.ones(keys);
      if (read)
        for (const row of parents) this.keep(row, row[fromKey] === null ? undefined : read(row[fromKey] as number));
    } catch (error) {
      for (const row of parents) if (row[fromKey] !== null) this.keep(row, new Failed(error));
    }
  }

  private keep(row: Row, found: Ahead[string] | undefined): void {
    if (found !== undefined)
      ((row[AHEAD] as Ahead | undefined) ??= row[AHEAD] = Object.create(null) as Ahead)[this.key] = found;
  }

  private async ones(keys: readonly number[]): Promise<(key: number) => Row | null> {
    const { edge, fields, info, loaders } = this;
    const found = await loaders.ones(edge, keys, selectedFields(info, fields, edge.to.name).keys());
    await readAhead(edge.to, [...found.values()], fields, info, loaders);
    return (key) => found.get(key) ?? null;
  }

  private async pages(keys: readonly number[]): Promise<((key: number) => Found) | undefined> {
    const { edge, fields, info, loaders } = this;
    const page = this.page();
    if (!page) return undefined;
    const place = { ...info, fieldNodes: fields };
    const found = await loaders.pages(edge, keys, place, { page, ...selectedOfConnection(place) });
    const objects = [...found.values()].flatMap(({ nodes }) => nodes);
    await readAhead(edge.to, objects, objectsOfConnection(info, fields), info, loaders);
    return (key) => found.get(key)!;
  }

  /** Undefined where the arguments are wrong: the resolver says how. */
  private page(): ReturnType<typeof pageOf> | undefined {
    const { edge, fields, info } = this;
    try {
      const field = (info.schema.getType(edge.from.name) as GraphQLObjectType).getFields()[edge.name]!;
      const args = getArgumentValues(field, fields[0]!, info.variableValues) as ListArgs;
      return pageOf(edge.to, edge, args);
    } catch {
      return undefined;
    }
  }
}
