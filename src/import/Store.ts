import type { Engine, WriteSession } from '../database/engine';
import { makeIndexes } from '../database/lateIndexes';
import { name, sql } from '../database/sql';
import { ENTITIES, ImportIssue, Organization, Release, ReleaseVersion } from '../entities';
import { keyInRelease, SPAN } from '../entities/keys';
import { hasReleaseKey } from '../entities/paths';
import { nodeOf, nodeTypes, type Class } from '../entities/registry';
import { SHARED } from '../entities/shared';
import { effective, effectiveRelease, publishedAt, type Published } from '../ocds/effective';
import { storable } from '../ocds/text';
import { issuesAsSent, issuesOfMerging, type Sent } from './asSent';
import { inPlace, type Digester } from './digest/digest';
import { FreshKeys } from './FreshKeys';
import { ISSUE_CODES } from './issues';
import { normaliseRelease, type Rows } from './normalise/release';
import { tableOf, type Cells } from './normalise/table';
import { linkProcesses } from './relatedProcesses';
import { SearchDocuments } from './SearchDocuments';
import { Rollups } from './rollups/Rollups';
import { settleShared, sharedOf, storeShared } from './shared';
import { quarantine } from './quarantine';
import type { RefusedItem } from './read/types';
import { keep, type Incoming, type Kept } from './publication';
import { earlier, insertVersions, sortOut } from './versions';

/** What became of the releases of a batch. */
export interface Outcome {
  /** New to the database. */
  stored: number;
  /** Known already, to the letter. */
  unchanged: number;
  /** Kept in the history, but older than what the graph shows of the process. */
  stale: number;
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

/** What is known of a process, as rows. */
interface Process {
  readonly pk: number;
  readonly instant: string | null;
  readonly rows: Rows;
}

/** A process whose rows are to be written anew. */
interface Renewed extends Process {
  readonly ocid: string;
  readonly source: Kept;
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
  constructor(
    private readonly engine: Engine,
    private readonly options: { dryRun?: boolean } = {},
  ) {}

  async store(batch: readonly Incoming[]): Promise<Outcome> {
    const kept = await keep(batch, inPlace);
    if (!this.options.dryRun) return this.engine.write((session) => storeBatch(session, kept));
    const undone = new Undone();
    const work = async (session: WriteSession): Promise<never> => {
      undone.outcome = await storeBatch(session, kept);
      throw undone;
    };
    return this.engine.write(work).catch((error: unknown) => {
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
): Promise<Outcome> {
  const outcome: Outcome = { stored: 0, unchanged: 0, stale: 0, issues: [] };
  const { fresh, known } = await sortOut(session, batch);
  const versions = [...fresh.values()].flat();
  outcome.unchanged = batch.length - versions.length;
  if (versions.length === 0) return outcome;
  const contents = digester.contents(versions);
  contents.catch(() => undefined); // awaited below, unless something else fails before
  const history = await earlier(
    session,
    [...fresh.keys()].filter((ocid) => known.has(ocid)),
  );
  const pks = await releaseKeys(session, fresh, keys);
  const renewed = renew(fresh, history, pks, outcome);
  await insertVersions(session, versions, pks, await contents);
  await replace(session, renewed);
  outcome.issues = renewed.flatMap(issuesOf);
  await session.run(
    sql`INSERT INTO import_state (pk, number) VALUES (1, 1) ON CONFLICT (pk) DO UPDATE SET number = import_state.number + 1`,
  );
  return outcome;
}

export const makeAhead = (batch: readonly Kept[], keys: FreshKeys): Ahead[] =>
  batch.map((kept) => ({ ...kept, ahead: processOf([kept], kept.ocid, keys.take()) }));

function processOf(published: readonly (Published & Sent)[], ocid: string, pk: number): Process {
  const { compiled: document, warnings } = effective(published);
  const rows = normaliseRelease(document, ocid, pk);
  const merging = issuesOfMerging(warnings, rows.issues);
  const issues = [...issuesAsSent(published, document), ...merging, ...rows.issues].slice(0, SPAN);
  for (const row of rows.tables.get(Release) ?? []) row[tableOf(Release).column('importIssuesCount')] = issues.length;
  return { pk, instant: publishedAt(document) || null, rows: { ...rows, issues } };
}

function renew(
  fresh: ReadonlyMap<string, Ahead[]>,
  history: ReadonlyMap<string, (Published & Sent)[]>,
  pks: ReadonlyMap<string, number>,
  outcome: Outcome,
): Renewed[] {
  const renewed: Renewed[] = [];
  for (const [ocid, own] of fresh) {
    const before = history.get(ocid) ?? [];
    const shown = before.length === 0 ? '' : publishedAt(effectiveRelease(before));
    const older = own.filter(({ document }) => publishedAt(document) < shown).length;
    outcome.stale += older;
    outcome.stored += own.length - older;
    const pk = pks.get(ocid)!;
    const all = [...before, ...own];
    const ahead = all.length === 1 && own[0]!.ahead?.pk === pk ? own[0]!.ahead : undefined;
    renewed.push({ ...(ahead ?? processOf(all, ocid, pk)), ocid, source: own.at(-1)! });
  }
  return renewed;
}

/** The keys of those processes: the ones they have, or new ones. */
async function releaseKeys(
  session: WriteSession,
  fresh: ReadonlyMap<string, Ahead[]>,
  keys: FreshKeys,
): Promise<Map<string, number>> {
  const rows = await session.all(
    sql`SELECT r.pk, r.ocid FROM ${session.dialect.texts([...fresh.keys()])} JOIN release r ON r.ocid = k.key`,
  );
  const pks = new Map(rows.map((row) => [row.ocid as string, row.pk as number]));
  await keys.begin(session);
  for (const [ocid, [first]] of fresh) {
    const ahead = first!.ahead?.pk;
    if (!pks.has(ocid)) pks.set(ocid, ahead !== undefined && keys.isFree(ahead) ? ahead : keys.take());
  }
  return pks;
}

async function replace(session: WriteSession, renewed: readonly Renewed[]): Promise<void> {
  const keys = renewed.map(({ pk }) => pk);
  const old = await session.all(
    sql`SELECT r.pk, r.ocid FROM ${session.dialect.keys(keys)} JOIN release r ON r.pk = k.key`,
  );
  const oldKeys = old.map(({ pk }) => pk as number);
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
  const ocids = old.map(({ ocid }) => ocid as string);
  await settleShared(session, touched, anew, ocids);
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
    const inside = sql`SELECT x.pk FROM ${session.dialect.keys(keys)} JOIN ${table} x ON x.pk >= k.key * ${SPAN} AND x.pk < (k.key + 1) * ${SPAN}`;
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
