import { isDeepStrictEqual } from 'node:util';
import {
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isLeafType,
  isListType,
  isObjectType,
} from 'graphql';
import { isObject, type Json, type JsonObject } from '../../src/ocds/json';

/*
 * A client that knows the schema by introspection alone and walks a published document along it: `id` is `localId`, a
 * list of objects is a connection, and what a reference says of an organization stands on the connection's edges.
 */

/** What a query selects of an object: nested selections by field. */
type Selection = Map<string, Selection>;

/** A value of the document, and what the graph answers in its place. */
export interface Leaf {
  readonly path: string;
  readonly value: Json;
  readonly answer: unknown;
}

export interface Comparison {
  readonly equal: Leaf[];
  readonly different: Leaf[];
  /** `Type.field` of all that was equal and not null. */
  readonly fields: ReadonlySet<string>;
}

type Answer = any;

export class WholeRelease {
  constructor(private readonly schema: GraphQLSchema) {}

  /** One query for everything that the documents have, to be asked with their ocids one by one. */
  query(...documents: JsonObject[]): string {
    const selection: Selection = new Map();
    for (const document of documents) this.select(this.schema.getType('Release')!, document, selection);
    return `query Whole($ocid: String!) { release(ocid: $ocid) ${this.print('Release', selection)} }`;
  }

  /** Every leaf of the document against the answer, which is null where the release is. */
  compare(document: JsonObject, release: Answer): Comparison {
    const comparison = { equal: [], different: [], fields: new Set<string>() };
    new Walk(this.schema, comparison).object('Release', document, release, '');
    return comparison;
  }

  private select(type: GraphQLNamedType, value: Json, into: Selection): void {
    if (Array.isArray(value)) return value.forEach((each) => this.select(type, each, into));
    if (!isObject(value)) return;
    for (const [key, inner] of Object.entries(value)) {
      const field = fieldOf(this.schema, type.name, key);
      if (!field) continue;
      const nested = into.get(field.name) ?? new Map<string, Selection>();
      into.set(field.name, nested);
      if (!isLeafType(getNamedType(field.type)))
        this.select(this.schema.getType(itemOf(this.schema, field))!, inner, nested);
    }
  }

  private print(typeName: string, selection: Selection): string {
    const parts = [...selection].map(([name, nested]) => {
      const field = fieldsOf(this.schema, typeName)[name]!;
      if (isLeafType(getNamedType(field.type))) return name;
      const item = itemOf(this.schema, field);
      if (!isConnection(field)) return `${name} ${this.print(item, nested)}`;
      const inner = this.print(item, nested);
      return `${name}(first: 100) { ${item.endsWith('Edge') ? 'edges' : 'nodes'} ${inner} }`;
    });
    return `{ ${parts.join(' ') || '__typename'} }`;
  }
}

