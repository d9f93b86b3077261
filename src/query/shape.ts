import type { Row } from '../database/engine';
import { columnInPart } from '../entities/columns';
import { edgesFrom } from '../entities/edges';
import { fieldsByName, fieldsOf, type Class, type FieldInfo } from '../entities/registry';

/**
 * How the fields asked of a class become columns, and a row becomes what GraphQL's default resolver reads. Rows are
 * finished in place: the driver made them for us alone.
 */
export interface Shape {
  readonly columns: readonly string[];
  finish(row: Row): void;
}

/** `names` are GraphQL fields of `type`, others are passed over; `keys` are further columns. */
export function shapeOf(type: Class, names: Iterable<string>, keys: Iterable<string>): Shape {
  const columns = new Set<string>(['pk', ...keys]);
  const steps: ((row: Row) => void)[] = [];
  for (const name of names) {
    const field = fieldsByName(type).get(name);
    if (!field) continue;
    for (const column of columnsOf(field)) columns.add(column);
    const step = stepOf(field);
    if (step) steps.push(step);
  }
  return {
    columns: [...columns],
    finish(row) {
      for (const step of steps) step(row);
    },
  };
}

/** The columns of the selected fields, and the keys by which the selected edges go on. */
export function shapeFor(type: Class, fields: Iterable<string>): Shape {
  const names = [...fields];
  const edges = edgesFrom(type);
  return shapeOf(
    type,
    names,
    names.flatMap((each) => edges.get(each)?.fromKey ?? []),
  );
}

function columnsOf(field: FieldInfo): string[] {
  if (!field.columns) return [field.name];
  return fieldsOf(field.part!()).map((inner) => columnInPart(field.name, inner.name));
}

function stepOf(field: FieldInfo): ((row: Row) => void) | undefined {
  const { name } = field;
  if (field.columns) {
    const inner = fieldsOf(field.part!()).map((part) => [part.name, columnInPart(name, part.name)] as const);
    return (row) => {
      const part: Row = {};
      let isThere = false;
      for (const [key, column] of inner) {
        part[key] = row[column] as unknown;
        isThere ||= row[column] !== null;
      }
      row[name] = isThere ? part : null;
    };
  }
  if (field.list || field.kind === 'part' || field.kind === 'json')
    return (row) => void (row[name] = row[name] === null ? null : (JSON.parse(row[name] as string) as unknown));
  if (field.kind === 'flag') return (row) => (row[name] = row[name] === null ? null : !!row[name]);
  return undefined;
}
