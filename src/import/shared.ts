import type { WriteSession } from '../database/engine';
import { join, name, raw, sql, type Sql } from '../database/sql';
import { keysOf, nodeOf, type Class } from '../entities/registry';
import { SHARED, type Shared } from '../entities/shared';
import type { Json } from '../ocds/json';
import type { Rows } from './normalise/release';
import type { Said } from './normalise/shared';
import { perTransaction } from './perTransaction';
import { takeKeys } from './takeKeys';

/** What one release says of a shared node, and when it says it; without a place where it has nothing to say. */
interface Candidate extends Said, Words {}

/** Whose words a node has: the newest release's, by date and then by ocid, whatever the order of import. */
interface Words {
  readonly wordsInstant: string | null;
  readonly wordsOcid: string | null;
}

interface Known extends Words {
  readonly pk: number;
}

/** Keys of nodes, by the class that they are of. */
export type Keys = ReadonlyMap<Class, readonly number[]>;

interface Release {
  readonly ocid: string;
  readonly instant: string | null;
  readonly rows: Rows;
}

/** Gives what the releases of a batch share its keys and its words. The keys of what was written are the answer. */
export async function storeShared(session: WriteSession, releases: readonly Release[]): Promise<Keys> {
  const written = new Map<Class, readonly number[]>();
  const keys = new Map<Class, ReadonlyMap<string, Known>>();
  for (const shared of SHARED) {
    const newest = newestOf(shared, releases);
    const known = await knownNodes(session, shared, [...newest.keys()]);
    const changed = [...newest.values()].filter((each) => !known.has(each.id) || isNewer(each, known.get(each.id)!));
    written.set(shared.type, await write(session, shared, changed, known));
    keys.set(shared.type, known);
  }
  for (const { rows } of releases)
    for (const { row, column, type, id } of rows.shared.pending) row[column] = keys.get(type)!.get(id)!.pk;
  return written;
}

function newestOf(shared: Shared, releases: readonly Release[]): Map<string, Candidate> {
  const newest = new Map<string, Candidate>();
  const { type, words, gist } = shared;
  for (const { ocid, instant, rows } of releases) {
    const spoken = { wordsInstant: instant, wordsOcid: ocid };
    for (const said of rows.shared.said.get(type)?.values() ?? []) {
      const isSilent = words.length === 0 || (gist && said.cells[gist] === null);
      const own = isSilent ? SILENT : spoken;
      const other = newest.get(said.id);
      if (!other || isNewer(own, other)) newest.set(said.id, candidate(said, own));
    }
  }
  return newest;
}

/** Written out: there are dozens in each release, and to spread two objects takes several times as long. */
const candidate = ({ id, parent, cells }: Said, { wordsInstant, wordsOcid }: Words): Candidate => ({
  id,
  parent,
  cells,
  wordsInstant,
  wordsOcid,
});

const SILENT: Words = { wordsInstant: null, wordsOcid: null };

/** Newer, or the same release said anew. */
function isNewer(words: Words, than: Words): boolean {
  if (words.wordsOcid === null || than.wordsOcid === null) return words.wordsOcid !== null;
  const [a, b] = [words.wordsInstant ?? '', than.wordsInstant ?? ''];
  return a > b || (a === b && words.wordsOcid >= than.wordsOcid);
}

/** What a transaction knows of nodes, by class and id: nobody else writes meanwhile, and most come again and again. */
const knownIn = perTransaction(() => new Map<Class, Map<string, Known>>());

/** Of how many it is remembered. */
const MANY = 10_000;

async function knownNodes(
  session: WriteSession,
  { type }: Shared,
  ids: readonly string[],
): Promise<Map<string, Known>> {
  const known = knownIn(session);
  let own = known.get(type);
  if (!own || own.size > MANY) known.set(type, (own = new Map<string, Known>()));
  const others = ids.filter((id) => !own.has(id));
  if (others.length === 0) return own;
  const rows = await session.all(
    sql`SELECT o.pk, o.id, o."wordsInstant", o."wordsOcid" FROM ${session.dialect.texts(others)} JOIN ${name(nodeOf(type).table)} o ON o.id = k.key`,
  );
  for (const row of rows) own.set(row.id as string, row as Known);
  return own;
}

