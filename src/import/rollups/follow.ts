import type { Dimension } from '../../entities/dimensions';
import { columnInPart, columnOf } from '../../entities/columns';
import { fieldsByName, type Class, type FieldKind } from '../../entities/registry';
import type { Edge } from '../../entities/relation';
import { tableOf, type Cells } from '../normalise/table';
import type { Numbered, Value } from './Numbered';

/*
 * What groups an object stands in, read off the rows of its release: the same as the joins of query/inGroup.ts, without
 * a database. A test compares the two.
 */

/** The values of a dimension off the rows at the end of its path, by number. */
type Read = (ends: readonly Cells[], own: Numbered) => readonly number[];

type Step = (from: Cells, rows: Rows) => readonly Cells[];

/** Rows of whole releases and of what they share, found by a column. */
export class Rows {
  private readonly indexes = new Map<Class, Map<unknown, Cells[]>[]>();

  constructor(private readonly tables: ReadonlyMap<Class, readonly Cells[]>) {}

  of(type: Class): readonly Cells[] {
    return this.tables.get(type) ?? [];
  }

  by(type: Class, column: number, key: unknown): readonly Cells[] {
    let own = this.indexes.get(type);
    if (!own) this.indexes.set(type, (own = []));
    let index = own[column];
    if (!index) {
      index = own[column] = new Map<unknown, Cells[]>();
      for (const row of this.of(type)) {
        const same = index.get(row[column]);
        if (same) same.push(row);
        else index.set(row[column], [row]);
      }
    }
    return key === null || key === undefined ? NONE : (index.get(key) ?? NONE);
  }
}

const NONE: readonly Cells[] = [];

/** The values that each of some dimensions has for an object, by number: one at least, null where there is none. */
export function numbersReader(
  type: Class,
  dimensions: readonly Dimension[],
): (row: Cells, rows: Rows, numbered: readonly Numbered[]) => (readonly number[])[] {
  const ways = new Map<string, { steps: Step[]; reads: [place: number, read: Read][] }>();
  dimensions.forEach((dimension, place) => {
    const { path } = dimension;
    const way = path.map(keyOf).join(' ');
    const own = ways.get(way) ?? { steps: path.map(stepOf), reads: [] };
    own.reads.push([place, readerOf(path.at(-1)?.to ?? type, dimension)]);
    ways.set(way, own);
  });
  const all = [...ways.values()];
  return (row, rows, numbered) => {
    const numbers: (readonly number[])[] = [];
    for (const { steps, reads } of all) {
      let ends: readonly Cells[] = [row];
      for (const step of steps)
        ends = ends.length === 1 ? step(ends[0]!, rows) : ends.flatMap((each) => step(each, rows));
      for (const [place, read] of reads) numbers[place] = read(ends, numbered[place]!);
    }
    return numbers;
  };
}

function readerOf(type: Class, dimension: Dimension): Read {
  const { field, set } = dimension;
  const read = valueReader(type, dimension);
  if (set) return (ends, own) => own.one(together(ends, read));
  if (typeof field !== 'string' || !fieldsByName(type).get(field)!.list) return (ends, own) => own.all(ends, read);
  const listIn = (row: Cells): string[] => JSON.parse(read(row) ?? '[]') as string[];
  return (ends, own) => own.all(ends.flatMap(listIn), (value) => value);
}

function together(rows: readonly Cells[], read: (row: Cells) => Value): Value {
  const found = new Set(rows.map(read));
  found.delete(null);
  return JSON.stringify([...found].sort());
}

const keyOf = ({ from, fromKey, through, to, toKey, only }: Edge): string =>
  [from.name, fromKey, through?.type.name, through?.enter, through?.leave, to.name, toKey, only].join(' ');

function stepOf({ from, fromKey, through, to, toKey, only }: Edge): Step {
  const key = tableOf(from).column(fromKey);
  const target = tableOf(to).column(toKey);
  const required = only === undefined ? undefined : tableOf(to).column(only);
  const end = (value: unknown, rows: Rows): readonly Cells[] => {
    const found = rows.by(to, target, value);
    return required === undefined ? found : found.filter((row) => row[required] !== null);
  };
  if (!through) return (row, rows) => end(row[key], rows);
  const [enter, leave] = [through.enter, through.leave].map((name) => tableOf(through.type).column(name)) as [
    number,
    number,
  ];
  return (row, rows) => {
    const links = rows.by(through.type, enter, row[key]);
    return links.length === 1 ? end(links[0]![leave], rows) : links.flatMap((link) => end(link[leave], rows));
  };
}

/** The column that has the value of a dimension. */
function placeOf(type: Class, { field }: Dimension): { column: string; kind: FieldKind } {
  const [first, inner] = typeof field === 'string' ? [field] : field;
  const info = fieldsByName(type).get(first)!;
  if (inner === undefined) return { column: columnOf(info), kind: info.kind };
  const last = fieldsByName(info.part!()).get(inner)!;
  return { column: columnInPart(first, columnOf(last)), kind: last.kind };
}

/** Reads the value off the row at the end of the path. */
function valueReader(type: Class, dimension: Dimension): (row: Cells) => Value {
  const { span, where } = dimension;
  const { column, kind } = placeOf(type, dimension);
  const cell = tableOf(type).column(column);
  const level = where && tableOf(type).column(where.column);
  return (row) => {
    if (level !== undefined && `${row[level] as string | number}` !== where!.is) return null;
    const value = row[cell];
    if (value === null || value === undefined) return null;
    if (kind === 'flag') return value ? 'true' : 'false';
    return kind === 'whole' ? `${value as number}` : spanOf(value as string, span);
  };
}

function spanOf(value: string, span: Dimension['span']): string {
  if (span === 'year') return value.slice(0, 4);
  if (span === 'month') return value.slice(0, 7);
  if (span === 'quarter') return `${value.slice(0, 4)}-Q${Math.floor((Number(value.slice(5, 7)) + 2) / 3)}`;
  return value;
}

/** Adds the columns that all this reads, by class. */
export function columnsRead(type: Class, dimensions: readonly Dimension[], read: Map<Class, Set<string>>): void {
  const add = (of: Class, ...names: (string | undefined)[]): void => {
    const own = read.get(of) ?? new Set(['pk']);
    for (const name of names) if (name !== undefined) own.add(name);
    read.set(of, own);
  };
  for (const dimension of dimensions) {
    for (const { from, fromKey, through, to, toKey, only } of dimension.path) {
      add(from, fromKey);
      add(to, toKey, only);
      if (through) add(through.type, through.enter, through.leave);
    }
    const end = dimension.path.at(-1)?.to ?? type;
    add(end, placeOf(end, dimension).column, dimension.where?.column);
  }
}
