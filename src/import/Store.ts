import type { Engine, WriteSession } from '../database/engine';
import { makeIndexes } from '../database/lateIndexes';
import { isInside, name, raw, sql } from '../database/sql';
import { ENTITIES, ImportIssue, Organization, ReleaseVersion } from '../entities';
import { hasReleaseKey } from '../entities/paths';
import { nodeOf, nodeTypes, type Class } from '../entities/registry';
import { SHARED } from '../entities/shared';
import { publishedAt } from '../ocds/effective';
import { inPlace, type Digester } from './digest/digest';
import { FreshKeys } from './FreshKeys';
import { Histories } from './Histories';
import { isHuge, sweep } from './huge';
import { History, type Process } from './History';
import { tableOf, type Cells } from './normalise/table';
import { linkProcesses } from './relatedProcesses';
import { SearchDocuments } from './SearchDocuments';
import { Rollups } from './rollups/Rollups';
import { settleShared, sharedOf, storeShared } from './shared';
import { quarantine } from './quarantine';
import type { RefusedItem } from './read/types';
import { keep, letGo, type Incoming, type Kept } from './publication';
import { ISSUE_COLUMNS, issueRows, issuesOf, type Renewed, type Source, type StoredIssue } from './storedIssues';
import { insertVersions, sortOut, versionRows } from './versions';
import { Waiting, type Newest } from './Waiting';

/** What became of the releases of a batch. */
export interface Outcome {
  /** New to the database. */
  stored: number;
  /** Known already, to the letter. */
  unchanged: number;
  /** Kept in the history, but older than what the graph shows of the process. */
  stale: number;
  /** How many processes were not known before. */
  begun: number;
  /** How many that were known had something new, and so were made again. */
  remade: number;
  issues: StoredIssue[];
}

/** With what batches are stored, and what one leaves for the next. */
interface Means {
  readonly digester: Digester;
  readonly keys: FreshKeys;
  readonly histories: Histories;
  /** Of this transaction. */
  readonly waiting: Waiting;
}

/** A release whose rows are made already, as if it were all that is known of a new process: most are. */
interface Ahead extends Kept {
  readonly ahead?: Process;
}

/**
 * Writes releases: whole or not at all, a batch in a transaction. Every release is kept as sent; the graph's rows of a
 * process are then made anew from all that is kept of it, so that any order of import ends in the same graph.
 */
export class Store {
  private readonly histories = new Histories();

  constructor(
    private readonly engine: Engine,
    private readonly options: { dryRun?: boolean } = {},
  ) {}

  async store(batch: readonly Incoming[]): Promise<Outcome> {
    const kept = await keep(batch, inPlace);
    const undone = new Undone();
    const work = async (session: WriteSession): Promise<Outcome> => {
      const outcome = await storeBatch(session, kept, { histories: this.histories });
      if (!this.options.dryRun) return outcome;
      undone.outcome = outcome;
      throw undone;
    };
    return this.engine.write(work).catch((error: unknown) => {
      this.histories.forget();
      if (error !== undone) throw error;
      return undone.outcome!;
    });
  }

  /** Keeps what was refused, to be tried again. */
  async quarantine(item: RefusedItem): Promise<void> {
    if (!this.options.dryRun) await this.engine.write((session) => quarantine(session, item));
  }
}

/** Thrown to roll a dry run back. */
class Undone extends Error {
  outcome?: Outcome;
}

