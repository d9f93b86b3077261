import type { Dialect } from '../database/dialect';
import { name, raw, sql, type Sql } from '../database/sql';
import { columnInPart } from '../entities/columns';
import type { FieldInfo } from '../entities/registry';

/** Where a value is: in a column of a row, or inside the JSON of a part. */
export type Place =
  | { readonly in: 'row'; readonly alias: Sql; readonly part?: string }
  | { readonly in: 'json'; readonly root: Sql; readonly path: readonly string[] };

const columnOf = (place: Place & { in: 'row' }, field: FieldInfo): string =>
  place.part === undefined ? field.name : columnInPart(place.part, field.name);

/** The value of a scalar field, to compare and order by: of a timestamp its instant. */
export function scalarAt(dialect: Dialect, place: Place, field: FieldInfo): Sql {
  const suffix = field.kind === 'timestamp' ? 'Instant' : '';
  if (place.in === 'json') return dialect.jsonScalar(place.root, [...place.path, field.name + suffix], field.kind);
  return sql`${place.alias}.${name(columnOf(place, field) + suffix)}`;
}

/** Where the fields of a part are. */
export function insidePart(place: Place, field: FieldInfo): Place {
  if (place.in === 'json') return { ...place, path: [...place.path, field.name] };
  if (field.columns) return { ...place, part: field.name };
  return { in: 'json', root: sql`${place.alias}.${name(columnOf(place, field))}`, path: [] };
}

/** The JSON of a list, to be opened by `dialect.jsonEach`. */
export function listAt(place: Place, field: FieldInfo): { root: Sql; path: readonly string[] } {
  if (place.in === 'json') return { root: place.root, path: [...place.path, field.name] };
  return { root: sql`${place.alias}.${name(columnOf(place, field))}`, path: [] };
}

export const inRow = (alias: string): Place => ({ in: 'row', alias: raw(alias) });
