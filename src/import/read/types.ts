import type { JsonObject } from '../../ocds/json';

/** Where in a file something is. */
export interface Position {
  readonly file: string;
  /** How many releases of the file, read or refused, came before. */
  readonly index: number;
  /** In the text that is read: after decompression, and after conversion to UTF-8 where an encoding was named. */
  readonly byteOffset: number;
  /** Counted from 1. */
  readonly line: number;
}

/** `compiled`: the state of a whole process as its publisher merged it. `individual`: one notice of it. */
export type ReleaseForm = 'compiled' | 'individual';

export interface ReadLimits {
  /** Bytes of one release. */
  readonly releaseBytes: number;
  /** Levels of nesting of one release. */
  readonly depth: number;
  /** How many times larger a gzip file may become, measured over each megabyte after the first. */
  readonly gzipRatio: number;
}

export const READ_LIMITS: ReadLimits = { releaseBytes: 64 * 1024 * 1024, depth: 64, gzipRatio: 200 };

/** Why a release, or all that is left of a file, cannot be taken. Stable: the README lists them. */
export const REFUSAL_CODES = {
  INVALID_JSON: 'It is not JSON.',
  TRUNCATED: 'The file ends in the middle of it.',
  MISSING_OCID: 'It has no ocid, so nothing says which process it belongs to.',
  OCID_TOO_LONG: 'Its ocid has more than 400 characters: no publisher has one.',
  NOT_A_RELEASE: 'It is not an object where a release belongs.',
  RELEASE_TOO_LARGE: `The release is larger than ${READ_LIMITS.releaseBytes / 1024 / 1024} MB.`,
  TOO_DEEP: `The release is nested deeper than ${READ_LIMITS.depth} levels.`,
  NOT_UTF8: 'The text is in another encoding than UTF-8, and none was named.',
  UNSUPPORTED_FORMAT: 'The file is of a kind that is not read here, such as a ZIP archive.',
  COMPRESSION_BOMB: `The file grows more than ${READ_LIMITS.gzipRatio} times when it is decompressed.`,
  CORRUPT_GZIP: 'The compressed file is damaged.',
  VERSIONED_ONLY:
    'A versioned release is all there is of the process, and it cannot be taken apart into releases without loss.',
  ROOT_PATH_NOT_FOUND: 'Nothing is at the root path that was named.',
} as const;

export type RefusalCode = keyof typeof REFUSAL_CODES;

/** Things worth telling of which nothing is lost. */
export const NOTE_CODES = {
  EMPTY_FILE: 'The file is empty, or has nothing but empty lists.',
  PACKAGE_WITHOUT_RELEASES: 'The package has neither releases nor records, or empty lists of them.',
  RECORD_WITHOUT_RELEASES: 'The record has no releases, or only links to them.',
  SECTION_NOT_READ:
    'A package or record has a section of a release, such as a tender, beside its releases or where they belong; it is not read.',
  LINKED_RELEASE: 'The record links to the release instead of holding it.',
  VERSIONED_RELEASE_READ:
    'A versioned release stands where no releases do; it is read as the releases that it is made of.',
  VERSIONED_RELEASE_SKIPPED: 'The record has releases, so its versioned release was not read.',
  NUMBERED_RELEASES:
    'An object of numbered objects, or of objects by their ocids, stands where their list belongs; they are read as the list.',
  RELEASE_IN_LIST: 'A list stands where a record has one release, compiled or versioned; what is in it is read.',
  CONTROL_CHARACTER: 'A string holds a tab, a line break or the like as it is; it is read as if it were escaped.',
  NUMBER_OUT_OF_RANGE: 'A number is too large to be held.',
  FILE_SKIPPED:
    'It is a folder without files, or stands in a folder and is no file, such as a pipe or a link that leads nowhere; it was not read.',
} as const;

export type NoteCode = keyof typeof NOTE_CODES;

/** What honest records are full of: told once for each file, with how often it was met there. */
export const USUAL: ReadonlySet<NoteCode> = new Set([
  'LINKED_RELEASE',
  'VERSIONED_RELEASE_READ',
  'VERSIONED_RELEASE_SKIPPED',
]);

/** Whoever takes its value and its text takes them out: the reader holds the last item until it has the next. */
export interface ReleaseItem {
  readonly kind: 'release';
  value: JsonObject;
  readonly form: ReleaseForm;
  readonly position: Position;
  /** The release as it was written. */
  text: string;
}

export interface RefusedItem {
  readonly kind: 'refused';
  readonly code: RefusalCode;
  /** One sentence for a person. */
  readonly message: string;
  readonly position: Position;
  /** What was refused, as it was written, unless it is larger than a release may be. */
  readonly bytes?: Uint8Array;
  readonly ocid?: string;
}

export interface NoteItem {
  readonly kind: 'note';
  readonly code: NoteCode;
  readonly message: string;
  readonly position: Position;
}

export type ReadItem = ReleaseItem | RefusedItem | NoteItem;

export interface ReadOptions {
  /** What positions and messages call the file. */
  readonly file: string;
  /** Where in each document the releases, packages or records are: `data.item`, where `item` steps into an array. */
  readonly rootPath?: string;
  /** The encoding of the text, by its WHATWG label, where it is not UTF-8. */
  readonly encoding?: string;
  readonly limits?: Partial<ReadLimits>;
}
