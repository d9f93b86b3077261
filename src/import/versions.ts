import type { WriteSession } from '../database/engine';
import { sql } from '../database/sql';
import { takeKeys } from './takeKeys';
import { VERSION_COLUMNS, versionRow, type Kept } from './publication';

/** Finds what is new in a batch, by ocid: by content, so that a release that comes twice is kept once. */
export async function sortOut<K extends Kept>(session: WriteSession, batch: readonly K[]): Promise<Map<string, K[]>> {
  const known = await knownAmong(session, batch);
  const fresh = new Map<string, K[]>();
  for (const kept of batch) {
    const key = keyOf(kept);
    if (known.has(key)) continue;
    known.add(key);
    const own = fresh.get(kept.ocid);
    if (own) own.push(kept);
    else fresh.set(kept.ocid, [kept]);
  }
  return fresh;
}

/** By what a release is known again. All hashes are of one length. */
const keyOf = ({ hash, ocid }: Kept): string => hash + ocid;

async function knownAmong(session: WriteSession, batch: readonly Kept[]): Promise<Set<string>> {
  const [length, keys] = [batch[0]?.hash.length ?? 0, session.dialect.texts(batch.map(keyOf))];
  const rows = await session.all(
    sql`SELECT k.key FROM ${keys} JOIN release_version v ON v.ocid = substr(k.key, ${length + 1}) AND v.hash = substr(k.key, 1, ${length})`,
  );
  return new Set(rows.map(({ key }) => key as string));
}

/** Releases as they were sent, with their `contents`. `releases` has the keys of their processes in the graph. */
export async function versionRows(
  session: WriteSession,
  fresh: readonly Kept[],
  releases: ReadonlyMap<string, { readonly pk: number }>,
  contents: readonly Buffer[],
): Promise<unknown[][]> {
  let pk = await takeKeys(session, 'release_version', fresh.length);
  return fresh.map((kept, i) => versionRow(++pk, releases.get(kept.ocid)?.pk ?? null, kept, contents[i]!));
}

export const insertVersions = (session: WriteSession, rows: readonly unknown[][]): Promise<void> =>
  session.insert('release_version', VERSION_COLUMNS, rows);
