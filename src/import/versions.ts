import type { WriteSession } from '../database/engine';
import { sql } from '../database/sql';
import type { Published } from '../ocds/effective';
import type { JsonObject } from '../ocds/json';
import { formOf, textOf } from '../ocds/kept';
import type { Sent } from './asSent';
import { mayLose } from './digest/parsingLoss';
import { VERSION_COLUMNS, versionRow, type Kept } from './publication';

/** The releases of a batch that are not kept already, by ocid, and the hashes of those that are. */
export interface Sorted<K extends Kept> {
  readonly fresh: Map<string, K[]>;
  readonly known: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Finds what is new in a batch: by content, so that a release that comes twice is kept once. */
export async function sortOut<K extends Kept>(session: WriteSession, batch: readonly K[]): Promise<Sorted<K>> {
  const known = await knownHashes(session, [...new Set(batch.map(({ ocid }) => ocid))]);
  const fresh = new Map<string, K[]>();
  for (const kept of batch) {
    const own = fresh.get(kept.ocid) ?? [];
    if (known.get(kept.ocid)?.has(kept.hash) || own.some(({ hash }) => hash === kept.hash)) continue;
    own.push(kept);
    fresh.set(kept.ocid, own);
  }
  return { fresh, known };
}

async function knownHashes(session: WriteSession, ocids: readonly string[]): Promise<Map<string, Set<string>>> {
  const rows = await session.all(
    sql`SELECT v.ocid, v.hash FROM ${session.dialect.texts(ocids)} JOIN release_version v ON v.ocid = k.key`,
  );
  const known = new Map<string, Set<string>>();
  for (const { ocid, hash } of rows as { ocid: string; hash: string }[])
    known.set(ocid, (known.get(ocid) ?? new Set()).add(hash));
  return known;
}

/** All that is kept already of those processes. */
export async function earlier(
  session: WriteSession,
  ocids: readonly string[],
): Promise<Map<string, (Published & Sent)[]>> {
  if (ocids.length === 0) return new Map();
  const rows = await session.all(
    sql`SELECT v.ocid, v.hash, v.form, v.content FROM ${session.dialect.texts(ocids)} JOIN release_version v ON v.ocid = k.key`,
  );
  const history = new Map<string, (Published & Sent)[]>();
  for (const { ocid, hash, form, content } of rows as { ocid: string; hash: string; form: string; content: Buffer }[]) {
    const own = history.get(ocid) ?? [];
    const text = textOf(content);
    const document = JSON.parse(text) as JsonObject;
    own.push({
      hash,
      form: formOf(form),
      document,
      text,
      mayLose: mayLose(text, JSON.stringify(document)),
    });
    history.set(ocid, own);
  }
  return history;
}

/** Keeps releases as they were sent: their `contents`. `releasePks` has the keys of their processes in the graph. */
export async function insertVersions(
  session: WriteSession,
  fresh: readonly Kept[],
  releasePks: ReadonlyMap<string, number>,
  contents: readonly Buffer[],
): Promise<void> {
  const [top] = await session.all(sql`SELECT max(pk) AS pk FROM release_version`);
  let pk = Number(top?.pk ?? 0);
  const rows = fresh.map((kept, i) => versionRow(++pk, releasePks.get(kept.ocid) ?? null, kept, contents[i]!));
  await session.insert('release_version', VERSION_COLUMNS, rows);
}
