import { createHash } from 'node:crypto';
import { dimensionsOf, dimensionsOfCells, type Dimension } from './dimensions';
import { EDGES } from './edges';
import { fieldsByName, nodeOf, nodeTypes, type Class } from './registry';
import type { Edge } from './relation';

/*
 * Which totals are kept up by the import (Rollup): those of every listed class that stands in documents, as a whole, by
 * each of its dimensions, and for each object that leads to many of them; by any two dimensions of no more values than
 * there are codes; and by the pairs with many that are asked most. Every further one is a row more for almost every object
 * of an import: so there are lists of cells, by several dimensions at once, that any two of them are added up from.
 */

/** A list in groups, whose totals are kept. */
export interface Kept {
  /** Its name in the table. */
  readonly list: string;
  readonly type: Class;
  readonly by: readonly Dimension[];
  /** Whether there are so many groups that the first ones are read in order, not chosen among all. */
  readonly ranked: boolean;
  /**
   * Whether its groups have least and greatest amounts. Where few objects are in each, one that is replaced is often such an
   * extreme, and the next one is to be looked for among all objects of a code.
   */
  readonly extremes: boolean;
}

const CODES = ['CPV_DIVISION', 'CPV_GROUP', 'CPV_CLASS', 'COUNTRY', 'REGION_1', 'REGION_2', 'REGION_3'];

/**
 * What cells are told apart by: dimensions of which each object has one value, or one set of them, out of few. By one
 * that has several values an object stands in several cells.
 */
const CELLS = [
  ['MONTH', 'PROCUREMENT_METHOD', 'CATEGORY', 'STATUS'],
  ['MONTH', 'PROCUREMENT_METHOD', 'CATEGORY', 'INITIATION_TYPE'],
  ['MONTH', 'PROCUREMENT_METHOD', 'NOTICES'],
  ...[...CODES, 'NOTICE_TYPE', 'SME', 'SUPPLIER_SCALE'].map((name) => [name, 'MONTH']),
  ['DEADLINE', 'DAYS_TO_BID', 'STATUS', 'PROCUREMENT_METHOD'],
];

const OF_MANY = [
  'YEAR',
  'MONTH',
  'PROCUREMENT_METHOD',
  'CATEGORY',
  'STATUS',
  'SME',
  'ABOVE_THRESHOLD',
  'NOTICE_TYPE',
  'SUPPLIER_SCALE',
  'CPV_DIVISION',
  'COUNTRY',
  'REGION_1',
];

/**
 * Pairs with ever more groups. Objects that lead to a list of groups come first, so that each finds its own together, and
 * the first groups of all by way of the greatest of these objects.
 */
const PAIRS = [
  ['SUPPLIER', 'BUYER'],
  ...['SUPPLIER', 'BUYER'].flatMap((first) => OF_MANY.map((name) => [first, name])),
];

const kept = new Map<Class, readonly Kept[]>();

/** What is kept of a class. */
export function keptOf(type: Class): readonly Kept[] {
  let own = kept.get(type);
  if (!own) kept.set(type, (own = [...listsOf(type)]));
  return own;
}

/** The classes of which anything is kept. */
export const keptTypes = (): readonly Class[] => nodeTypes().filter((type) => keptOf(type).length > 0);

let version: string | undefined;

/** Tells what is kept: totals that were kept otherwise are to be made anew. */
export const keptVersion = (): string => (version ??= versionOf(keptTypes().flatMap(keptOf)));

const versionOf = (all: readonly Kept[]): string => {
  const told = all.map(({ list, by, ranked, extremes }) => [list, ranked, extremes, ...by.map(wayOf)]);
  return createHash('sha256').update(JSON.stringify(told)).digest('base64url');
};

/** An index of PostgreSQL takes no more than 2,704 bytes. */
const LONGEST = 1500;

