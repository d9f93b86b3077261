import type { WriteSession } from '../database/engine';
import { sql } from '../database/sql';
import { Award, Contract, Lot, Tender } from '../entities';
import { keyInRelease } from '../entities/keys';
import type { Class } from '../entities/registry';
import { folded } from '../ocds/fold';
import type { Rows } from './normalise/release';
import { tableOf } from './normalise/table';

const COLUMNS = ['pk', 'type', 'objectPk', 'id', 'instant', 'title', 'body'];

/** The classes that can be found, besides organizations: by title, description and their own identifiers. */
const FOUND: readonly Class[] = [Tender, Lot, Award, Contract];

/** Keeps the words of the objects of releases. */
export async function storeSearchDocuments(
  session: WriteSession,
  releases: readonly { ocid: string; pk: number; instant: string | null; rows: Rows }[],
): Promise<void> {
  const documents: unknown[][] = [];
  for (const { ocid, pk, instant, rows } of releases) {
    let place = 0;
    for (const type of FOUND) {
      const table = tableOf(type);
      for (const row of rows.tables.get(type) ?? []) {
        const text = (name: string): string | null => (row[table.column(name)] as string | null | undefined) ?? null;
        const identifiers = type === Tender ? [ocid, text('localId')] : [];
        const title = folded(text('title'), ...identifiers);
        const body = folded(text('description'));
        if (!title && !body) continue;
        documents.push([
          keyInRelease(pk, place++),
          type.name,
          row[table.column('pk')],
          text('id'),
          instant,
          title,
          body,
        ]);
      }
    }
  }
  await session.insert('search_document', COLUMNS, documents.sort(byKey));
}

/**
 * As the keys of SQLite's index of words go up (migration SearchByDay): it writes out all that it holds in memory as soon
 * as one goes down (SQLite 3.53, sqlite3Fts5IndexBeginWrite).
 */
function byKey(one: readonly unknown[], other: readonly unknown[]): number {
  const parts = ([pk, type, , , instant]: readonly unknown[]): [string, number, number] => [
    ((instant as string | null) ?? '').slice(0, 10),
    FOUND.findIndex(({ name }) => name === type),
    pk as number,
  ];
  const [day, place, pk] = parts(one);
  const [otherDay, otherPlace, otherPk] = parts(other);
  return day < otherDay ? -1 : day > otherDay ? 1 : place - otherPlace || pk - otherPk;
}

/** Keeps the words of organizations anew: their names and register ids. */
export async function storeSearchOrganizations(session: WriteSession, pks: readonly number[]): Promise<void> {
  const { dialect } = session;
  await session.run(sql`DELETE FROM search_document WHERE pk IN (SELECT -k.key FROM ${dialect.keys(pks)})`);
  const rows = await session.all(
    sql`SELECT o.pk, o.id, o.name, o."wordsInstant" FROM ${dialect.keys(pks)} JOIN organization o ON o.pk = k.key`,
  );
  const documents: unknown[][] = rows.map(({ pk, id, name, wordsInstant }) => [
    -(pk as number),
    'Organization',
    pk as number,
    id as string,
    wordsInstant as string | null,
    folded(name as string | null, id as string),
    '',
  ]);
  await session.insert('search_document', COLUMNS, documents);
}
