import type { WriteSession } from '../../database/engine';
import type { Dialect } from '../../database/dialect';
import { CELLS, type FlatRows } from '../../database/flatRows';
import { join, name, raw, sql, type Sql } from '../../database/sql';
import { keyOf, type Kept } from '../../entities/rollups';
import { addedUp } from '../../query/groups';
import type { Changes, ListChange, PartChange } from './Changes';
import { BASES, isVoid, type Changed } from './figures';
import type { Value } from './Numbered';
import {
  cellsOf,
  finderOf,
  isKnown,
  looked,
  PART_COLUMNS,
  partIn,
  partsAfter,
  VALUE_COLUMNS,
  withoutExtremes,
  type Part,
} from './parts';
import { partNumbers } from './partNumbers';
import { RANK_COLUMNS, rankOf } from './rank';

const COLUMNS = ['key', 'part', ...VALUE_COLUMNS, ...PART_COLUMNS, ...RANK_COLUMNS];

/** Parts of groups that are read and written at a time. */
const PARTS = 1500;

/** A group that changes otherwise than by what comes. */
interface Changing {
  readonly kept: Kept;
  readonly key: string;
  readonly values: readonly Value[];
  readonly changes: readonly PartChange[];
}

/** What is read of a row: the group's values are known. */
const READ = join(
  ['key', ...PART_COLUMNS].map((column) => sql`r.${name(column)}`),
  ', ',
);

/**
 * Writes the groups that changed, each with all of its rows, in the order of their keys: neighbours stand in one page. Those
 * to which objects only come are not looked for.
 */
export async function applyChanges(session: WriteSession, changes: Changes): Promise<void> {
  const lists = [...changes.changed()];
  await session.merge('rollup', rowsAdded(lists), addingTo(session.dialect));
  let together: Changing[] = [];
  let parts = 0;
  for (const group of otherwise(lists)) {
    together.push(group);
    parts += group.changes.length;
    if (parts < PARTS) continue;
    await write(session, together);
    [together, parts] = [[], 0];
  }
  if (parts > 0) await write(session, together);
}

const isAdded = ({ kept, all }: ListChange, parts: readonly number[]): boolean =>
  !kept.ranked && parts.every((part) => all.isAddedTo(part));

/** The rows of groups to which objects only come. */
function* rowsAdded(lists: readonly ListChange[]): Generator<FlatRows> {
  let columns: readonly string[] = [];
  let cells: unknown[] = [];
  for (const list of lists) {
    const { kept, all, order, valuesOf } = list;
    for (const parts of all.groups(order)) {
      if (!isAdded(list, parts)) continue;
      if (columns !== all.columns || cells.length + parts.length * columns.length > CELLS) {
        if (cells.length > 0) yield { columns, cells };
        [columns, cells] = [all.columns, []];
      }
      const values = valuesOf(parts[0]!);
      const key = keyOf(kept, values);
      for (const part of parts) all.write(part, key, values, cells);
    }
  }
  if (cells.length > 0) yield { columns, cells };
}

/** The groups that change otherwise. */
function* otherwise(lists: readonly ListChange[]): Generator<Changing> {
  for (const list of lists) {
    const { kept, all, order, valuesOf } = list;
    for (const parts of all.groups(order)) {
      if (isAdded(list, parts)) continue;
      const values = valuesOf(parts[0]!);
      const changes = parts.map((part) => all.changeOf(part));
      if (!changes.every(isVoid)) yield { kept, key: keyOf(kept, values), values, changes };
    }
  }
}

async function write(session: WriteSession, groups: readonly Changing[]): Promise<void> {
  const before = await partsOf(session, groups);
  const written: unknown[][] = [];
  for (const { kept, key, values, changes } of groups) {
    const [v0 = null, v1 = null, v2 = null, v3 = null] = values;
    const after = await settled(session, kept, values, partsAfter(before.get(key) ?? [], changes));
    const numbers = partNumbers(after);
    after.forEach((part, i) =>
      written.push([key, numbers[i], v0, v1, v2, v3, ...cellsOf(part), ...rankOf(kept, after, i)]),
    );
  }
  if (before.size > 0) await session.run(session.dialect.deleteEach('rollup', 'key', [...before.keys()]));
  await session.insert('rollup', COLUMNS, written);
}

/** Parts with the extremes that their list keeps: those that went are looked for among the objects. */
async function settled(
  session: WriteSession,
  kept: Kept,
  values: readonly Value[],
  changed: readonly Part<Changed>[],
): Promise<Part[]> {
  if (!kept.extremes) return changed.map(withoutExtremes);
  const found = finderOf(changed.every(isKnown) ? [] : await addedAnew(session, kept, values));
  return changed.map((part) => (isKnown(part) ? part : looked(part, found)));
}

/** Adds to a row that is there. */
function addingTo(dialect: Dialect): Sql {
  const set = (column: string, value: (old: Sql, more: Sql) => Sql): Sql =>
    sql`${name(column)} = ${value(sql`rollup.${name(column)}`, sql`excluded.${name(column)}`)}`;
  const beyond = (sign: string) => (old: Sql, more: Sql) =>
    sql`CASE WHEN ${old} IS NULL OR ${more} ${raw(sign)} ${old} THEN ${more} ELSE ${old} END`;
  const plus = (old: Sql, more: Sql): Sql => sql`${old} + ${more}`;
  const ofBases = BASES.flatMap((basis) => [
    set(`${basis}Count`, plus),
    set(`${basis}Sum`, dialect.added),
    set(`${basis}Min`, beyond('<')),
    set(`${basis}Max`, beyond('>')),
  ]);
  return sql`ON CONFLICT (key, part) DO UPDATE SET ${join([set('count', plus), ...ofBases], ', ')}`;
}

async function partsOf(session: WriteSession, groups: readonly Changing[]): Promise<Map<string, Part[]>> {
  const found = new Map<string, Part[]>();
  const { dialect } = session;
  const keys = dialect.texts(groups.map(({ key }) => key));
  const rows = dialect.forEach(keys, 'rollup', 'r', sql`r.key = k.key`);
  for (const row of await session.all(sql`SELECT ${READ} FROM ${rows}`)) {
    const own = found.get(row.key as string);
    if (own) own.push(partIn(row));
    else found.set(row.key as string, [partIn(row)]);
  }
  return found;
}

/** What a group comes to by its objects: dear, but few groups lose their least or greatest amount. */
async function addedAnew(session: WriteSession, { type, by }: Kept, values: readonly Value[]): Promise<Part[]> {
  const within = by.length > 0 ? [{ by, values }] : [];
  const rows = await session.all(
    addedUp(session.dialect, { type, query: { within }, includeMemberships: false, extremes: true }, [0], []),
  );
  return rows.map(partIn);
}
