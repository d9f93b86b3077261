import type { Reader, Row } from '../database/engine';
import { sql, type Sql } from '../database/sql';
import type { Published } from '../ocds/effective';
import { formOf, textOf } from '../ocds/kept';

/** Releases may be of many megabytes each: few in one statement. */
const PAGE = 50;

/** A release of the history. */
export interface Archived {
  readonly ocid: string;
  readonly form: Published['form'];
  readonly hash: string;
  /** The release as it was written. */
  readonly text: string;
}

/** Where a reader of the history is: the ocid and the place in its history. */
type Place = readonly [ocid: string, id: string];

/** All releases ever imported, or those of some processes: by ocid, each process oldest first. Holds few at a time. */
export async function* archived(reader: Reader, ocids?: readonly string[]): AsyncGenerator<Archived> {
  if (!ocids) {
    yield* pages(reader, pageOfAll);
    return;
  }
  for (const ocid of [...new Set(ocids)].sort()) yield* pages(reader, (place) => pageOf(ocid, place));
}

async function* pages(reader: Reader, page: (place: Place) => Sql): AsyncGenerator<Archived> {
  let place: Place = ['', ''];
  for (let rows: Row[] = []; ;) {
    rows = await reader.all(page(place));
    for (const row of rows as { ocid: string; id: string; form: string; hash: string; content: Buffer }[]) {
      const { ocid, id, form, hash, content } = row;
      place = [ocid, id];
      yield { ocid, hash, form: formOf(form), text: textOf(content) };
    }
    if (rows.length < PAGE) return;
  }
}

const pageOfAll = ([ocid, id]: Place): Sql =>
  sql`SELECT v.ocid, v.id, v.form, v.hash, v.content FROM release_version v WHERE v.ocid >= ${ocid} AND (v.ocid > ${ocid} OR v.id > ${id}) ORDER BY v.ocid, v.id LIMIT ${PAGE}`;

const pageOf = (ocid: string, [, id]: Place): Sql =>
  sql`SELECT v.ocid, v.id, v.form, v.hash, v.content FROM release_version v WHERE v.ocid = ${ocid} AND v.id > ${id} ORDER BY v.id LIMIT ${PAGE}`;