/** What a group of a list is found by. All groups of a list lie between `startOf` and `endOf`. */
export function keyOf({ list }: Pick<Kept, 'list'>, values: readonly (string | null)[]): string {
  const text = JSON.stringify(values);
  if (text.length <= LONGEST / 3 || Buffer.byteLength(text) <= LONGEST) return `${list} ${text}`;
  return `${list} ["~${createHash('sha256').update(text).digest('base64url')}"]`;
}

export const startOf = ({ list }: Kept): string => `${list} [`;
export const endOf = ({ list }: Kept): string => `${list} \\`; // what comes after the bracket

/** Where the groups lie that are found by a hash of their values. */
export const hashedIn = (kept: Kept): { from: string; to: string } => ({
  from: `${startOf(kept)}"~`,
  to: `${startOf(kept)}"\x7f`, // what comes after the tilde
});

/**
 * The list that tells of groups by these dimensions, in whichever order; by a quarter or a year that of months tells too.
 * @param extremes whether least and greatest amounts are asked for.
 */
export function findKept(type: Class, by: readonly Dimension[], extremes = false): Kept | undefined {
  const such = keptOf(type).filter((each) => each.by.length === by.length && (each.extremes || !extremes));
  return such.find((each) => isExact(each, by)) ?? such.find((each) => isSpanned(each, by));
}

/** Whether each group by these dimensions is one of the list. */
export const isExact = (kept: Kept, by: readonly Dimension[]): boolean => kept.by.every((each) => by.includes(each));

const isSpanned = (kept: Kept, by: readonly Dimension[]): boolean => {
  const places = new Set(by.map((each) => placeIn(kept, each)));
  return places.size === by.length && !places.has(-1);
};

/** The place of a dimension, or of the months that its spans are made of, among those of a list; -1 if it has none. */
export const placeIn = ({ by }: Kept, dimension: Dimension): number =>
  by.findIndex((each) => each === dimension || (each.span === 'month' && !!dimension.span && hasWay(each, dimension)));

/** Whether a dimension reads such a field at the end of such a path. */
export const hasWay = (a: Dimension, { path, field }: Pick<Dimension, 'path' | 'field'>): boolean =>
  String(a.field) === String(field) && a.path.length === path.length && a.path.every((edge, i) => edge === path[i]);

/** Lists that filters, and groups by some of their dimensions, are added up from. */
export const keptCells = (type: Class): readonly Kept[] =>
  keptOf(type).filter(({ by, extremes }) => !extremes && !by.some(({ many }) => many));

/**
 * The list by the first dimension alone, of one whose groups are found by way of it: none of them has more than that value has
 * in all.
 */
export function leadingTo({ type, by: [first, second], ranked }: Kept): Kept | undefined {
  return !ranked && first && second && !first.few && !first.span ? findKept(type, [first]) : undefined;
}

/** The dimension whose groups are the lists at the end of an edge; undefined where their totals are not kept. */
export function groupsOf(edge: Edge): Dimension | undefined {
  if (!isKept(edge)) return undefined;
  const way = wayOf(backwards(edge));
  return keptOf(edge.to).find(({ by: [first, second] }) => first && !second && wayOf(first) === way)?.by[0];
}

function* listsOf(type: Class): Generator<Kept> {
  const node = nodeOf(type);
  if (!node.listed || node.shared || dimensionsOf(type).size === 0) return;
  const singles = new Map([...dimensionsOf(type).values()].map((each) => [wayOf(each), each]));
  for (const edge of EDGES.filter((each) => each.to === type && isKept(each))) {
    const dimension = backwards(edge);
    if (!singles.has(wayOf(dimension))) singles.set(wayOf(dimension), dimension);
  }
  const listed = (by: readonly Dimension[], extremes = true): Kept => ({
    list: [type.name, ...by.map(({ name }) => name)].join(' '),
    type,
    by,
    ranked: by.length > 0 && by.every(({ many }) => many),
    extremes,
  });
  yield listed([]);
  for (const each of singles.values()) yield listed([each]);
  for (const pair of boundedPairs(type)) yield listed(pair, pair.every(isOfFew) || pair.some(({ span }) => span));
  for (const pair of pairsOfMany(type)) yield listed(pair, !pair.some(({ span }) => span === 'month'));
  for (const pair of pairsOfCodes(type, [...singles.values()])) yield listed(pair);
  const all = dimensionsOfCells(type);
  for (const names of [...CELLS, ...cellsOfFlags(type)])
    if (names.every((each) => all.has(each)))
      yield listed(
        names.map((each) => all.get(each)!),
        false,
      );
}