/** Stores releases inside a transaction; but for those of processes that wait for `storeWaiting`, the graph shows them. */
export async function storeBatch(
  session: WriteSession,
  batch: readonly Ahead[],
  { digester = inPlace, keys = new FreshKeys(), histories = new Histories(), waiting = new Waiting() }: Partial<Means>,
): Promise<Outcome> {
  const outcome: Outcome = { stored: 0, unchanged: 0, stale: 0, begun: 0, remade: 0, issues: [] };
  const fresh = await sortOut(session, batch);
  const versions = [...fresh.values()].flat();
  outcome.unchanged = batch.length - versions.length;
  if (versions.length === 0) return outcome;
  const contents = digester.contents(versions);
  contents.catch(() => undefined); // awaited below, unless something else fails before
  const known = await releasesOf(session, fresh, keys);
  outcome.begun = [...known.values()].filter(({ isNew }) => isNew).length;
  outcome.remade = known.size - outcome.begun;
  const isStale = ({ ocid, document }: Kept): boolean =>
    publishedAt(document) < known.get(ocid)!.shown || publishedAt(document) < waiting.until(ocid);
  outcome.stale = versions.filter(isStale).length;
  outcome.stored = versions.length - outcome.stale;
  const newest = waiting.sift(fresh, known);
  // What a huge release holds goes as soon as nothing asks for it: its text, and its document when it is merged.
  const early = versions.some(({ text }) => isHuge(text))
    ? await versionRows(session, versions, known, await contents)
    : undefined;
  if (early) letGo(versions, 'text');
  const renewed = await renew(session, fresh, newest, known, histories, !!early);
  if (early) sweep(); // of what was merged
  await insertVersions(session, early ?? (await versionRows(session, versions, known, await contents)));
  outcome.issues = await replace(session, renewed);
  return outcome;
}

/** Makes the processes anew that wait, at the end of the transaction that their releases were stored in. */
export async function storeWaiting(
  session: WriteSession,
  { keys, histories, waiting }: Pick<Means, 'keys' | 'histories' | 'waiting'>,
): Promise<StoredIssue[]> {
  const issues: StoredIssue[] = [];
  for (const piece of waiting.pieces()) {
    const all = new Map([...piece.keys()].map((ocid) => [ocid, []]));
    const known = await releasesOf(session, all, keys);
    issues.push(...(await replace(session, await renew(session, all, piece, known, histories))));
  }
  return issues;
}

export function makeAhead(batch: readonly Kept[], keys: FreshKeys): Ahead[] {
  return batch.map((kept) => {
    const history = new History();
    history.add(kept);
    return { ...kept, ahead: history.process(kept.ocid, keys.take()) };
  });
}

/** The processes of which the `newest` is given, of all releases that have come; of the others what came is remembered. */
async function renew(
  session: WriteSession,
  fresh: ReadonlyMap<string, readonly Ahead[]>,
  newest: ReadonlyMap<string, Newest>,
  known: ReadonlyMap<string, Known>,
  histories: Histories,
  hasHuge = false,
): Promise<Renewed[]> {
  const made = new Map<string, Process>();
  const others = new Map(fresh);
  for (const [ocid, [first, another]] of fresh)
    if (first?.ahead && !another && first.ahead.pk === known.get(ocid)!.pk) {
      made.set(ocid, first.ahead);
      others.delete(ocid);
    }
  for await (const [ocid, history] of histories.of(session, others, newest)) {
    history.settle();
    if (hasHuge) letGo(fresh.get(ocid)!, 'document');
    made.set(ocid, history.process(ocid, known.get(ocid)!.pk));
  }
  const sources = await sourcesOf(session, newest, known);
  return [...sources].map(([ocid, source]) => ({ ...made.get(ocid)!, ocid, isNew: !!known.get(ocid)!.isNew, source }));
}

/** Where what is shown of each process was read: its newest release. One that is older than that changes nothing about it. */
async function sourcesOf(
  session: WriteSession,
  newest: ReadonlyMap<string, Newest>,
  known: ReadonlyMap<string, Known>,
): Promise<Map<string, Source>> {
  const sources = new Map<string, Source>(newest);
  const stale = [...newest].filter(([ocid, { instant }]) => instant < known.get(ocid)!.shown);
  if (stale.length === 0) return sources;
  const keys = session.dialect.keys(stale.map(([ocid]) => known.get(ocid)!.pk));
  const told = await session.all(
    sql`SELECT DISTINCT i.ocid, i.file, i.position FROM ${keys} JOIN import_issue i ON i."releasePk" = k.key`,
  );
  for (const { ocid, file, position } of told as Record<string, string>[])
    sources.set(ocid!, { file: file!, position: position! });
  return sources;
}

