import { type GraphQLInputObjectType, getNamedType, isEnumType } from 'graphql';
import type { Json, JsonObject } from '../../src/ocds/json';
import { objectIn, objectsIn, type Thing } from './model';

/*
 * What a filter means, read off the descriptions in the schema, over plain JSON. Logic has two values.
 */

export type Given = Record<string, any>;

export const fieldType = (type: GraphQLInputObjectType, key: string): GraphQLInputObjectType =>
  getNamedType(type.getFields()[key]!.type) as GraphQLInputObjectType;

/** Whether a filter of that input type holds of an object. */
export function holds(type: GraphQLInputObjectType, filter: Given, thing: Thing): boolean {
  return logic(
    filter,
    (each) => holds(type, each, thing),
    (key, value) => {
      const inner = fieldType(type, key);
      const end = thing.edges[key] ?? (isNode(inner) ? null : undefined);
      if (end === undefined) return ofField(inner, value, own(thing, key));
      if (Array.isArray(end))
        return quantified(value, (each) => (one) => holds(fieldType(inner, 'some'), each, one), end);
      return end !== null && holds(inner, value, end);
    },
  );
}

/** Whether a filter is one of objects at the end of an edge, which this object may have none of. */
const isNode = (type: GraphQLInputObjectType): boolean =>
  !!type.getFields().id && !!type.getFields().and && !!type.getFields().localId;

/** The published value of a field. */
export function own(thing: Thing, key: string): Json | undefined {
  if (key === 'id') return thing.id;
  if (key === 'ocid') return decodeURIComponent(thing.id.split('/', 1)[0]!);
  return published(thing.json, key);
}

const published = (json: JsonObject, key: string): Json | undefined => json[key === 'localId' ? 'id' : key];

function ofField(type: GraphQLInputObjectType, filter: Given, value: Json | undefined): boolean {
  const fields = type.getFields();
  if (fields.some && fields.every)
    return quantified(
      filter,
      (each) => (one: JsonObject) => inPart(fieldType(type, 'some'), each, one),
      objectsIn(value),
    );
  if (fields.hasSome) return inList(type, filter, value);
  if (fields.isNull) return compares(type, filter, scalar(type, value));
  return inPart(type, filter, objectIn(value) ?? {});
}

function inPart(type: GraphQLInputObjectType, filter: Given, json: JsonObject): boolean {
  return logic(
    filter,
    (each) => inPart(type, each, json),
    (key, value) => ofField(fieldType(type, key), value, published(json, key)),
  );
}

const logic = (filter: Given, self: (each: Given) => boolean, leaf: (key: string, value: Given) => boolean): boolean =>
  Object.entries(filter).every(([key, value]) => {
    if (key === 'and') return (value as Given[]).every(self);
    if (key === 'or') return (value as Given[]).some(self);
    return key === 'not' ? !self(value) : leaf(key, value);
  });

const quantified = <T>(filter: Given, like: (each: Given) => (one: T) => boolean, list: readonly T[]): boolean =>
  Object.entries(filter).every(([key, value]) => {
    if (key === 'some') return list.some(like(value));
    return key === 'none' ? !list.some(like(value)) : list.every(like(value));
  });

type Scalar = string | number | boolean | null;

/** A published value as its type holds it; text and times compare as texts, flags and numbers as numbers. */
export function scalar(type: GraphQLInputObjectType, value: Json | undefined): Scalar {
  if (value === undefined || value === null || typeof value === 'object') return null;
  const of = getNamedType((type.getFields().eq ?? type.getFields().has)!.type);
  if (isEnumType(of))
    return typeof value === 'string'
      ? coded(
          of.getValues().map(({ name }) => name),
          value,
        )
      : null;
  if (of.name === 'Boolean') return /^(true|false)$/i.test(String(value)) ? /^true$/i.test(String(value)) : null;
  if (of.name === 'String' || of.name === 'ID') return String(value);
  if (of.name === 'DateTime') return typeof value === 'string' ? time(value) : null;
  const number =
    typeof value === 'string' && value.trim() === '' ? NaN : typeof value === 'boolean' ? NaN : Number(value);
  const fits = of.name === 'Int' ? number === (number | 0) : Number.isFinite(number);
  return fits ? number : null;
}

const coded = (values: readonly string[], code: string): string | null => {
  const name = code
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
  return values.includes(name) ? name : null;
};

/** A date alone, or a time without a zone, is in UTC. */
export function time(text: string): string | null {
  const iso = text
    .trim()
    .replace(' ', 'T')
    .replace(/(\.\d{3})\d+/, '$1');
  const parsed = new Date(/T.*(Z|[+-]\d\d:?\d\d)$/i.test(iso) || !iso.includes('T') ? iso : `${iso}Z`);
  return Number.isNaN(parsed.getTime()) ? null : parsed.toISOString();
}

/** By UTF-8, missing values last. */
export function order(a: Scalar, b: Scalar): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b as string));
  return Number(a) - Number(b);
}

function compares(type: GraphQLInputObjectType, filter: Given, value: Scalar): boolean {
  const isTime = getNamedType(type.getFields().eq!.type).name === 'DateTime';
  const read = (given: Scalar): Scalar => (isTime ? time(given as string) : given);
  const fold = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return Object.entries(filter).every(([operator, given]) => {
    if (operator === 'isNull') return (value === null) === given;
    if (value === null) return false;
    const by = (other: Scalar): number => order(value, read(other));
    switch (operator) {
      case 'eq':
        return by(given) === 0;
      case 'ne':
        return by(given) !== 0;
      case 'lt':
        return by(given) < 0;
      case 'lte':
        return by(given) <= 0;
      case 'gt':
        return by(given) > 0;
      case 'gte':
        return by(given) >= 0;
      case 'in':
        return given.some((each: Scalar) => by(each) === 0);
      case 'notIn':
        return !given.some((each: Scalar) => by(each) === 0);
      case 'between':
        return (given.from === undefined || by(given.from) >= 0) && (given.to === undefined || by(given.to) <= 0);
      case 'startsWith':
        return fold(value as string).startsWith(fold(given));
      case 'contains':
        return fold(value as string).includes(fold(given));
      default:
        throw new Error(`the reference does not know ${operator}`);
    }
  });
}

function inList(type: GraphQLInputObjectType, filter: Given, value: Json | undefined): boolean {
  const list = value === undefined || value === null ? null : [value].flat().map((each) => scalar(type, each));
  return Object.entries(filter).every(([operator, given]) => {
    if (operator === 'isNull') return (list === null) === given;
    if (list === null) return false;
    if (operator === 'has') return list.includes(given);
    return operator === 'hasSome'
      ? given.some((each: Scalar) => list.includes(each))
      : given.every((each: Scalar) => list.includes(each));
  });
}
