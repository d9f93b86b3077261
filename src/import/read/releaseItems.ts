import { type Json, type JsonObject, isObject } from '../../ocds/json';
import { holdsVersions, takenApart } from '../../ocds/versioned';
import { mayLose, tellLost } from '../digest/parsingLoss';
import { writtenAgain } from '../digest/pieces';
import { Issues } from '../normalise/path';
import { likelyRootPath } from './likelyRootPath';
import { likelyOcid, parseText } from './parse';
import type { NoteCode, NoteItem, Position, ReadItem, RefusalCode, RefusedItem } from './types';

/** What stands where the value is: an element of `releases`, of `records`, a record's compiled or versioned release, or anything. */
export type Role = 'any' | 'release' | 'record' | 'compiled' | 'versioned';

/** One value that holds no other releases, where it stands, and what the scan saw of it. */
export interface Candidate {
  readonly text: string;
  readonly role: Role;
  readonly position: Position;
  readonly hasExponent: boolean;
}

/** The release that a value is, or why it is none; and what there is to tell. */
export function itemsOf(candidate: Candidate): ReadItem[] {
  const { position } = candidate;
  const refusal: Refusal = (code, message) => refused(code, message, position, Buffer.from(candidate.text));
  const parsed = parseText(candidate.text);
  if ('code' in parsed) return [refusal(parsed.code, parsed.message)];
  const { value, text, repairs } = parsed;
  if (!isObject(value)) return [refusal('NOT_A_RELEASE', `is ${describe(value)}, not a release`)];
  const other = notARelease(value, candidate, refusal);
  if (other) return [other];
  if (isVersioned(value, candidate.role)) return releasesIn(value, text, position, refusal);
  const form = candidate.role === 'compiled' || isCompiled(value.tag) ? 'compiled' : 'individual';
  const release: ReadItem = { kind: 'release', value, form, position, text };
  const lost = repairs.has('Infinity') || candidate.hasExponent ? pathOfNonFinite(value) : undefined;
  const items: ReadItem[] = [release];
  if (lost !== undefined)
    items.push(note('NUMBER_OUT_OF_RANGE', `holds a number that is out of range at ${lost}`, position));
  if (repairs.has('NaN')) items.push(note('NUMBER_OUT_OF_RANGE', 'holds NaN, read as null', position));
  if (repairs.has('control character'))
    items.push(
      note('CONTROL_CHARACTER', 'holds a string with a control character in it, read as if escaped', position),
    );
  return items;
}

/** What only releases have: where any of these is, nothing is dropped as a package, a record or a link. */
export const SECTIONS = ['parties', 'buyer', 'planning', 'tender', 'bids', 'awards', 'contracts'];

/** Of what holds releases. */
export const notRead = (section: string, position: Position): NoteItem =>
  note('SECTION_NOT_READ', `has ${section} beside its releases, which is not read`, position);

/** How many fields of what is no release are named. */
const NAMED_FIELDS = 5;

/** Characters of an ocid. Databases index it, and what they index has an end (PostgreSQL: 2,704 bytes). */
const MAX_OCID = 400;

type Refusal = (code: RefusalCode, message: string) => ReadItem;

function notARelease(value: JsonObject, { position, role }: Candidate, refusal: Refusal): ReadItem | undefined {
  const hasSections = SECTIONS.some((key) => key in value);
  if (typeof value.ocid !== 'string' || value.ocid.trim() === '') {
    return (
      (!hasSections && withoutOcid(value, position, refusal)) ||
      refusal('MISSING_OCID', whyNoOcid(value, role, hasSections))
    );
  }
  if (value.ocid.length > MAX_OCID) return refusal('OCID_TOO_LONG', 'has an ocid that is too long');
  if (isVersioned(value, role)) return undefined;
  if (!hasSections && !('id' in value) && isLink(value)) return linked(value, position);
  const isRecord = role === 'record' || role === 'versioned' || 'releases' in value;
  if (!isRecord || hasSections || 'id' in value || 'date' in value || 'tag' in value) return undefined;
  return note('RECORD_WITHOUT_RELEASES', `the record of ${value.ocid} has no releases`, position);
}