/** The release that a process has in the graph. */
interface Known {
  readonly pk: number;
  /** The instant that it is of. */
  readonly shown: string;
  readonly isNew?: boolean;
}

/** The releases of those processes: the ones that are there, or new ones. */
async function releasesOf(
  session: WriteSession,
  fresh: ReadonlyMap<string, readonly Ahead[]>,
  keys: FreshKeys,
): Promise<Map<string, Known>> {
  const rows = await session.all(
    sql`SELECT r.pk, r.ocid, coalesce(r."dateInstant", '') AS shown FROM ${session.dialect.texts([...fresh.keys()])} JOIN release r ON r.ocid = k.key`,
  );
  const known = new Map(rows.map((row) => [row.ocid as string, row as Known]));
  await keys.begin(session);
  for (const [ocid, [first]] of fresh) {
    if (known.has(ocid)) continue;
    const ahead = first!.ahead?.pk;
    known.set(ocid, { pk: ahead !== undefined && keys.isFree(ahead) ? ahead : keys.take(), shown: '', isNew: true });
  }
  return known;
}

/** Puts the rows of processes in the place of those that they had. */
async function replace(session: WriteSession, renewed: readonly Renewed[]): Promise<StoredIssue[]> {
  await session.run(
    sql`INSERT INTO import_state (pk, number) VALUES (1, 1) ON CONFLICT (pk) DO UPDATE SET number = import_state.number + 1`,
  );
  if (renewed.length === 0) return [];
  const old = renewed.filter(({ isNew }) => !isNew);
  const oldKeys = old.map(({ pk }) => pk);
  if (oldKeys.length > 0) await makeIndexes(session);
  const rollups = Rollups.of(session);
  await rollups.remove(oldKeys);
  const touched = await sharedOf(session, oldKeys);
  const search = SearchDocuments.of(session);
  if (oldKeys.length > 0) {
    await search.write();
    await deleteReleases(session, oldKeys);
  }
  const anew = await storeShared(session, renewed);
  for (const type of DOCUMENT_TYPES) {
    const rows: Cells[] = renewed.flatMap(({ rows: { tables } }) => tables.get(type) ?? []);
    if (rows.length > 0) await session.insert(nodeOf(type).table, tableOf(type).columns, rows);
  }
  await session.insert('import_issue', ISSUE_COLUMNS, renewed.flatMap(issueRows));
  await linkProcesses(session, renewed);
  rollups.add(renewed, oldKeys.length === 0); // while the rows are written
  await settleShared(
    session,
    touched,
    anew,
    old.map(({ ocid }) => ocid),
  );
  await search.add(renewed);
  for (const keys of [anew, touched]) search.addOrganizations(keys.get(Organization) ?? []);
  return renewed.flatMap(issuesOf);
}

/** What is not made anew with its release. */
const KEPT: readonly Class[] = [...SHARED.map(({ type }) => type), ReleaseVersion, ImportIssue];

/** Every class whose rows stand inside a release. */
const DOCUMENT_TYPES: readonly Class[] = nodeTypes().filter((type) => ENTITIES.includes(type) && !KEPT.includes(type));

async function deleteReleases(session: WriteSession, keys: readonly number[]): Promise<void> {
  for (const type of [...DOCUMENT_TYPES, ImportIssue]) {
    const table = name(nodeOf(type).table);
    const inside = sql`SELECT x.pk FROM ${session.dialect.keys(keys)} JOIN ${table} x ON ${isInside(raw('x.pk'), raw('k.key'))}`;
    const own = sql`SELECT k.key FROM ${session.dialect.keys(keys)}`;
    await session.run(sql`DELETE FROM ${table} WHERE pk IN (${hasReleaseKey(type) ? own : inside})`);
  }
}