/** The most dimensions of a list. */
const MOST = 4;

/** The months with the flags of a class, as many at once as a list has room for: most objects have few ways to be flagged. */
function cellsOfFlags(type: Class): string[][] {
  const flags = [...dimensionsOf(type).values()].filter((each) => each.path.length === 0 && isFlag(type, each));
  const names = flags.map(({ name }) => name);
  const lists: string[][] = [];
  while (names.length > 0) lists.push(['MONTH', ...names.splice(0, MOST - 1)]);
  return lists;
}

const isFlag = (type: Class, { field }: Dimension): boolean =>
  typeof field === 'string' && fieldsByName(type).get(field)!.kind === 'flag';

const isOfFew = ({ few, span }: Dimension): boolean => !!few || span === 'year';

/** Any two dimensions of no more values than there are codes, that with more of them first: it leads to the groups. */
function boundedPairs(type: Class): Dimension[][] {
  const bounded = [...dimensionsOf(type).values()].filter(({ many, span }) => !many && (!span || span === 'year'));
  const ordered = [...bounded.filter((each) => !isOfFew(each)), ...bounded.filter(isOfFew)];
  return ordered.flatMap((one, i) =>
    ordered.slice(i + 1).flatMap((other) => (tellsMore(one, other) ? [[one, other]] : [])),
  );
}

/** Not that of two levels of the same codes: one tells the other. */
const tellsMore = (one: Dimension, other: Dimension): boolean =>
  isOfFew(one) || !one.where || !hasWay(one, { path: other.path, field: other.field });

/** The pairs of many groups that a class has. */
function pairsOfMany(type: Class): Dimension[][] {
  const all = dimensionsOf(type);
  return PAIRS.map((names) => names.flatMap((name) => all.get(name) ?? [])).filter(({ length }) => length > 1);
}

/** What is bought in each region that leads to objects. */
function pairsOfCodes(type: Class, singles: readonly Dimension[]): Dimension[][] {
  const [what, where] = ['CPV_DIVISION', 'REGION_1'].map((name) => dimensionsOf(type).get(name));
  if (!what || !where) return [];
  const end = ({ path }: Dimension): Class | undefined => path.at(-1)?.to;
  const leading = singles.filter((each) => !dimensionsOf(type).has(each.name) && end(each) === end(where));
  return leading.map((each) => [each, what]);
}

/** Lists of what many releases share grow with the database; those of an object inside one do not. */
const isKept = ({ from, to, many, words }: Edge): boolean =>
  many && !words && !!nodeOf(from).shared && nodeOf(to).listed && !nodeOf(to).shared;

/** An edge from its far end: what groups the objects there by the object that leads to them. */
function backwards({ from, name, to, fromKey, toKey, through }: Edge): Dimension {
  const back = through && { type: through.type, enter: through.leave, leave: through.enter };
  const path: Edge[] = [
    {
      from: to,
      name,
      to: from,
      description: '',
      many: true,
      fromKey: toKey,
      toKey: fromKey,
      ...(back && { through: back }),
      order: 'id',
    },
  ];
  return { name: `${from.name}.${name}`, description: '', path, field: 'id' };
}

/** What a dimension reads, whatever it is called. */
const wayOf = ({ path, where, field, span }: Dimension): string =>
  JSON.stringify([
    path.map(({ from, fromKey, through, to, toKey, only }) => [
      from.name,
      fromKey,
      through && [through.type.name, through.enter, through.leave],
      to.name,
      toKey,
      only,
    ]),
    where,
    field,
    span,
  ]);
