import type { Reader } from '../database/engine';
import { name, sql, type Sql } from '../database/sql';
import { Organization, Release, ReleaseVersion } from '../entities';
import { nodeOf, nodeTypes } from '../entities/registry';

type Counts = Record<string, number>;

/** Unknown fields. */
const SHOWN = 20;

/** What is in a database. */
export interface Statistics {
  /** Every release that was imported, as it was sent. */
  readonly releases: number;
  readonly compiledReleases: number;
  readonly individualReleases: number;
  readonly processes: number;
  readonly organizations: number;
  /** The first and the last date of a release, in UTC; null where no release has one. */
  readonly dates: { readonly from: string | null; readonly to: string | null };
  /** How many objects of each type of the graph there are, those without any left out. */
  readonly objects: Counts;
  readonly issues: Counts;
  /** How often the fields are met that are in no schema known here: the most frequent, without indexes. */
  readonly unknownFields: Counts;
  /** What was refused and not taken since, by code. */
  readonly quarantine: Counts;
  /** How far each source was followed, in UTC. */
  readonly sources: Readonly<Record<string, string>>;
  /** How many transactions of imports have changed the database. */
  readonly imports: number;
}

export async function statistics(reader: Reader): Promise<Statistics> {
  const objects: Counts = {};
  for (const type of nodeTypes()) {
    const count = await one(reader, sql`SELECT count(*) AS count FROM ${name(nodeOf(type).table)}`);
    if (!nodeOf(type).link && Number(count.count) > 0) objects[type.name] = Number(count.count);
  }
  const forms = await counts(reader, sql`SELECT form AS key, count(*) AS count FROM release_version GROUP BY form`);
  const dates = await one(
    reader,
    sql`SELECT min("dateInstant") AS "from", max("dateInstant") AS "to" FROM release_version`,
  );
  const sources = await reader.all(sql`SELECT source, until FROM sync_state ORDER BY source`);
  return {
    releases: objects[ReleaseVersion.name] ?? 0,
    compiledReleases: forms.COMPILED ?? 0,
    individualReleases: forms.INDIVIDUAL ?? 0,
    processes: objects[Release.name] ?? 0,
    organizations: objects[Organization.name] ?? 0,
    dates: dates as Statistics['dates'],
    objects,
    issues: await counts(
      reader,
      sql`SELECT code AS key, count(*) AS count FROM import_issue GROUP BY code ORDER BY code`,
    ),
    unknownFields: mostFrequent(
      await counts(
        reader,
        sql`SELECT path AS key, count(*) AS count FROM import_issue WHERE code = 'UNKNOWN_FIELD' GROUP BY path`,
      ),
    ),
    quarantine: await counts(
      reader,
      sql`SELECT code AS key, count(*) AS count FROM quarantine GROUP BY code ORDER BY code`,
    ),
    imports: Number((await reader.all(sql`SELECT number FROM import_state`))[0]?.number ?? 0),
    sources: Object.fromEntries(sources.map(({ source, until }) => [source as string, until as string])),
  };
}

/** Paths that differ in their indexes lead to one field. */
function mostFrequent(paths: Counts): Counts {
  const fields = new Map<string, number>();
  for (const [path, count] of Object.entries(paths)) {
    const field = path.replace(/\/\d+(?=\/|$)/g, '[]');
    fields.set(field, (fields.get(field) ?? 0) + count);
  }
  const ordered = [...fields].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return Object.fromEntries(ordered.slice(0, SHOWN));
}

const one = async (reader: Reader, statement: Sql): Promise<Record<string, unknown>> =>
  (await reader.all(statement))[0]!;

const counts = async (reader: Reader, statement: Sql): Promise<Counts> =>
  Object.fromEntries((await reader.all(statement)).map(({ key, count }) => [key as string, Number(count)]));
