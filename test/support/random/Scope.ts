import type { GraphQLField, GraphQLOutputType } from 'graphql';
import type { Listed } from './paging';

type Field = GraphQLField<unknown, unknown>;

/** A field in the answer: what it is called there, how it is written, and what is below. */
export interface Placed {
  readonly key: string;
  readonly field: Field;
  /** The arguments as written. */
  readonly args: string;
  /** Where what is selected below it stands. */
  readonly below: Place;
}

/** Where a selection stands. */
export interface Place {
  readonly scope: Scope;
  /** How many levels there may be below. */
  readonly levels: number;
  /** How many objects there may be at the end of a branch, for each object here. */
  readonly room: number;
  /** The types of the objects here, where they were asked for by id. */
  readonly types: readonly string[];
  /** The list that a connection or its groups are a page of. */
  readonly list?: Listed | undefined;
}

/**
 * What is selected of one object of the answer so far, over all selections that are merged there, so that no two fields
 * of one name contradict each other (https://spec.graphql.org/October2021/#sec-Field-Selection-Merging).
 */
export class Scope {
  private readonly placed = new Map<string, { parent: string; type: GraphQLOutputType; placed: Placed }[]>();
  private readonly reserved = new Set<string>();

  /** The place of a field under that name; undefined where the name is taken by another. */
  place(key: string, parent: string, field: Field, args: string, below: Omit<Place, 'scope'>): Placed | undefined {
    if (this.reserved.has(key)) return undefined;
    const there = this.placed.get(key) ?? [];
    const same = there.find(({ placed }) => placed.field.name === field.name && placed.args === args);
    // Fields of different objects never meet, but must look alike.
    const fits = there.every(
      (each) => String(each.type) === String(field.type) && (each.parent !== parent || each.placed === same?.placed),
    );
    if (!fits) return undefined;
    const scope = there[0]?.placed.below.scope ?? new Scope();
    const placed: Placed = same?.placed ?? { key, field, args, below: { ...below, scope } };
    if (!there.some((each) => each.parent === parent))
      this.placed.set(key, [...there, { parent, type: field.type, placed }]);
    return placed;
  }

  /** Fields of a type that are here already, to be selected again. */
  of(parent: string): Placed[] {
    return [...this.placed.values()].flat().flatMap((each) => (each.parent === parent ? [each.placed] : []));
  }

  keys(): string[] {
    return [...this.placed.keys(), ...this.reserved];
  }

  /** Takes the names of a fragment that is spread here; false if one of them is taken. */
  reserve(keys: readonly string[]): boolean {
    const taken = this.keys();
    if (keys.some((key) => taken.includes(key))) return false;
    for (const key of keys) this.reserved.add(key);
    return true;
  }
}
