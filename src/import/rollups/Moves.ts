import { Alike } from './Alike';
import { WITH_EXTREMES, type Changes, type List, type Moving } from './Changes';

/** The objects of a class that come or go in a transaction, on their way to the groups of all lists. */
export class Moves {
  private readonly alike: Alike;
  private readonly others: readonly List[];
  /** Objects that went with a release that is replaced, by id: most come back with what takes its place. */
  private readonly gone = new Map<unknown, Moving>();

  /**
   * @param shared the places of dimensions of so few values that most objects share theirs with many.
   * @param lists all lists of the class.
   */
  constructor(
    shared: readonly number[],
    private readonly lists: readonly List[],
  ) {
    const isShared = ({ places, shape }: List): boolean =>
      shape === WITH_EXTREMES && places.every((place) => shared.includes(place));
    this.alike = new Alike(shared, lists.filter(isShared));
    this.others = lists.filter((list) => !isShared(list));
  }

  add(object: Moving, changes: Changes): void {
    if (object.move === 'added') return this.comeBack(object, changes);
    if (object.move === 'removed') return void this.gone.set(object.id, object);
    this.alike.add(object);
    for (const list of this.others) changes.add(list, object);
  }

  /** Adds what is not in its groups yet. */
  end(changes: Changes): void {
    this.alike.addTo(changes);
    for (const object of this.gone.values()) for (const list of this.lists) changes.add(list, object);
  }

  /** An object that was there before changes no list by what is the same about it. */
  private comeBack(object: Moving, changes: Changes): void {
    const before = this.gone.get(object.id);
    this.gone.delete(object.id);
    const same = before && addTheSame(before, object) ? sameValues(before, object) : [];
    for (const list of this.lists) {
      if (before && same.length > 0 && list.places.every((place) => same[place])) continue;
      if (before) changes.add(list, before);
      changes.add(list, object);
    }
  }
}

const addTheSame = (one: Moving, other: Moving): boolean =>
  one.kind === other.kind && one.amounts.net === other.amounts.net && one.amounts.gross === other.amounts.gross;

/** Of each dimension whether the values are the same. */
const sameValues = (one: Moving, other: Moving): boolean[] =>
  one.numbers.map((values, place) => {
    const others = other.numbers[place]!;
    return values.length === others.length && values.every((value, i) => value === others[i]);
  });
