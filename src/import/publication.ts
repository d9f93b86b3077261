import { enumName, nameOfCode } from '../ocds/codelist';
import { releaseTag } from '../ocds/codelists';
import { publishedAt, type Published } from '../ocds/effective';
import { isObject, type Json, type JsonObject } from '../ocds/json';
import { idIn, storable } from '../ocds/text';
import type { Sent } from './asSent';
import type { Digester } from './digest/digest';
import { sweep } from './huge';

/** One release as it came in. */
export interface Incoming {
  readonly ocid: string;
  readonly form: Published['form'];
  document: JsonObject;
  /** The release as it was written. */
  text: string;
  readonly file: string;
  readonly position: string;
}

/** A release that is to be kept: with the hash by which it is known again. */
export interface Kept extends Incoming, Published, Sent {}

export async function keep(batch: readonly Incoming[], digester: Digester): Promise<Kept[]> {
  const digests = await digester.digests(batch);
  return batch.map((each, i) => Object.assign(each, { ocid: storable(each.ocid) }, digests[i]!));
}

/** Lets go of the texts of releases, but of those that tell what parsing left out, or of their documents. */
export function letGo(releases: readonly Kept[], what: 'text' | 'document'): void {
  for (const each of releases)
    if (what === 'document') each.document = {};
    else if (!each.mayLose) each.text = '';
  sweep();
}

/** Its place in the history of its process. */
export const versionId = ({ document, hash }: Kept): string => `${publishedAt(document)} ${hash}`;

export const VERSION_COLUMNS = [
  'pk',
  'id',
  'releasePk',
  'ocid',
  'hash',
  'form',
  'localId',
  'date',
  'dateInstant',
  'tag',
  'noticeTypes',
  'content',
];

export function versionRow(pk: number, releasePk: number | null, kept: Kept, content: Buffer): unknown[] {
  const { id, date, tag } = kept.document;
  const text = (value: Json | undefined): string | null => (typeof value === 'string' ? storable(value) : null);
  const instant = publishedAt(kept.document) || null;
  const tags = (Array.isArray(tag) ? tag : [tag]).flatMap((each) =>
    typeof each === 'string' ? (nameOfCode(releaseTag, each) ?? []) : [],
  );
  return [
    pk,
    versionId(kept),
    releasePk,
    kept.ocid,
    kept.hash,
    enumName(kept.form),
    idIn(id),
    text(date),
    instant,
    JSON.stringify(tags),
    JSON.stringify(noticeTypes(kept.document)),
    content,
  ];
}

/** The notice types of a release's documents, wherever they stand (UK extension, `Document.noticeType`). */
function noticeTypes(document: JsonObject): string[] {
  const found = new Set<string>();
  const look = (holder: Json | undefined): void => {
    if (Array.isArray(holder)) return holder.forEach(look);
    if (!isObject(holder)) return;
    for (const each of Array.isArray(holder.documents) ? holder.documents : [])
      if (isObject(each) && typeof each.noticeType === 'string') found.add(storable(each.noticeType));
  };
  for (const section of ['planning', 'tender', 'awards', 'contracts']) look(document[section]);
  return [...found];
}
