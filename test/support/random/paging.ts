import * as entities from '../../../src/entities';
import { EDGES } from '../../../src/entities/edges';
import type { Class } from '../../../src/entities/registry';
import type { Edge } from '../../../src/entities/relation';
import { orderTerms, type OrderInput } from '../../../src/query/orderKeys';
import { encodeCursor, SEARCH } from '../../../src/query/cursor';
import { listName, positionKinds } from '../../../src/query/list';
import type { OrderTerm } from '../../../src/query/order';
import type { Chance } from './Chance';
import type { Args } from './inputs';
import type { Pool } from './Pool';

/** What a list is of: the edge that it is at the end of, or the class that it is all of; a search is of none. */
export interface Listed {
  readonly edge?: Edge;
  readonly type?: Class;
}

const CLASSES = new Map<string, Class>(entities.ENTITIES.map((type) => [type.name, type]));

/** The list that a field of a type gives. */
export function listedBy(parent: string, field: string, of: string): Listed {
  const edge = EDGES.find(({ from, name }) => from.name === parent && name === field);
  const type = CLASSES.get(of);
  return edge ? { edge, type: edge.to } : type ? { type } : {};
}

/** Pages of lists, and cursors as the server gives them out: of places where objects are, and of others. */
export class Paging {
  constructor(private readonly pool: Pool) {}

  page(chance: Chance, list: Listed | undefined, args: Args, hasLast: boolean, room: number): Args {
    if (chance.permille(12)) return this.wrong(chance, hasLast);
    const backward = hasLast && chance.permille(300);
    const page: Args = {};
    const size = chance.between(1, Math.min(room, 5));
    if (backward || room < 20 || chance.permille(700)) page[backward ? 'last' : 'first'] = size;
    if (list && chance.permille(backward ? 450 : 200))
      page[backward ? 'before' : 'after'] = this.cursor(chance, list, args);
    return page;
  }

  private wrong(chance: Chance, hasLast: boolean): Args {
    const cursor = chance.of(['', 'AAAA', encodeCursor('Release', ['x', 1]), 'é']);
    const any: Args[] = [{ first: 0 }, { first: 101 }, { first: -1 }, { first: 2, after: cursor }];
    const both: Args[] = [
      { first: 1, last: 1 },
      { last: 0 },
      { first: 1, before: cursor },
      { last: 1, before: cursor },
    ];
    return chance.of(hasLast ? [...any, ...both] : any);
  }

  private cursor(chance: Chance, { type, edge }: Listed, { orderBy }: Args): string {
    const id = (): string => chance.of(this.pool.ids(type?.name ?? chance.of(this.pool.types())).concat('m'));
    const date = (): string => new Date(Date.UTC(2026, 0, 1) + chance.between(-99, 999) * 43_200_000).toISOString();
    if (!type) return encodeCursor(SEARCH, [chance.between(0, 1), date(), id()]);
    const terms = termsOf(type, orderBy as OrderInput[] | undefined);
    if (!terms) return 'of no order';
    const kinds = positionKinds(type, edge, terms);
    const position = kinds.map((kind, i) => {
      const term = terms[i];
      if (term && chance.permille(100)) return null;
      if (kind === 'integer') return chance.between(0, 3);
      if (!term) return id();
      const name = term.key.by === 'field' ? term.key.path.at(-1)! : 'amount';
      const seen = this.pool.of(name).filter((each) => typeof each === kind);
      if (kind === 'number') return Number(chance.of([...seen, 0]));
      return /date/i.test(name) ? date() : String(chance.of([...seen, 'm']));
    });
    return encodeCursor(listName(type, edge, terms), position);
  }
}

/** Undefined for what is no order: of a sum without a currency. */
function termsOf(type: Class, orderBy: readonly OrderInput[] | undefined): OrderTerm[] | undefined {
  try {
    return orderTerms(
      type,
      (orderBy ?? []).map((each) => ({ ...each, direction: each.direction ?? 'ASC' })),
    );
  } catch {
    return undefined;
  }
}
