import type { Row, WriteSession } from '../../database/engine';
import { sql } from '../../database/sql';
import { keyOf, type Kept } from '../../entities/rollups';
import { addedUp } from '../../query/groups';
import type { Changes, GroupChange } from './Changes';
import { isVoid } from './figures';
import { cellsOf, isKnown, looked, PART_COLUMNS, partIn, partsAfter, type Part } from './parts';
import { RANK_COLUMNS, rankOf } from './rank';

/** Groups that are read and written at a time. */
const GROUPS = 5000;

/** A group that changes. */
interface Changing {
  readonly key: string;
  readonly kept: Kept;
  readonly change: GroupChange;
}

/** Writes the groups that changed, each with all of its rows. */
export async function applyChanges(session: WriteSession, changes: Changes): Promise<void> {
  const groups: Changing[] = [];
  for (const [kept, list] of changes.lists)
    for (const change of list.groups())
      if (!change.parts.every(isVoid)) groups.push({ key: keyOf(kept, valuesOf(kept, change)), kept, change });
  for (let from = 0; from < groups.length; from += GROUPS) await write(session, groups.slice(from, from + GROUPS));
}

async function write(session: WriteSession, groups: readonly Changing[]): Promise<void> {
  const before = await partsOf(session, groups);
  const rows: unknown[][] = [];
  for (const { key, kept, change } of groups) {
    const after = partsAfter(before.get(key) ?? [], change);
    const found = after.every(isKnown) ? [] : await addedAnew(session, kept, change);
    const parts = after.map((part) => (isKnown(part) ? part : looked(part, found)));
    parts.forEach((part, i) => rows.push([key, i, change.v0, change.v1, ...cellsOf(part), ...rankOf(kept, parts, i)]));
  }
  if (before.size > 0) {
    const keys = session.dialect.texts([...before.keys()]);
    await session.run(sql`DELETE FROM rollup WHERE key IN (SELECT k.key FROM ${keys})`);
  }
  await session.insert('rollup', ['key', 'part', 'v0', 'v1', ...PART_COLUMNS, ...RANK_COLUMNS], rows);
}

async function partsOf(session: WriteSession, groups: readonly Changing[]): Promise<Map<string, Part[]>> {
  const keys = session.dialect.texts(groups.map(({ key }) => key));
  const found = new Map<string, Part[]>();
  for (const row of await session.all(sql`SELECT r.* FROM ${keys} JOIN rollup r ON r.key = k.key`)) {
    const own = found.get(row.key as string);
    if (own) own.push(partIn(row));
    else found.set(row.key as string, [partIn(row)]);
  }
  return found;
}

/** What a group comes to by its objects: dear, but few groups lose their least or greatest amount. */
function addedAnew(session: WriteSession, kept: Kept, change: GroupChange): Promise<Row[]> {
  const { type, by } = kept;
  const within = by.length > 0 ? [{ by, values: valuesOf(kept, change) }] : [];
  return session.all(addedUp(session.dialect, { type, query: { within }, includeMemberships: false }, [0], []));
}

const valuesOf = ({ by }: Kept, { v0, v1 }: GroupChange): (string | null)[] => [v0, v1].slice(0, by.length);
