import { columnInPart, columnOf } from '../entities/columns';
import { edgesFrom } from '../entities/edges';
import { fieldsByName, type Class, type FieldInfo } from '../entities/registry';
import type { Filter } from './filter';

/* What a filter asks of the object itself. */

/**
 * A filter without what asks nothing, as `{ date: { gte: $from } }` does without a `$from`. Undefined where nothing is
 * left: then totals are read, not added up.
 */
export function asked(type: Class, filter: Filter | null | undefined): Filter | undefined {
  const fields = fieldsByName(type);
  const left = Object.entries(filter ?? {}).filter(([key, value]) => !isNothing(fields.get(key), value));
  return left.length > 0 ? Object.fromEntries(left) : undefined;
}

/** Whether a filter names nothing to hold: of what lies behind an edge, it asks that it is there. */
export const isEmpty = (filter: Filter): boolean => Object.values(filter).every((each) => each === undefined);

function isNothing(field: FieldInfo | undefined, value: unknown): boolean {
  if (value === undefined) return true;
  if (!field || field.list || value === null) return false;
  if (field.kind !== 'part') return isEmpty(value as Filter);
  const inner = fieldsByName(field.part!());
  return Object.entries(value).every(([key, each]) => isNothing(inner.get(key), each));
}

/** The columns of an object that a filter reads. */
export function columnsIn(type: Class, filter: Filter): string[] {
  return Object.entries(filter).flatMap(([key, value]) => {
    if (value === undefined || value === null) return [];
    if (key === 'and' || key === 'or') return (value as Filter[]).flatMap((each) => columnsIn(type, each));
    if (key === 'not') return columnsIn(type, value as Filter);
    const edge = edgesFrom(type).get(key);
    if (edge) return [edge.fromKey];
    const field = fieldsByName(type).get(key);
    return field ? columnsOf(field, value as Filter) : [key];
  });
}

/** Whether a filter looks into JSON, of the object or of what lies behind it: then it reads whole rows, which are wide. */
export function readsJson(type: Class, filter: Filter): boolean {
  return Object.entries(filter).some(([key, value]) => {
    if (value === undefined || value === null) return false;
    if (key === 'and' || key === 'or') return (value as Filter[]).some((each) => readsJson(type, each));
    const edge = edgesFrom(type).get(key);
    if (edge || SAME.has(key)) return readsJson(edge?.to ?? type, value as Filter);
    const field = fieldsByName(type).get(key);
    return field?.kind === 'part' && !field.columns;
  });
}

const SAME: ReadonlySet<string> = new Set(['not', 'some', 'none', 'every']);

/** The conditions that all objects fulfil over certain columns of their own. */
export function over(type: Class, filter: Filter, such: (column: string) => boolean): Filter | undefined {
  const own = Object.entries(filter).filter(([key, value]) => {
    const field = fieldsByName(type).get(key);
    return field && value !== undefined && value !== null && columnsOf(field, value as Filter).every(such);
  });
  return own.length > 0 ? Object.fromEntries(own) : undefined;
}

function columnsOf(field: FieldInfo, filter: Filter): string[] {
  if (!field.columns) return [columnOf(field)];
  const inner = fieldsByName(field.part!());
  return Object.keys(filter).map((key) => {
    const part = inner.get(key);
    return part ? columnInPart(field.name, columnOf(part)) : key;
  });
}
