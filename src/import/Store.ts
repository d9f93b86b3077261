import type { Engine, WriteSession } from '../database/engine';
import { makeIndexes } from '../database/lateIndexes';
import { isInside, name, raw, sql } from '../database/sql';
import { ENTITIES, ImportIssue, Organization, ReleaseVersion } from '../entities';
import { keyInRelease } from '../entities/keys';
import { hasReleaseKey } from '../entities/paths';
import { nodeOf, nodeTypes, type Class } from '../entities/registry';
import { SHARED } from '../entities/shared';
import { publishedAt } from '../ocds/effective';
import { storable } from '../ocds/text';
import { inPlace, type Digester } from './digest/digest';
import { FreshKeys } from './FreshKeys';
import { Histories } from './Histories';
import { History, type Process } from './History';
import { ISSUE_CODES } from './issues';
import { tableOf, type Cells } from './normalise/table';
import { linkProcesses } from './relatedProcesses';
import { SearchDocuments } from './SearchDocuments';
import { Rollups } from './rollups/Rollups';
import { settleShared, sharedOf, storeShared } from './shared';
import { quarantine } from './quarantine';
import type { RefusedItem } from './read/types';
import { keep, versionId, type Incoming, type Kept } from './publication';
import { insertVersions, sortOut } from './versions';

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

export interface StoredIssue {
  file: string;
  position: string;
  ocid: string;
  path: string;
  value: unknown;
  code: string;
  message: string;
}

/** Where a release was read. */
type Source = Pick<Kept, 'file' | 'position'>;

/** A process whose rows are to be written anew. */
interface Renewed extends Process {
  readonly ocid: string;
  readonly isNew: boolean;
  readonly source: Source;
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
      const outcome = await storeBatch(session, kept, inPlace, new FreshKeys(), this.histories);
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

/** Stores releases inside a transaction. */
export async function storeBatch(
  session: WriteSession,
  batch: readonly Ahead[],
  digester: Digester = inPlace,
  keys = new FreshKeys(),
  histories = new Histories(),
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
  const renewed = await renew(session, fresh, known, histories);
  outcome.stale = versions.filter((each) => publishedAt(each.document) < known.get(each.ocid)!.shown).length;
  outcome.stored = versions.length - outcome.stale;
  await insertVersions(session, versions, known, await contents);
  await replace(session, renewed);
  outcome.issues = renewed.flatMap(issuesOf);
  await session.run(
    sql`INSERT INTO import_state (pk, number) VALUES (1, 1) ON CONFLICT (pk) DO UPDATE SET number = import_state.number + 1`,
  );
  return outcome;
}

export function makeAhead(batch: readonly Kept[], keys: FreshKeys): Ahead[] {
  return batch.map((kept) => {
    const history = new History();
    history.add(kept);
    return { ...kept, ahead: history.process(kept.ocid, keys.take()) };
  });
}

async function renew(
  session: WriteSession,
  fresh: ReadonlyMap<string, Ahead[]>,
  known: ReadonlyMap<string, Known>,
  histories: Histories,
): Promise<Renewed[]> {
  const made = new Map<string, Process>();
  const others = new Map(fresh);
  for (const [ocid, [{ ahead }, another]] of fresh as ReadonlyMap<string, [Ahead, Ahead?]>)
    if (ahead && !another && ahead.pk === known.get(ocid)!.pk) {
      made.set(ocid, ahead);
      others.delete(ocid);
    }
  for await (const [ocid, history] of histories.of(session, others))
    made.set(ocid, history.process(ocid, known.get(ocid)!.pk));
  const sources = await sourcesOf(session, fresh, known);
  return [...sources].map(([ocid, source]) => ({ ...made.get(ocid)!, ocid, isNew: !!known.get(ocid)!.isNew, source }));
}

/** Where what is shown of each process was read: its newest release. One that is older than that changes nothing about it. */
async function sourcesOf(
  session: WriteSession,
  fresh: ReadonlyMap<string, Kept[]>,
  known: ReadonlyMap<string, Known>,
): Promise<Map<string, Source>> {
  const newest = [...fresh].map(([ocid, own]) => [ocid, own.reduce(newer)] as const);
  const sources = new Map<string, Source>(newest);
  const stale = newest.filter(([ocid, { document }]) => publishedAt(document) < known.get(ocid)!.shown);
  if (stale.length === 0) return sources;
  const keys = session.dialect.keys(stale.map(([ocid]) => known.get(ocid)!.pk));
  const told = await session.all(
    sql`SELECT DISTINCT i.ocid, i.file, i.position FROM ${keys} JOIN import_issue i ON i."releasePk" = k.key`,
  );
  for (const { ocid, file, position } of told as Record<string, string>[])
    sources.set(ocid!, { file: file!, position: position! });
  return sources;
}

const newer = (a: Kept, b: Kept): Kept => (versionId(b) > versionId(a) ? b : a);

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
  fresh: ReadonlyMap<string, Ahead[]>,
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

async function replace(session: WriteSession, renewed: readonly Renewed[]): Promise<void> {
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

const ISSUE_COLUMNS = ['pk', 'id', 'releasePk', 'ocid', 'code', 'message', 'path', 'value', 'file', 'position'];

const issuesOf = ({ ocid, source, rows }: Renewed): StoredIssue[] =>
  rows.issues.map(({ code, path, value }) => ({
    file: source.file,
    position: source.position,
    ocid,
    path,
    value,
    code,
    message: ISSUE_CODES[code],
  }));

const issueRows = (renewed: Renewed): unknown[][] =>
  issuesOf(renewed).map(({ ocid, code, message, path, value, file, position }, i) => [
    keyInRelease(renewed.pk, i),
    `${ocid} ${String(i).padStart(7, '0')}`,
    renewed.pk,
    ocid,
    code,
    message,
    storable(path),
    JSON.stringify(value).toWellFormed(),
    file,
    position,
  ]);