function whyNoOcid(value: JsonObject, role: Role, hasSections: boolean): string {
  if ('ocid' in value) return `has an ocid that is ${typeof value.ocid === 'string' ? 'empty' : 'not a text'}`;
  if (hasSections) return 'has no ocid';
  const path = role === 'any' ? likelyRootPath(value) : undefined;
  if (path !== undefined) return `has no ocid; releases seem to be inside it, at the root path ${path}`;
  const fields = Object.keys(value).map((field) => field.slice(0, 40));
  const more = fields.length > NAMED_FIELDS ? ' and others' : '';
  return fields.length === 0
    ? 'is an empty object'
    : `has no ocid; it has ${fields.slice(0, NAMED_FIELDS).join(', ')}${more}`;
}

function withoutOcid(value: JsonObject, position: Position, refusal: Refusal): ReadItem | undefined {
  const { releases, records, packages, projects, id } = value;
  const held = releases ?? records ?? undefined;
  if (held !== undefined) {
    return refusal('NOT_A_RELEASE', 'has releases or records that are not a list');
  }
  if (Array.isArray(projects) || (typeof id === 'string' && id.startsWith('oc4ids-'))) {
    return refusal('NOT_A_RELEASE', 'is of OC4IDS, the data standard for infrastructure projects');
  }
  if (isLink(value)) return linked(value, position);
  if (Array.isArray(packages) && packages.some(isObject)) return undefined;
  const isPackage = ['releases', 'records', 'packages', 'publisher', 'publishedDate'].some((key) => key in value);
  return isPackage ? note('PACKAGE_WITHOUT_RELEASES', 'is a package without releases', position) : undefined;
}

/** https://standard.open-contracting.org/1.1/en/schema/records_reference/#linked-releases: an address, and no more than words beside it. */
const isLink = (value: JsonObject): boolean => typeof value.url === 'string' && !Object.values(value).some(isObject);

const linked = ({ url }: JsonObject, position: Position): NoteItem =>
  note('LINKED_RELEASE', `links to the release ${url as string}`, position);

/** `tag` is a list in OCDS 1.1; some publishers write one tag as a text. */
function isCompiled(tag: Json | undefined): boolean {
  return tag === 'compiled' || (Array.isArray(tag) && tag.includes('compiled'));
}

/** By itself one is known by its date, or by its tag if it has a date of its own. */
const isVersioned = (value: JsonObject, role: Role): boolean => {
  const { date, tag = null } = value;
  return (role === 'versioned' || typeof date !== 'string' || holdsVersions(tag)) && holdsVersions(value);
};

/** What a versioned release is made of, written anew: a text that says more than its value is not taken apart. */
function releasesIn(value: JsonObject, text: string, position: Position, refusal: Refusal): ReadItem[] {
  const releases = saysMore(text, value) ? undefined : takenApart(value);
  if (!releases) return [refusal('VERSIONED_ONLY', 'is a versioned release that cannot be taken apart without loss')];
  return [
    note('VERSIONED_RELEASE_READ', 'the versioned release is read as the releases that it is made of', position),
    ...releases.map((release): ReadItem => ({
      kind: 'release',
      value: release,
      form: 'individual',
      position,
      text: JSON.stringify(release),
    })),
  ];
}

function saysMore(text: string, value: JsonObject): boolean {
  if (pathOfNonFinite(value) !== undefined) return true;
  const issues = new Issues();
  if (mayLose(text, writtenAgain(value, text))) tellLost(text, issues);
  return issues.list.length > 0;
}

function pathOfNonFinite(value: Json): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : '';
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, below] of Object.entries(value)) {
    const path = pathOfNonFinite(below);
    if (path !== undefined) return path === '' ? key : `${key}/${path}`;
  }
  return undefined;
}

function describe(value: Json): string {
  return value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

/** Copies the bytes, since the window goes on without them. */
export function refused(code: RefusalCode, message: string, position: Position, bytes?: Buffer): RefusedItem {
  if (!bytes) return { kind: 'refused', code, message, position };
  const ocid = likelyOcid(bytes);
  return { kind: 'refused', code, message, position, bytes: Buffer.from(bytes), ...(ocid !== undefined && { ocid }) };
}

export function note(code: NoteCode, message: string, position: Position): NoteItem {
  return { kind: 'note', code, message, position };
}
