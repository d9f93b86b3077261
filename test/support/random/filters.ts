import fc from 'fast-check';
import { getNamedType, isEnumType, isInputObjectType, type GraphQLInputObjectType } from 'graphql';
import type { Json } from '../../../src/ocds/json';
import { fieldType, type Given } from '../evaluate';
import type { Chance } from './Chance';
import { CHARACTER } from './character';
import type { Pool } from './Pool';

/** Filters made from the schema, with values of the data so that they find something, and others so that they do not. */
export class RandomFilters {
  /** @param knows whether a condition of a filter of `of` may be used; all may if nothing is said. */
  constructor(
    private readonly pool: Pool,
    private readonly knows: (type: GraphQLInputObjectType, of: string, key: string) => boolean = () => true,
  ) {}

  /** A filter of the input type of a class or of a part. */
  filter(chance: Chance, type: GraphQLInputObjectType, depth = 0): Given {
    const of = type.name.slice(0, -'Filter'.length);
    const keys = Object.keys(type.getFields()).filter((key) => !LOGIC.includes(key) && this.knows(type, of, key));
    const filter: Given = {};
    for (let n = chance.between(depth === 0 ? 1 : 0, 2); n > 0; n--) {
      const logic = depth < 3 && chance.permille(500) ? chance.of(LOGIC) : undefined;
      if (logic === 'not') filter.not = this.filter(chance, type, depth + 1);
      else if (logic) filter[logic] = repeat(chance.between(0, 2), () => this.filter(chance, type, depth + 1));
      else {
        const key = chance.of(keys);
        filter[key] = this.field(chance, fieldType(type, key), of, key, depth + 1);
      }
    }
    return filter;
  }

  private field(chance: Chance, type: GraphQLInputObjectType, of: string, key: string, depth: number): unknown {
    if (!isInputObjectType(type)) return this.code(chance);
    const fields = type.getFields();
    if (fields.some)
      return { [chance.of(['some', 'none', 'every'])]: this.filter(chance, fieldType(type, 'some'), depth) };
    if (!fields.isNull) return this.filter(chance, type, depth);
    const operator = chance.of(Object.keys(fields));
    if (operator === 'isNull') return { isNull: chance.permille(500) };
    const value = (): unknown => this.value(chance, type, of, key);
    if (operator === 'between') {
      const ends = ['from', 'to'].filter(() => chance.permille(750));
      return { between: Object.fromEntries(ends.map((end) => [end, value()])) };
    }
    const many = ['in', 'notIn', 'hasSome', 'hasEvery'].includes(operator);
    return { [operator]: many ? repeat(chance.between(0, 3), value) : value() };
  }

  /** What `under` takes: a code, or the beginning of one. */
  private code(chance: Chance): string {
    const codes = this.pool.of('code').filter((each) => /^(\d{8}|[A-Z]{2}[A-Z0-9]{0,3})$/.test(String(each)));
    const code = codes.length > 0 ? String(chance.of(codes)) : 'UKG';
    return /^\d/.test(code) ? code.slice(0, chance.between(2, 5)).padEnd(8, '0') : code.slice(0, chance.between(2, 5));
  }

  private value(chance: Chance, type: GraphQLInputObjectType, of: string, key: string): unknown {
    const named = getNamedType((type.getFields().eq ?? type.getFields().has)!.type);
    if (isEnumType(named)) return chance.of(named.getValues()).name;
    if (named.name === 'Boolean') return chance.permille(500);
    const pool = key === 'id' && this.pool.ids(of).length > 0 ? this.pool.ids(of) : valuesOf(this.pool, key);
    const seen = pool.length > 0 ? chance.of(pool) : undefined;
    if (named.name === 'Int') return Number.isInteger(seen) ? (seen as number) % 2 ** 31 : chance.from(WHOLE);
    if (named.name === 'Float')
      return typeof seen === 'number' ? seen + chance.of([0, 0, 0.5, -1]) : chance.from(DECIMAL);
    if (named.name === 'DateTime') return timeLike(chance, seen);
    if (typeof seen !== 'string') return chance.from(TEXT);
    const length = chance.of([Infinity, Infinity, 1, 4]);
    const part = [...seen].slice(chance.permille(300) ? 1 : 0, length).join('');
    return chance.permille(500) ? part : part.toUpperCase();
  }
}

const WHOLE = fc.integer();
const DECIMAL = fc.double({ noNaN: true, noDefaultInfinity: true });
const TEXT = fc.string({ unit: CHARACTER, maxLength: 4 });

const LOGIC = ['and', 'or', 'not'];

const repeat = <T>(times: number, make: () => T): T[] => Array.from({ length: times }, make);

/** The published values of a field. */
export const valuesOf = (pool: Pool, field: string): readonly Json[] => pool.of(field === 'localId' ? 'id' : field);

/** The same instant in another zone, or another one. */
export function timeLike(chance: Chance, seen: Json | undefined): string {
  const at = new Date(typeof seen === 'string' ? seen : Date.UTC(2026, 0, 1));
  if (Number.isNaN(at.getTime()) || at.getUTCFullYear() < 1 || at.getUTCFullYear() > 9998) return '2026-01-01';
  const hours = chance.between(-12, 14);
  const moved = new Date(at.getTime() + hours * 3_600_000 + chance.of([0, 0, 1000]));
  const zone = `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`;
  return chance.permille(200) ? at.toISOString().slice(0, 10) : moved.toISOString().slice(0, 23) + zone;
}
