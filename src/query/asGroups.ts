import { ask, Given, made, type Open } from '../database/given';
import { dimensionsOf, type Dimension } from '../entities/dimensions';
import { edgesFrom } from '../entities/edges';
import { fieldsByName, type Class, type FieldInfo } from '../entities/registry';
import type { Edge } from '../entities/relation';
import { storable } from '../ocds/text';
import type { Filter } from './filter';
import { codeAround, levelAround } from './under';

/*
 * Filters as groups: what has a status is the group of that status, and what falls under a code that of the code. So
 * totals and groups that are kept answer filters that ask for one value of a dimension or of two.
 */

/** A dimension and the value of it that is asked for, which may be left open. */
export type Single = readonly [dimension: Dimension, is: { value: string | Open }];

/** One value that is asked for, at the end of a way. */
interface Leaf {
  readonly path: readonly Edge[];
  readonly field: Dimension['field'];
  readonly value: unknown;
  /** Whether what falls under the value is asked for. */
  readonly under?: boolean;
}

/** Undefined where a filter asks for anything but values of dimensions. */
export function asGroups(type: Class, filter: Filter): Single[] | undefined {
  const singles = leavesOf(type, [], filter)?.map((leaf) => single(type, leaf));
  return singles?.every((each) => each !== undefined) ? singles : undefined;
}

function leavesOf(at: Class, path: readonly Edge[], filter: Filter): Leaf[] | undefined {
  const leaves: Leaf[] = [];
  for (const [key, value] of Object.entries(filter)) {
    if (value === undefined) continue;
    const found = value === null ? undefined : leavesAt(at, path, key, value as Filter);
    if (!found) return undefined;
    leaves.push(...found);
  }
  return leaves;
}

function leavesAt(at: Class, path: readonly Edge[], key: string, value: Filter): Leaf[] | undefined {
  if (key === 'and') {
    const parts = (value as unknown as Filter[]).map((each) => leavesOf(at, path, each));
    return parts.every((each) => each !== undefined) ? parts.flat() : undefined;
  }
  const edge = edgesFrom(at).get(key);
  if (edge) {
    const end = edge.many ? only(value, 'some') : value;
    const inner = typeof end === 'object' && end ? leavesOf(edge.to, [...path, edge], end as Filter) : undefined;
    // What must be there without a value is none of a group, and two values may be those of two objects.
    return inner && (inner.length === 1 || (inner.length > 1 && !edge.many)) ? inner : undefined;
  }
  if (key === 'under') return [{ path, field: 'code', value, under: true }];
  const field = fieldsByName(at).get(key);
  if (!field) return undefined;
  if (field.kind !== 'part') return leafOf(path, key, field, value);
  const [inner, ...others] = Object.entries(value).filter(([, each]) => each !== undefined);
  const part = inner && !field.list ? fieldsByName(field.part!()).get(inner[0]) : undefined;
  if (!part || part.kind === 'part' || others.length > 0 || inner![1] === null) return undefined;
  return leafOf(path, [key, inner![0]], part, inner![1] as Filter);
}

function leafOf(
  path: readonly Edge[],
  field: Dimension['field'],
  { kind, list }: FieldInfo,
  comparison: Filter,
): Leaf[] | undefined {
  const value = only(comparison, list ? 'has' : 'eq');
  if (value === undefined || value === null) return undefined;
  if (kind !== 'flag')
    return typeof value === 'string' || value instanceof Given ? [{ path, field, value }] : undefined;
  return typeof value === 'boolean' ? [{ path, field, value: String(value) }] : undefined;
}

/** What one operator is given, where there is no other. */
function only(comparison: Filter, operator: string): unknown {
  const asked = Object.entries(comparison).filter(([, value]) => value !== undefined);
  return asked.length === 1 && asked[0]![0] === operator ? asked[0]![1] : undefined;
}

function single(type: Class, leaf: Leaf): Single | undefined {
  const { path, field, value, under } = leaf;
  for (const dimension of dimensionsOf(type).values()) {
    const { where, span } = dimension;
    if (span || String(dimension.field) !== String(field) || !!where !== !!under) continue;
    if (!under && isWay(path, dimension.path, (one, other) => one === other))
      return [dimension, { value: made(value, kept) as string | Open }];
    const to = path.at(-1)?.to;
    if (under && to && isWay(path, dimension.path, leadsAround) && ask(value, levelAround(to)) === where!.is)
      return [dimension, { value: made(value, codeAround(to)) as string | Open }];
  }
  return undefined;
}

const kept = (value: unknown): string => storable(value as string);

const isWay = (a: readonly Edge[], b: readonly Edge[], isSame: (one: Edge, other: Edge) => boolean): boolean =>
  a.length === b.length && a.every((edge, i) => edge === b[i] || isSame(edge, b[i]!));

/** Whether the rows in between of an edge to published codes lead to those around them by such an edge. */
const leadsAround = ({ through }: Edge, { through: around }: Edge): boolean =>
  !!through?.indexed &&
  through.type === around?.type &&
  through.enter === around.enter &&
  through.indexed === around.leave;
