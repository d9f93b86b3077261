import fc from 'fast-check';
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  type GraphQLInputObjectType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { Json, JsonObject } from '../../src/ocds/json';
import { fieldType, type Given } from './evaluate';
import type { Thing } from './model';

type Gen = fc.GeneratorValue;

/** Filters made from the schema, with values of the data so that they find something, and others so that they do not. */
export class RandomFilters {
  private readonly values = new Map<string, Json[]>();
  private readonly edges = new Map<string, Set<string>>();

  constructor(
    private readonly schema: GraphQLSchema,
    things: ReadonlyMap<string, Thing[]>,
  ) {
    for (const [type, all] of things) {
      this.values.set(
        `${type}.id`,
        all.map(({ id }) => id),
      );
      this.edges.set(type, new Set(all.flatMap(({ edges }) => Object.keys(edges))));
      for (const { json } of all) this.collect(json);
    }
  }

  /** A filter of the input type of a class, or of a part where `of` is undefined. */
  filter(g: Gen, type: GraphQLInputObjectType, of: string | undefined, depth = 0): Given {
    const keys = Object.keys(type.getFields()).filter((key) => this.isKnown(type, of, key));
    const filter: Given = {};
    for (let n = g(fc.integer, { min: depth === 0 ? 1 : 0, max: 2 }); n > 0; n--) {
      const logic = depth < 3 ? g(fc.constantFrom, undefined, undefined, undefined, 'and', 'or', 'not') : undefined;
      if (logic === 'not') filter.not = this.filter(g, type, of, depth + 1);
      else if (logic)
        filter[logic] = [0, 1].slice(g(fc.nat, { max: 2 })).map(() => this.filter(g, type, of, depth + 1));
      else {
        const key = g(fc.constantFrom, ...keys);
        filter[key] = this.field(g, fieldType(type, key), of, key, depth + 1);
      }
    }
    return filter;
  }

  private isKnown(type: GraphQLInputObjectType, of: string | undefined, key: string): boolean {
    if (['and', 'or', 'not', 'under'].includes(key)) return false;
    const inner = fieldType(type, key);
    const leadsTo = isInputObjectType(inner) && (inner.getFields().some ? fieldType(inner, 'some') : inner);
    const isNode = of !== undefined && leadsTo && !!(leadsTo.getFields().id && leadsTo.getFields().and);
    const isConnection = of !== undefined && this.isConnection(of, key);
    return (!isNode && !isConnection) || !!this.edges.get(of)?.has(key);
  }

  private isConnection(of: string, key: string): boolean {
    const field = (this.schema.getType(of) as GraphQLObjectType).getFields()[key];
    return !!field && getNamedType(field.type).name.endsWith('Connection');
  }

  private field(g: Gen, type: GraphQLInputObjectType, of: string | undefined, key: string, depth: number): Given {
    const fields = type.getFields();
    if (fields.some) {
      const quantifier = g(fc.constantFrom, 'some', 'none', 'every');
      const inner = fieldType(type, 'some');
      return { [quantifier]: this.filter(g, inner, this.classOf(inner), depth) };
    }
    if (!fields.isNull) return this.filter(g, type, this.classOf(type), depth);
    const operator = g(fc.constantFrom, ...Object.keys(fields));
    if (operator === 'isNull') return { isNull: g(fc.boolean) };
    const value = (): unknown => this.value(g, type, of, key);
    if (operator === 'between') {
      const end = (): unknown => (g(fc.nat, { max: 3 }) === 0 ? undefined : value());
      return { between: JSON.parse(JSON.stringify({ from: end(), to: end() })) as Given };
    }
    const many = ['in', 'notIn', 'hasSome', 'hasEvery'].includes(operator);
    return { [operator]: many ? [0, 1, 2].slice(g(fc.nat, { max: 3 })).map(value) : value() };
  }

  private classOf(type: GraphQLInputObjectType): string | undefined {
    const name = type.name.slice(0, -'Filter'.length);
    return this.edges.has(name) ? name : undefined;
  }

  private value(g: Gen, type: GraphQLInputObjectType, of: string | undefined, key: string): unknown {
    const named = getNamedType((type.getFields().eq ?? type.getFields().has)!.type);
    if (isEnumType(named)) return g(fc.constantFrom, ...named.getValues().map(({ name }) => name));
    if (named.name === 'Boolean') return g(fc.boolean);
    const property = key === 'localId' ? 'id' : key;
    const pool = (key === 'id' && of ? this.values.get(`${of}.id`) : this.values.get(property)) ?? [];
    const seen = pool.length > 0 ? pool[g(fc.nat, { max: pool.length - 1 })] : undefined;
    if (named.name === 'Int') return Number.isInteger(seen) ? (seen as number) % 2 ** 31 : g(fc.integer);
    if (named.name === 'Float')
      return typeof seen === 'number'
        ? seen + g(fc.constantFrom, 0, 0, 0.5, -1)
        : g(fc.double, { noNaN: true, noDefaultInfinity: true });
    if (named.name === 'DateTime') return this.time(g, seen);
    if (typeof seen !== 'string') return g(fc.string, { unit: 'binary', maxLength: 4 });
    const [from, length] = [g(fc.nat, { max: 2 }), g(fc.constantFrom, Infinity, Infinity, 1, 4)];
    const part = [...seen].slice(from === 2 ? 1 : 0, length).join('');
    return g(fc.boolean) ? part : part.toUpperCase();
  }

  /** The same instant in another zone, or another one. */
  private time(g: Gen, seen: Json | undefined): string {
    const at = new Date(typeof seen === 'string' ? seen : Date.UTC(2026, 0, 1));
    if (Number.isNaN(at.getTime())) return '2026-01-01';
    const hours = g(fc.integer, { min: -12, max: 14 });
    const moved = new Date(at.getTime() + hours * 3_600_000 + g(fc.constantFrom, 0, 0, 1000));
    const zone = `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`;
    return g(fc.nat, { max: 4 }) === 0 ? at.toISOString().slice(0, 10) : moved.toISOString().slice(0, 23) + zone;
  }

  private collect(json: JsonObject): void {
    for (const [key, value] of Object.entries(json)) {
      for (const each of [value].flat())
        if (typeof each === 'object' && each !== null) this.collect(each as JsonObject);
        else if (each !== null) this.values.set(key, [...(this.values.get(key) ?? []).slice(-500), each]);
    }
  }
}
