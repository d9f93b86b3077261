import type { WriteSession } from '../database/engine';
import { sql } from '../database/sql';
import { Award, Contract, Lot, Organization, Party, Tender } from '../entities';
import { keyInRelease } from '../entities/keys';
import { classOfPath } from '../entities/paths';
import type { Class } from '../entities/registry';
import { folded } from '../ocds/fold';
import type { Rows } from './normalise/release';
import { tableOf } from './normalise/table';
import { perTransaction } from './perTransaction';
import { placed } from './placed';

const COLUMNS = ['pk', 'type', 'objectPk', 'id', 'instant', 'title', 'body'];

/** The classes that can be found, besides organizations: by title, description and their own identifiers. */
const FOUND: readonly Class[] = [Tender, Lot, Award, Contract];

/** What stands in the index of words in this order within a day (migration SearchByDay). */
const PLACES: readonly Class[] = [...FOUND, Organization];

/** How many are held in memory, and of how many characters. */
const MANY = { documents: 1000, characters: 4 * 1024 * 1024 };

/** A release whose rows are made. */
interface Made {
  readonly ocid: string;
  readonly pk: number;
  readonly instant: string | null;
  readonly rows: Rows;
}

interface OrganizationRow {
  readonly pk: number;
  readonly id: string;
  readonly localId: string | null;
  readonly name: string | null;
  readonly wordsInstant: string | null;
}

/** One that is to be written, with what it stands by in SQLite's index of words: its day, its type, its key. */
interface Document {
  readonly day: string;
  readonly place: number;
  readonly pk: number;
  readonly row: readonly unknown[];
  /** Of its words. */
  readonly characters: number;
}

/**
 * The words of what a transaction stores. SQLite's index of words writes out all that it holds in memory as soon as a
 * key is less than the one before (SQLite 3.53, sqlite3Fts5IndexBeginWrite), so that as many as may be are sorted.
 */
export class SearchDocuments {
  /** Those of a transaction. */
  static readonly of = perTransaction(
    (session) => new SearchDocuments(session),
    (own) => own.end(),
  );
  private documents: Document[] = [];
  private characters = 0;
  private readonly organizations = new Set<number>();

  private constructor(private readonly session: WriteSession) {}

  /** Keeps the words of the objects of releases. */
  async add(releases: readonly Made[]): Promise<void> {
    for (const release of releases)
      for (const each of documentsOf(release)) {
        this.documents.push(each);
        this.characters += each.characters;
        if (this.characters >= MANY.characters) await this.write();
      }
    if (this.documents.length >= MANY.documents) await this.write();
  }

  /** Keeps the words of organizations anew, when the transaction ends: their names and register ids, or else those that a release gives. */
  addOrganizations(pks: Iterable<number>): void {
    for (const pk of pks) this.organizations.add(pk);
  }

  /** Writes what is waiting, as is needed before releases are deleted. */
  async write(): Promise<void> {
    const documents = this.documents.sort((a, b) =>
      a.day < b.day ? -1 : a.day > b.day ? 1 : a.place - b.place || a.pk - b.pk,
    );
    [this.documents, this.characters] = [[], 0];
    const rows = documents.map(({ row }) => row);
    await this.session.insert('search_document', COLUMNS, rows);
  }

  private async end(): Promise<void> {
    const { session } = this;
    const keys = session.dialect.keys([...this.organizations]);
    await session.run(sql`DELETE FROM search_document WHERE pk IN (SELECT -k.key FROM ${keys})`);
    const rows = await session.all(
      sql`SELECT o.pk, o.id, o."localId", o.name, o."wordsInstant" FROM ${keys} JOIN organization o ON o.pk = k.key`,
    );
    for (const { pk, id, localId, name, wordsInstant } of rows as OrganizationRow[]) {
      // Of a party's path its own part alone: nobody who looks for `parties` means it.
      const words = folded(name, classOfPath(id) === Party ? localId : id);
      if (words) this.documents.push(document(-pk, Organization, pk, id, wordsInstant, words, ''));
    }
    await this.write();
  }
}

function* documentsOf({ ocid, pk, instant, rows }: Made): Generator<Document> {
  let place = 0;
  for (const type of FOUND) {
    const table = tableOf(type);
    for (const row of rows.tables.get(type) ?? []) {
      const text = (name: string): string | null => (row[table.column(name)] as string | null | undefined) ?? null;
      const identifiers = type === Tender ? [ocid, text('localId')] : [];
      const title = folded(text('title'), ...identifiers);
      const body = folded(text('description'));
      if (!title && !body) continue;
      const objectPk = row[table.column('pk')] as number;
      yield document(keyInRelease(pk, place++), type, objectPk, text('id')!, instant, title, body);
    }
  }
}

const document = (
  pk: number,
  type: Class,
  objectPk: number,
  id: string,
  instant: string | null,
  title: string,
  body: string,
): Document => {
  const words = placed(cut(title, MOST.title), cut(body, MOST.body));
  return {
    day: (instant ?? '').slice(0, 10),
    place: PLACES.indexOf(type),
    pk,
    row: [pk, type.name, objectPk, id, instant, words.title, words.body],
    characters: words.title.length + words.body.length,
  };
};

/** A tsvector of PostgreSQL has less than a megabyte: the words, and up to four bytes more for each that is new. */
const MOST = { title: 100_000, body: 400_000 };

const cut = (words: string, most: number): string =>
  words.length > most ? words.slice(0, words.lastIndexOf(' ', most)) : words;