/** Writes nodes anew, all in one go: an update for each would take longer than all the rest of the import. */
async function write(
  session: WriteSession,
  { type, fixed, words }: Shared,
  nodes: readonly Candidate[],
  known: Map<string, Known>,
): Promise<number[]> {
  if (nodes.length === 0) return [];
  const table = nodeOf(type).table;
  let pk = await takeKeys(session, table, nodes.filter(({ id }) => !known.has(id)).length);
  const old = nodes.flatMap(({ id }) => known.get(id)?.pk ?? []);
  if (old.length > 0) await session.run(sql`DELETE FROM ${name(table)} WHERE pk IN (${keysIn(session, old)})`);
  for (const { id, wordsInstant, wordsOcid } of nodes)
    known.set(id, { pk: known.get(id)?.pk ?? ++pk, wordsInstant, wordsOcid });
  const keys = keysOf(type);
  const columns = [...fixed, ...words];
  const rows = nodes.map(({ id, parent, cells, wordsInstant, wordsOcid }): Json[] => [
    known.get(id)!.pk,
    id,
    ...keys.map(() => (parent === undefined ? null : known.get(parent)!.pk)),
    ...columns.map((column) => cells[column] ?? null),
    wordsInstant,
    wordsOcid,
  ]);
  await session.insert(table, ['pk', 'id', ...keys, ...columns, 'wordsInstant', 'wordsOcid'], rows);
  return nodes.map(({ id }) => known.get(id)!.pk);
}

const keysIn = ({ dialect }: WriteSession, keys: readonly number[]): Sql =>
  sql`SELECT k.key FROM ${dialect.keys(keys)}`;

/** What releases that are about to be replaced share with others. */
export async function sharedOf(session: WriteSession, releasePks: readonly number[]): Promise<Keys> {
  const found = new Map<Class, number[]>();
  if (releasePks.length === 0) return found;
  for (const { type, saidBy, key } of SHARED) {
    const rows = await session.all(
      sql`SELECT DISTINCT s.${name(key)} AS pk FROM ${session.dialect.keys(releasePks)} JOIN ${name(nodeOf(saidBy).table)} s ON s."releasePk" = k.key`,
    );
    found.set(
      type,
      rows.map((row) => row.pk as number),
    );
  }
  return found;
}

/**
 * After releases were replaced: of what they shared, what no release names any more goes, and what had its words from
 * one of them takes those of the newest that is left, unless it was written anew just now.
 */
export async function settleShared(
  session: WriteSession,
  touched: Keys,
  anew: Keys,
  replaced: readonly string[],
): Promise<void> {
  if (touched.size > 0) knownIn(session).clear();
  for (const shared of SHARED) {
    const pks = touched.get(shared.type) ?? [];
    if (pks.length === 0) continue;
    const table = name(nodeOf(shared.type).table);
    const said = sql`${name(nodeOf(shared.saidBy).table)} s WHERE s.${name(shared.key)} = ${table}.pk`;
    await session.run(
      sql`DELETE FROM ${table} WHERE pk IN (${keysIn(session, pks)}) AND NOT EXISTS (SELECT 1 FROM ${said})`,
    );
    const done = new Set(anew.get(shared.type));
    const silent = pks.filter((pk) => !done.has(pk));
    if (shared.words.length > 0 && silent.length > 0) await session.run(newWords(session, shared, silent, replaced));
  }
}

function newWords(session: WriteSession, shared: Shared, pks: readonly number[], replaced: readonly string[]): Sql {
  const table = name(nodeOf(shared.type).table);
  const columns = join([...shared.words, 'wordsInstant', 'wordsOcid'].map(name), ', ');
  const words = join(
    shared.words.map((word) => sql`s.${name(word)}`),
    ', ',
  );
  const gist = shared.gist ? sql`AND s.${name(shared.gist)} IS NOT NULL` : raw('');
  return sql`UPDATE ${table} SET (${columns}) = (
    SELECT ${words}, r."dateInstant", r.ocid FROM ${name(nodeOf(shared.saidBy).table)} s JOIN release r ON r.pk = s."releasePk"
    WHERE s.${name(shared.key)} = ${table}.pk ${gist} ORDER BY coalesce(r."dateInstant", '') DESC, r.ocid DESC, s.pk LIMIT 1)
    WHERE pk IN (${keysIn(session, pks)}) AND "wordsOcid" IN (SELECT k.key FROM ${session.dialect.texts(replaced)})`;
}