class Walk {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly found: { equal: Leaf[]; different: Leaf[]; fields: Set<string> },
  ) {}

  object(typeName: string, value: JsonObject, answer: Answer, path: string): void {
    for (const [key, inner] of Object.entries(value)) {
      const field = fieldOf(this.schema, typeName, key);
      const below = path === '' ? key : `${path}/${key}`;
      if (field) this.field(field, `${typeName}.${field.name}`, inner, answer?.[field.name], below);
      else this.lost(inner, below);
    }
  }

  private field(field: Field, coordinate: string, value: Json, answer: Answer, path: string): void {
    if (isLeafType(getNamedType(field.type))) return this.leaves(field, coordinate, value, answer, path);
    const item = itemOf(this.schema, field);
    const isList = !field.isSingle && (isConnection(field) || isListType(getNullableType(field.type)));
    const answers: Answer[] = isConnection(field) ? (answer?.edges ?? answer?.nodes) : answer;
    if (value === null)
      return this.leaf(null, isList || field.isSingle ? (answers?.[0] ?? null) : answer, path, coordinate);
    if (!isList && isObject(value)) return this.object(item, value, field.isSingle ? answers?.[0] : answer, path);
    if (!isList || !Array.isArray(value)) return this.lost(value, path);
    let place = 0;
    value.forEach((each, i) => {
      if (isObject(each)) this.object(item, each, answers?.[place++], `${path}/${i}`);
      else if (each !== null) this.lost(each, `${path}/${i}`);
    });
  }

  /** A field of plain values, whose answer lacks those that the field cannot hold. */
  private leaves({ type }: Field, coordinate: string, value: Json, answer: Answer, path: string): void {
    const named = getNamedType(type);
    const published = (each: Json) => {
      if (isEnumType(named) && typeof each === 'string') return screaming(each);
      return coordinate.endsWith('.localId') && Number.isInteger(each) ? String(each) : each; // OCDS lets an id be either
    };
    if (named.name === 'JSON') return this.leaf(value, answer ?? null, path, coordinate);
    if (!isListType(getNullableType(type)) || !Array.isArray(value)) {
      if (typeof value === 'object' && value !== null) return this.lost(value, path);
      return this.leaf(published(value), answer, path, coordinate);
    }
    let place = 0;
    value.forEach((each, i) => {
      if (each === null) return;
      if (typeof each === 'object') return this.lost(each, `${path}/${i}`);
      const at = ((answer ?? []) as Json[]).indexOf(published(each), place);
      if (at >= 0) place = at + 1;
      this.leaf(published(each), at < 0 ? undefined : (answer as Json[])[at], `${path}/${i}`, coordinate);
    });
  }

  private leaf(value: Json, answer: Answer, path: string, coordinate: string): void {
    const isEqual = isDeepStrictEqual(plain(value), plain(answer ?? null));
    this.found[isEqual ? 'equal' : 'different'].push({ path, value, answer });
    if (isEqual && value !== null) this.found.fields.add(coordinate);
  }

  /** Every leaf of what has no place in the graph. */
  private lost(value: Json, path: string): void {
    if (typeof value !== 'object' || value === null) this.found.different.push({ path, value, answer: undefined });
    else for (const [key, inner] of Object.entries(value)) this.lost(inner, `${path}/${key}`);
  }
}

/** As JSON carries it: graphql-js makes objects without a prototype, and -0 is 0. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

/** `percentageExact` is PERCENTAGE_EXACT. */
const screaming = (code: string): string => code.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();

type Field = GraphQLField<unknown, unknown> & { isSingle?: boolean };

const fieldsOf = (schema: GraphQLSchema, typeName: string): Record<string, Field> => {
  const type = schema.getType(typeName);
  return isObjectType(type) ? type.getFields() : {};
};

/** The field for a property of the document. A buyer is the first of the buyers, for there its own words are kept. */
function fieldOf(schema: GraphQLSchema, typeName: string, property: string): Field | undefined {
  const fields = fieldsOf(schema, typeName);
  if (typeName === 'Release' && property === 'buyer') return { ...fields.buyers!, isSingle: true };
  if (typeName.endsWith('Edge') && (property === 'cursor' || property === 'node')) return undefined;
  if (OURS.has(property) && !(typeName === 'Release' && property === 'ocid')) return undefined;
  const name = property === 'id' ? 'localId' : property;
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** Fields that are ours, not the document's, whatever a publisher calls so. */
const OURS = new Set(['ocid', 'localId', '__typename']);

const isConnection = (field: Field): boolean => getNamedType(field.type).name.endsWith('Connection');

/** The type that holds what the document says of one object: an edge where it has words of its own, else the node. */
function itemOf(schema: GraphQLSchema, field: Field): string {
  const named = getNamedType(field.type).name;
  if (!isConnection(field)) return named;
  const edge = getNamedType(fieldsOf(schema, named).edges!.type).name;
  const hasWords = Object.keys(fieldsOf(schema, edge)).length > 2;
  return hasWords ? edge : getNamedType(fieldsOf(schema, named).nodes!.type).name;
}
