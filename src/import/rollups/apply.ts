import type { WriteSession } from '../../database/engine';
import { join, name, sql } from '../../database/sql';
import { keyOf, type Kept } from '../../entities/rollups';
import { addedUp } from '../../query/groups';
import type { Changes, GroupChange } from './Changes';
import { isVoid } from './figures';
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
import { RANK_COLUMNS, rankOf } from './rank';

const VALUE_COLUMNS = ['v0', 'v1', 'v2', 'v3'];

/** Parts of groups that are read and written at a time. */
const PARTS = 1500;

/** A group that changes. */
interface Changing {
  readonly key: string;
  readonly change: GroupChange;
}

/** What is read of a row: the group's values are known. */
const READ = join(
  ['key', ...PART_COLUMNS].map((column) => sql`r.${name(column)}`),
  ', ',
);

/** Writes the groups that changed, each with all of its rows. */
export async function applyChanges(session: WriteSession, changes: Changes): Promise<void> {
  let [groups, parts]: [Changing[], number] = [[], 0];
  for (const change of changes.groups()) {
    if (change.parts.every(isVoid)) continue;
    groups.push({ key: keyOf(change.kept, change.values), change });
    parts += change.parts.length;
    if (parts < PARTS) continue;
    await write(session, groups);
    [groups, parts] = [[], 0];
  }
  if (groups.length > 0) await write(session, groups);
}

/** Neighbours stand in one page: what is looked for and written in the order of the key takes half the time. */
async function write(session: WriteSession, unordered: readonly Changing[]): Promise<void> {
  const groups = unordered.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const before = await partsOf(session, groups);
  const rows: unknown[][] = [];
  for (const { key, change } of groups) {
    const { kept, values } = change;
    const changed = partsAfter(before.get(key) ?? [], change);
    const after = kept.cells ? changed.map(withoutExtremes) : changed;
    const found = finderOf(after.every(isKnown) ? [] : await addedAnew(session, kept, values));
    const parts = after.map((part) => (isKnown(part) ? part : looked(part, found)));
    const [v0 = null, v1 = null, v2 = null, v3 = null] = values;
    parts.forEach((part, i) => rows.push([key, i, v0, v1, v2, v3, ...cellsOf(part), ...rankOf(kept, parts, i)]));
  }
  if (before.size > 0) {
    const keys = session.dialect.texts([...before.keys()]);
    await session.run(sql`DELETE FROM rollup WHERE key IN (SELECT k.key FROM ${keys})`);
  }
  await session.insert('rollup', ['key', 'part', ...VALUE_COLUMNS, ...PART_COLUMNS, ...RANK_COLUMNS], rows);
}

async function partsOf(session: WriteSession, groups: readonly Changing[]): Promise<Map<string, Part[]>> {
  const keys = session.dialect.texts(groups.map(({ key }) => key));
  const found = new Map<string, Part[]>();
  for (const row of await session.all(sql`SELECT ${READ} FROM ${keys} JOIN rollup r ON r.key = k.key`)) {
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
