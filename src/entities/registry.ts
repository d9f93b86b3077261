import type { Codelist } from '../ocds/codelist';
import type { JsonObject } from '../ocds/json';

/** A class that describes an OCDS object: the constructor is its name in code. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Class = abstract new (...args: any[]) => object;

export type FieldKind = 'text' | 'flag' | 'whole' | 'decimal' | 'timestamp' | 'code' | 'json' | 'part';

/** What the importer, the queries and the planner know of one typed field. */
export interface FieldInfo {
  /** Name in GraphQL and of the property; the name in OCDS too, unless `published` says another. */
  readonly name: string;
  readonly kind: FieldKind;
  readonly list?: boolean;
  /** How many characters its text has at most. */
  readonly longest?: number;
  /** Whether an index has how its text begins (query/compare.ts). */
  readonly begun?: boolean;
  /** Of a part kept as JSON: of which of its texts indexes have how they begin. */
  readonly beginnings?: readonly string[];
  /** What the codes, in capitals, of a closed list that is not held here look like: others are kept, and told. */
  readonly like?: RegExp;
  readonly codelist?: Codelist;
  /** The class of a part. */
  readonly part?: () => Class;
  /** A part that is spread over columns of its own (`valueAmount`), not kept as JSON. */
  readonly columns?: boolean;
  /** The property's name in OCDS, where it is not `name`. */
  readonly published?: string;
  /** Made by the importer, not read from the document. */
  readonly derived?: boolean;
  /** Never missing. */
  readonly required?: boolean;
  /** Its texts are ids of lots of the tender, to which no edge of the graph leads from here. */
  readonly namesLots?: boolean;
  /** What it was called before, which says it where it says nothing itself. */
  readonly former?: Former;
}

/** A field that another took the place of, and what it says in the shape of that one, if it had another. */
export interface Former {
  readonly name: string;
  readonly as?: (said: JsonObject) => JsonObject;
}

/** What a class of its own table says of itself. */
export interface NodeInfo {
  readonly table: string;
  /** Federation keys, each a list of fields. */
  readonly keys: readonly (readonly string[])[];
  /** Listed as a whole at the root, so that `id` has an index of its own. */
  readonly listed: boolean;
  /** A join table, not a type of the graph. */
  readonly link?: boolean;
  /** Many releases share each of its rows, so that none stands in a document. */
  readonly shared?: boolean;
}

/** Which way an index goes; what has no value comes last in it. */
export type Direction = 'ASC' | 'DESC';

/** A column of a row in between that repeats one of the object that `key` leads to. */
export interface Copy {
  readonly column: string;
  readonly from: Class;
  readonly key: string;
}

/** What classes declare one by one, and those that extend them have too. */
class Declared<T> {
  private readonly own = new Map<object, T[]>();
  private readonly whole = new Map<Class, readonly T[]>();

  add(target: object, item: T): void {
    this.own.set(target, [...(this.own.get(target) ?? []), item]);
    this.whole.clear();
  }

  /** Inherited ones first, in the order of their declaration. */
  of(type: Class): readonly T[] {
    let all = this.whole.get(type);
    if (!all) {
      const chain: T[][] = [];
      for (let proto = type.prototype as object | null; proto; proto = Object.getPrototypeOf(proto) as object | null)
        chain.unshift(this.own.get(proto) ?? []);
      this.whole.set(type, (all = chain.flat()));
    }
    return all;
  }
}

const fields = new Declared<FieldInfo>();
const nodes = new Map<Class, NodeInfo>();
const keys = new Declared<string>();
const copies = new Declared<Copy>();
const counts = new Map<object, Map<string, string>>();
const orders = new Map<Class, Map<string, Direction>>();
const narrow = new Map<Class, readonly string[]>();
const bare = new Map<Class, string>();

export const addField = (target: object, info: FieldInfo): void => fields.add(target, info);

export const addKey = (target: object, name: string): void => keys.add(target, name);

/** The key columns of a class, by which its rows hang on others. */
export const keysOf = (type: Class): readonly string[] => keys.of(type);

export const addCopy = (target: object, copy: Copy): void => copies.add(target, copy);

/** What rows of a class repeat of the objects that they lead to. */
export const copiesOf = (type: Class): readonly Copy[] => copies.of(type);

export function addCount(target: object, edge: string, column: string): void {
  counts.set(target, new Map(counts.get(target)).set(edge, column));
}

/** The columns that say how many objects lie at the end of edges, by the edge's name. */
export const countsOf = (type: Class): ReadonlyMap<string, string> =>
  counts.get(type.prototype as object) ?? new Map<string, string>();

export function addOrder(type: Class, column: string, direction: Direction): void {
  orders.set(type, new Map(orders.get(type)).set(column, direction));
}

/** The columns by which all objects of a class can be walked in order, and which way their indexes go on PostgreSQL. */
export const ordersOf = (type: Class): ReadonlyMap<string, Direction> => orders.get(type) ?? new Map();

export function addNarrow(type: Class, columns: readonly string[]): void {
  narrow.set(type, columns);
}

/** The columns that an index has of every object of a class, in the order of keys. */
export const narrowOf = (type: Class): readonly string[] => narrow.get(type) ?? [];

export const addBare = (type: Class, name: string): Map<Class, string> => bare.set(type, name);

/** The field that a text or a number alone stands for, where a part belongs. */
export const bareOf = (type: Class): FieldInfo | undefined => fieldsByName(type).get(bare.get(type) ?? '');

export function addNode(type: Class, info: NodeInfo): void {
  nodes.set(type, info);
}

/** The typed fields of a class, inherited ones first, in the order of their declaration. */
export const fieldsOf = (type: Class): readonly FieldInfo[] => fields.of(type);

const byName = new WeakMap<readonly FieldInfo[], ReadonlyMap<string, FieldInfo>>();

/** The same by name. */
export function fieldsByName(type: Class): ReadonlyMap<string, FieldInfo> {
  const all = fieldsOf(type);
  let named = byName.get(all);
  if (!named) byName.set(all, (named = new Map(all.map((field) => [field.name, field]))));
  return named;
}

/** What is known of a class that has a table. */
export function nodeOf(type: Class): NodeInfo {
  const info = nodes.get(type);
  if (!info) throw new Error(`${type.name} has no table`);
  return info;
}

/** All classes that have a table, in the order of their declaration. */
export function nodeTypes(): readonly Class[] {
  return [...nodes.keys()];
}

/** Whether objects of a class have a `value` in columns, to be summed. */
export const hasValue = (type: Class): boolean =>
  fieldsOf(type).some(({ name, columns }) => name === 'value' && !!columns);
