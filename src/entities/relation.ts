import { nodeOf, type Class } from './registry';

/** A join table, or a row in between, and the columns by which one comes in and goes out. */
export interface Hop {
  readonly type: Class;
  readonly enter: string;
  readonly leave: string;
  /** A column that is the same wherever `leave` is set, and has an index. */
  readonly indexed?: string;
}

/** One direction of a relation: from rows of one class to rows of another. */
export interface Edge {
  readonly from: Class;
  readonly name: string;
  readonly to: Class;
  readonly many: boolean;
  readonly description: string;
  /** Column of `from` that starts the walk, and column of `to` that ends it. */
  readonly fromKey: string;
  readonly toKey: string;
  readonly through?: Hop;
  /** A column of `to` that must be set. */
  readonly only?: string;
  /** Rows in document order (the objects are neighbours in one release) or by id. */
  readonly order: 'document' | 'id';
  /** The row in between keeps what the document calls the object (`localId`, `name`); the object may be missing. */
  readonly words?: boolean;
}

/** A relation as the document states it, with the edges that it gives the graph. */
export interface Relation {
  readonly edges: readonly Edge[];
  /** `from.property` in the document holds `to`; `key` of `to` is set to the key of the row that holds it. */
  readonly contains?: { from: Class; property: string; to: Class; key: string; many: boolean };
  /** `from.property` in the document names `to` by local id; the answer goes to `key` of `from` or to rows of `link`. */
  readonly refers?: { from: Class; property: string; to: Class; key?: string; link?: Hop };
}

type Named = readonly [name: string, description: string];

/** `pk` as key means one object for one: it shares its holder's key. */
export function contains(
  from: Class,
  property: string,
  to: Class,
  key: string,
  options: { says: string; back?: Named },
): Relation {
  const many = key !== 'pk';
  const there = edge(from, property, to, options.says, { many, fromKey: 'pk', toKey: key });
  const back = options.back && edge(to, options.back[0], from, options.back[1], { fromKey: key, toKey: 'pk' });
  return { edges: back ? [there, back] : [there], contains: { from, property, to, key, many } };
}

/** `by` is the key column of `from` for one reference, or the join table for a list of them. */
export function refers(
  from: Class,
  property: string,
  to: Class,
  by: string | Hop,
  options: { forward: Named; back: Named; backOnly?: string },
): Relation {
  const { forward, back, backOnly: only } = options;
  if (typeof by === 'string')
    return {
      edges: [
        edge(from, forward[0], to, forward[1], { fromKey: by, toKey: 'pk' }),
        edge(to, back[0], from, back[1], { many: true, fromKey: 'pk', toKey: by, ...(only && { only }) }),
      ],
      refers: { from, property, to, key: by },
    };
  const words = to.name === 'Organization';
  const reverse = { type: by.type, enter: by.leave, leave: by.enter };
  return {
    edges: [
      edge(from, forward[0], to, forward[1], { many: true, fromKey: 'pk', through: by, toKey: 'pk', words }),
      edge(to, back[0], from, back[1], {
        many: true,
        fromKey: 'pk',
        through: reverse,
        toKey: 'pk',
        order: words ? 'id' : 'document',
      }),
    ],
    refers: { from, property, to, link: by },
  };
}

/** A relation that follows from keys already there. One for many where `toKey` is not the key of `to`. */
export function walk(
  from: Class,
  fromKey: string,
  to: Class,
  toKey: string,
  options: { through?: Hop; forward: Named; back?: Named; order?: Edge['order']; backOrder?: Edge['order'] },
): Relation {
  const { through, forward, back } = options;
  const single = through?.leave === 'buyerPk' || (!through && toKey === 'pk');
  const edges = [
    edge(from, forward[0], to, forward[1], {
      many: !single,
      fromKey,
      through,
      toKey,
      order: options.order ?? orderOf(from, to),
    }),
  ];
  if (back) {
    const reverse = through && { type: through.type, enter: through.leave, leave: through.enter };
    const many = !!through || fromKey !== 'pk';
    edges.push(
      edge(to, back[0], from, back[1], {
        many,
        fromKey: toKey,
        through: reverse,
        toKey: fromKey,
        order: options.backOrder ?? orderOf(from, to),
      }),
    );
  }
  return { edges };
}

export const hop = (type: Class, enter: string, leave: string, indexed?: string): Hop => ({
  type,
  enter,
  leave,
  ...(indexed && { indexed }),
});

/** Shared objects, and what they have, lie in no one release, so that their order cannot be the document's. */
const orderOf = (...ends: Class[]): Edge['order'] => (ends.some((type) => nodeOf(type).shared) ? 'id' : 'document');

function edge(
  from: Class,
  name: string,
  to: Class,
  description: string,
  rest: Partial<Edge> & Pick<Edge, 'fromKey' | 'toKey'>,
): Edge {
  return { from, name, to, description, many: false, order: 'document', ...rest };
}
