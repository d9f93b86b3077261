import type { WriteSession } from '../../database/engine';
import type { Dialect } from '../../database/dialect';
import { join, name, raw, sql, type Sql } from '../../database/sql';
import { keyOf, type Kept } from '../../entities/rollups';
import { addedUp } from '../../query/groups';
import type { Changes, GroupChange, PartChange } from './Changes';
import { BASES, isVoid, type Changed } from './figures';
import {
  cellsOf,
  finderOf,
  isKnown,
  looked,
  PART_COLUMNS,
  partIn,
  partsAfter,
  withoutExtremes,
  type Part,
} from './parts';
import { partNumbers } from './partNumbers';
import { RANK_COLUMNS, rankOf } from './rank';

const GROUP_COLUMNS = ['key', 'part', 'v0', 'v1', 'v2', 'v3', ...PART_COLUMNS];
const COLUMNS = [...GROUP_COLUMNS, ...RANK_COLUMNS];

/** Parts of groups that are read and written at a time. */
const PARTS = 1500;

/** A group that changes, by its key. */
interface Keyed {
  readonly key: string;
  readonly group: GroupChange;
}

interface Changing extends Keyed {
  readonly changes: readonly PartChange[];
}

/**
 * Groups that are written at a time. Neighbours stand in one page: what is looked for and written in the order of the key
 * takes half the time.
 */
class Batch<G extends Keyed> {
  private groups: G[] = [];
  private parts = 0;

  constructor(private readonly write: (groups: readonly G[]) => Promise<void>) {}

  async add(group: G): Promise<void> {
    this.groups.push(group);
    this.parts += group.group.parts.length;
    if (this.parts >= PARTS) await this.end();
  }

  async end(): Promise<void> {
    const { groups } = this;
    [this.groups, this.parts] = [[], 0];
    if (groups.length > 0) await this.write(groups.sort((a, b) => (a.key < b.key ? -1 : 1)));
  }
}

/** What is read of a row: the group's values are known. */
const READ = join(
  ['key', ...PART_COLUMNS].map((column) => sql`r.${name(column)}`),
  ', ',
);

/** Writes the groups that changed, each with all of its rows. Those to which objects only come are not looked for. */
export async function applyChanges(session: WriteSession, changes: Changes): Promise<void> {
  const adding = addingTo(session.dialect);
  const added = new Batch<Keyed>((groups) => session.insert('rollup', GROUP_COLUMNS, groups.flatMap(rowsOf), adding));
  const changed = new Batch<Changing>((groups) => write(session, groups));
  for (const group of changes.groups()) {
    const { kept, values, all, parts } = group;
    const key = keyOf(kept, values);
    if (!kept.ranked && parts.every((part) => all.isAddedTo(part))) await added.add({ key, group });
    else {
      const own = parts.map((part) => all.changeOf(part));
      if (!own.every(isVoid)) await changed.add({ key, group, changes: own });
    }
  }
  await added.end();
  await changed.end();
}

const rowsOf = ({ key, group: { values, all, parts } }: Keyed): unknown[][] =>
  parts.map((part) => all.row(key, values, part));

async function write(session: WriteSession, groups: readonly Changing[]): Promise<void> {
  const before = await partsOf(session, groups);
  const written: unknown[][] = [];
  for (const { key, group, changes } of groups) {
    const { kept, values } = group;
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
  values: GroupChange['values'],
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
async function addedAnew(session: WriteSession, { type, by }: Kept, values: GroupChange['values']): Promise<Part[]> {
  const within = by.length > 0 ? [{ by, values }] : [];
  const rows = await session.all(
    addedUp(session.dialect, { type, query: { within }, includeMemberships: false, extremes: true }, [0], []),
  );
  return rows.map(partIn);
}
