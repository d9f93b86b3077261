import { Given } from '../database/given';
import { columnInPart, columnOf } from '../entities/columns';
import { edgesFrom } from '../entities/edges';
import { fieldsByName, nodeOf, type Class, type FieldInfo } from '../entities/registry';
import type { Edge } from '../entities/relation';
import type { Filter } from './filter';

/* What a filter asks, of the object itself and of what lies behind it. */

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

/** Which columns of an object are meant, or what is asked of them. */
export type Such = (column: string, asked: Filter) => boolean;

/** A filter in two: what it asks of certain columns of the object itself, undefined where that is nothing, and all else. */
export function halves(type: Class, filter: Filter, such: Such): { own: Filter | undefined; rest: Filter } {
  const [own, rest]: [Record<string, unknown>, Record<string, unknown>] = [{}, {}];
  for (const [key, value] of Object.entries(filter)) {
    const field = fieldsByName(type).get(key);
    if (value === undefined || value === null) rest[key] = value;
    else if (key === 'and') {
      const parts = (value as Filter[]).map((each) => halves(type, each, such));
      const owns = parts.flatMap((each) => each.own ?? []);
      if (owns.length > 0) own[key] = owns;
      rest[key] = parts.map((each) => each.rest);
    } else if (field?.columns) {
      for (const [name, each] of Object.entries(value as Filter)) {
        const half = such(innerColumn(field, name), each as Filter) ? own : rest;
        half[key] = { ...(half[key] as object | undefined), [name]: each };
      }
    } else (field && such(columnOf(field), value as Filter) ? own : rest)[key] = value;
  }
  return { own: Object.keys(own).length > 0 ? own : undefined, rest };
}

const columnsOf = (field: FieldInfo, filter: Filter): string[] =>
  field.columns ? Object.keys(filter).map((name) => innerColumn(field, name)) : [columnOf(field)];

function innerColumn(field: FieldInfo, name: string): string {
  const part = fieldsByName(field.part!()).get(name);
  return part ? columnInPart(field.name, columnOf(part)) : name;
}

/** How a text begins of which this is asked, if that says so. */
export const beginningIn = ({ startsWith, eq }: Filter): unknown => startsWith ?? eq;

/** Whether an index of JSON has how a text begins that all objects have which fulfil a filter. */
export const beginsInJson = (type: Class, filter: Filter): boolean =>
  Object.entries(filter).some(([key, value]) => {
    if (value === undefined || value === null) return false;
    if (key === 'and') return (value as Filter[]).some((each) => beginsInJson(type, each));
    const { beginnings = [] } = fieldsByName(type).get(key) ?? {};
    return beginnings.some((text) => beginningIn(((value as Filter)[text] ?? {}) as Filter) !== undefined);
  });

/** Whether a filter asks for what lies behind an edge. */
export const goesOn = (type: Class, filter: Filter): boolean => leads(type, filter, () => true);

/** Whether it asks for what lies behind an object that many others share. */
export const goesOnFromShared = (type: Class, filter: Filter): boolean =>
  leads(type, filter, ({ to, many }, value) => {
    const ends = many ? Object.values(value).filter((each) => typeof each === 'object' && each !== null) : [value];
    return (ends as Filter[]).some((end) => (nodeOf(to).shared && goesOn(to, end)) || goesOnFromShared(to, end));
  });

function leads(type: Class, filter: Filter, such: (edge: Edge, value: Filter) => boolean): boolean {
  return Object.entries(filter).some(([key, value]) => {
    if (value === undefined || value === null) return false;
    if (key === 'and' || key === 'or') return (value as Filter[]).some((each) => leads(type, each, such));
    if (key === 'not') return leads(type, value as Filter, such);
    const edge = edgesFrom(type).get(key);
    return !!edge && such(edge, value as Filter);
  });
}

/** Operators that few objects fulfil, as a rule. */
const NARROW = ['eq', 'in', 'under', 'startsWith', 'contains', 'has', 'hasEvery'];

/** Whether a filter asks for something that an index may find at once. */
export const isNarrow = (filter: unknown): boolean => asks(filter, NARROW);

/** Whether few objects may fulfil a filter: of a range only its values tell. */
export const mayBeFew = (filter: unknown): boolean => asks(filter, [...NARROW, 'lt', 'lte', 'gt', 'gte', 'between']);

function asks(filter: unknown, operators: readonly string[]): boolean {
  if (typeof filter !== 'object' || filter === null || filter instanceof Given) return false;
  return Object.entries(filter).some(
    ([key, value]) =>
      operators.includes(key) || (!['or', 'not', 'none', 'every'].includes(key) && asks(value, operators)),
  );
}
