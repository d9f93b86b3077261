import fc from 'fast-check';
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  type GraphQLArgument,
  type GraphQLInputObjectType,
  type GraphQLInputType,
} from 'graphql';
import type { Json } from '../../../src/ocds/json';
import { keysOfSchema } from '../../../src/server/entityKeys';
import { theSchema } from '../graph';
import type { Chance } from './Chance';
import { CHARACTER } from './character';
import { RandomFilters, timeLike } from './filters';
import { Paging, type Listed } from './paging';
import type { Pool } from './Pool';

export type Args = Record<string, unknown>;

/** What is asked for by arguments, for the selection below. */
export interface Asked {
  readonly args: Args;
  /** How many objects come at most, where it is a list. */
  readonly size: number;
  /** The types of the objects that are asked for by id. */
  readonly types: readonly string[];
}

/** Arguments of the fields of the schema, by their names and types, with values of the data. */
export class RandomInputs {
  private readonly filters: RandomFilters;
  private readonly paging: Paging;

  constructor(private readonly pool: Pool) {
    this.filters = new RandomFilters(pool);
    this.paging = new Paging(pool);
  }

  /** @param room how many objects there may be at most. */
  args(chance: Chance, given: readonly GraphQLArgument[], list: Listed | undefined, room: number): Asked {
    const args: Args = {};
    const types: string[] = [];
    const has = (name: string): boolean => given.some((each) => each.name === name);
    for (const { name, type, defaultValue } of given) {
      const needed = type !== getNullableType(type) && defaultValue === undefined;
      if (!PAGES.has(name) && (needed || chance.permille(OFTEN[name] ?? 300)))
        args[name] = this.argument(chance, name, type, types);
    }
    const isPaged = has('after');
    if (isPaged) Object.assign(args, this.paging.page(chance, list, args, has('last'), room));
    else if (has('first') && chance.permille(600)) args.first = chance.permille(20) ? 0 : chance.between(1, 5);
    const listed = [args.ids, args.representations].find(Array.isArray);
    return { args, size: isPaged ? sizeOf(args) : (listed?.length ?? 1), types };
  }

  private argument(chance: Chance, name: string, type: GraphQLInputType, types: string[]): unknown {
    switch (name) {
      case 'ocid':
        return this.unknown(chance) ?? chance.of(this.pool.of('ocid'));
      case 'id':
        return this.id(chance, types);
      case 'ids':
        return Array.from({ length: chance.between(0, 4) }, () => this.id(chance, types));
      case 'representations':
        return Array.from({ length: chance.between(chance.permille(50) ? 0 : 1, 4) }, () =>
          this.representation(chance, types),
        );
      case 'text':
        return this.search(chance);
      case 'filter':
        return this.filters.filter(chance, getNamedType(type) as GraphQLInputObjectType);
      case 'by':
        return chance.some(values(type), chance.permille(300) ? 2 : 1);
      default:
        return this.value(chance, name, type);
    }
  }

  /** A value of any type. */
  private value(chance: Chance, name: string, type: GraphQLInputType): unknown {
    const of = getNullableType(type);
    if (isListType(of)) return Array.from({ length: chance.between(0, 2) }, () => this.value(chance, name, of.ofType));
    if (isEnumType(of)) return chance.of(values(of));
    if (isInputObjectType(of)) return this.object(chance, of);
    if (of.toString() === 'Boolean') return chance.permille(500);
    if (of.toString() === 'DateTime')
      return chance.permille(10) ? 'yesterday' : timeLike(chance, chance.of(this.pool.of('date')));
    if (name === 'currency') return chance.of(['GBP', 'GBP', 'EUR']);
    throw new Error(`nothing is known of ${name}: ${String(type)}`);
  }

  /** All fields that are needed, some of the others; an order by a sum takes its currency with it. */
  private object(chance: Chance, type: GraphQLInputObjectType): Args {
    const made: Args = {};
    for (const { name, type: of, defaultValue } of Object.values(type.getFields())) {
      const isSum = name === 'currency' && String(made.by).includes('SUM_') && chance.permille(970);
      const needed = of !== getNullableType(of) && defaultValue === undefined;
      if (needed || isSum || chance.permille(300)) made[name] = this.value(chance, name, of);
    }
    return made;
  }

  private unknown(chance: Chance): string | undefined {
    return chance.permille(40) ? chance.from(UNKNOWN) : undefined;
  }

  private id(chance: Chance, types: string[]): string {
    const type = chance.of(this.pool.types());
    types.push(type);
    return this.unknown(chance) ?? chance.of(this.pool.ids(type));
  }

  private representation(chance: Chance, types: string[]): Record<string, Json> {
    const all = Object.entries(keysOfSchema(theSchema())).filter(([type]) => this.pool.objects(type).length > 0);
    const [type, keys] = chance.of(all);
    types.push(type);
    const object = chance.of(this.pool.objects(type));
    const whole = keys.filter((key) => key.every((field) => typeof object[field] === 'string' && object[field] !== ''));
    const key = chance.of(whole);
    return { __typename: type, ...Object.fromEntries(key.map((field) => [field, object[field]!])) };
  }

  private search(chance: Chance): string {
    const texts = ['title', 'name', 'description'].flatMap((each) => this.pool.of(each));
    const words = String(chance.of(texts))
      .split(/[\s"*]+/)
      .filter((word) => word.length > 1);
    const first = chance.between(0, Math.max(0, words.length - 2));
    const [word = 'works', next] = words.slice(first);
    if (chance.permille(15)) return chance.from(ODD);
    return chance.of([word, word, word.slice(0, 3) + '*', next ? `"${word} ${next}"` : word, `${word} ${next ?? ''}`]);
  }
}

const ODD = fc.string({ unit: CHARACTER, maxLength: 5 });
const UNKNOWN = fc.oneof(ODD, fc.constantFrom('/', '/tender/lots/1', 'ocds-unknown/lots', 'GB-PPON-', 'a//b', 'a/%2F'));

/** How often of 1,000 times an argument is given that need not be. */
const OFTEN: Record<string, number> = { filter: 220, orderBy: 300, types: 200 };
const PAGES = new Set(['first', 'after', 'last', 'before']);

const values = (type: GraphQLInputType): string[] => {
  const named = getNamedType(type);
  return isEnumType(named) ? named.getValues().map(({ name }) => name) : [];
};

const sizeOf = ({ first, last }: Args): number => Math.max(1, ((first ?? last ?? 20) as number) | 0);
