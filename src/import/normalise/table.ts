import { RELATIONS } from '../../entities/edges';
import { Release } from '../../entities';
import { containedIn } from '../../entities/paths';
import {
  copiesOf,
  countsOf,
  fieldsOf,
  keysOf,
  nodeOf,
  type Class,
  type FieldInfo,
  type Former,
} from '../../entities/registry';
import type { Relation } from '../../entities/relation';
import { instantOf } from '../../ocds/instant';
import type { Json, JsonObject } from '../../ocds/json';
import { columnInPart } from '../../entities/columns';
import { amountsOf, withCurrency } from './currencies';
import { translated } from './languages';
import { nameOfOne, otherNamesOf } from './otherNames';
import { fieldReader, objectOf, readAll, wholeOf } from './part';
import type { Issues, Path } from './path';

/** A row in the order of its table's columns. */
export type Cells = (Json | undefined)[];

type Fill = (row: Cells, value: Json, issues: Issues, up: Path | null, key: string) => void;

export type Reference = NonNullable<Relation['refers']>;

/** How objects of a class with a table become rows: which column holds what, and what to do with each property. */
export interface Table {
  readonly type: Class;
  readonly columns: readonly string[];
  column(name: string): number;
  /** The column of the release's key, where every row has it, however deep in the release it stands. */
  readonly releaseKey: number | undefined;
  /** What becomes of each OCDS property. */
  readonly properties: ReadonlyMap<string, Property>;
  /** The properties that are amounts of money. */
  readonly amounts: readonly string[];
  /** Fills fields that say nothing with what their former ones say, when all of a row is read. */
  readonly fromFormer: readonly ((row: Cells) => void)[];
  /** A row that holds nothing yet. */
  blank(): Cells;
}

/** It fills columns, it holds other objects, it refers to others: often more than one of them. */
export interface Property {
  readonly fill?: Fill;
  readonly held?: Contained;
  readonly reference?: Reference;
  /** It is another name of that property. */
  readonly standsFor?: string;
}

type Contained = NonNullable<Relation['contains']>;

const tables = new Map<Class, Table>();

export function tableOf(type: Class): Table {
  const known = tables.get(type);
  if (known) return known;
  const columns = ['pk', ...(nodeOf(type).link ? [] : ['id']), ...keysOf(type)];
  columns.push(...copiesOf(type).map(({ column }) => column), ...countsOf(type).values());
  const fills = new Map<string, Fill>();
  for (const field of fieldsOf(type)) {
    const fill = fillOf(field, columns);
    if (!field.derived) fills.set(field.published ?? field.name, fill);
    else if (type === Release) fills.set(field.name, () => undefined);
  }
  const index = new Map(columns.map((name, i) => [name, i]));
  const blank: Cells = [...index.keys()].map(() => null);
  const table: Table = {
    type,
    columns: [...index.keys()],
    column: (name) => index.get(name)!,
    releaseKey: isHeldByRelease(type) ? undefined : index.get('releasePk'),
    properties: propertiesOf(type, fills),
    amounts: amountsOf(type),
    fromFormer: fieldsOf(type).flatMap((field) => (field.former ? [fromFormer(field, field.former, index)] : [])),
    blank: () => blank.slice(),
  };
  tables.set(type, table);
  return table;
}

function propertiesOf(type: Class, fills: ReadonlyMap<string, Fill>): Map<string, Property> {
  const held = containedIn(type);
  const references = RELATIONS.flatMap(({ refers }) => (refers?.from === type ? [refers] : []));
  const names = new Set([...fills.keys(), ...held.keys(), ...references.map(({ property }) => property)]);
  const properties = new Map<string, Property>();
  for (const reference of references)
    for (const name of otherNamesOf(reference)) properties.set(name, { standsFor: reference.property });
  for (const [list, { many }] of held)
    for (const name of many ? nameOfOne(list) : []) properties.set(name, { standsFor: list });
  for (const name of names) {
    const reference = references.find(({ property }) => property === name);
    properties.set(name, { fill: fills.get(name), held: held.get(name), reference });
  }
  return properties;
}

/** Then the release's key says who holds the row, and is left out where another object does. */
const isHeldByRelease = (type: Class): boolean =>
  RELATIONS.some(({ contains }) => contains?.to === type && contains.key === 'releasePk');

function fromFormer(field: FieldInfo, { name, as }: Former, index: ReadonlyMap<string, number>): (row: Cells) => void {
  const pairs = columnsOfPart(field).map(
    (column) => [index.get(field.name + column)!, index.get(name + column)!] as const,
  );
  return (row) => {
    if (pairs.some(([own]) => row[own] !== null)) return;
    for (const [own, former] of pairs) {
      const said = row[former] ?? null;
      row[own] = as && said !== null ? JSON.stringify(as(JSON.parse(said as string) as JsonObject)) : said;
    }
  };
}

/** What the columns of a part have behind its name. */
const columnsOfPart = ({ part, columns }: FieldInfo): string[] =>
  columns
    ? fieldsOf(part!()).flatMap(({ name, kind }) =>
        [name, ...(kind === 'timestamp' ? [`${name}Instant`] : [])].map((each) => columnInPart('', each)),
      )
    : [''];

/** Adds the columns of a field, and says how its value fills them. */
function fillOf(field: FieldInfo, columns: string[]): Fill {
  if (field.columns) return fillPart(field, columns);
  if (columns.includes(field.name)) return () => undefined;
  const place = columns.push(field.name) - 1;
  const read = fieldReader(field);
  if (field.kind === 'timestamp' && !field.list) {
    const instant = columns.push(`${field.name}Instant`) - 1;
    return (row, value, issues, up, key) => {
      const text = read(value, issues, up, key);
      row[place] = text;
      row[instant] = text === null ? null : instantOf(text as string)!.utc;
    };
  }
  if (field.list || field.kind === 'part' || field.kind === 'json')
    return (row, value, issues, up, key) => {
      const json = read(value, issues, up, key);
      row[place] = json === null ? null : JSON.stringify(json);
    };
  return (row, value, issues, up, key) => void (row[place] = read(value, issues, up, key));
}

/** A part in columns of its own. */
function fillPart(field: FieldInfo, columns: string[]): Fill {
  const inner = new Map<string, Fill>();
  for (const each of fieldsOf(field.part!())) {
    const fill = fillOf({ ...each, name: columnInPart(field.name, each.name) }, columns);
    inner.set(each.published ?? each.name, fill);
  }
  const amounts = amountsOf(field.part!());
  return (row, value, issues, up, key) => {
    const found = objectOf(wholeOf(field.part!(), value, issues, up, key), issues, up, key);
    if (!found) return;
    const object = withCurrency(amounts, found.object, issues, found.path);
    fillAll(row, { object, path: found.path }, issues, inner, (each) => inner.get(each));
  };
}

/** Fills a row with all that an object says. `known` are the properties it may have. */
export function fillAll(
  row: Cells,
  { object, path }: NonNullable<ReturnType<typeof objectOf>>,
  issues: Issues,
  known: ReadonlyMap<string, unknown>,
  filling: (property: string) => Fill | undefined,
): void {
  const nameOf = (key: string): string | undefined =>
    filling(key) ? key : translated(object, key, issues.language, known);
  readAll(object, issues, path, known, nameOf, (key, name) => filling(name)?.(row, object[key]!, issues, path, key));
}
