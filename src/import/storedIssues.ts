import { keyInRelease } from '../entities/keys';
import { storable } from '../ocds/text';
import type { Process } from './History';
import { ISSUE_CODES } from './issues';
import type { Kept } from './publication';

/** An import issue as it is told and kept. */
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
export type Source = Pick<Kept, 'file' | 'position'>;

/** A process whose rows are to be written anew. */
export interface Renewed extends Process {
  readonly ocid: string;
  readonly isNew: boolean;
  readonly source: Source;
}

export const ISSUE_COLUMNS = ['pk', 'id', 'releasePk', 'ocid', 'code', 'message', 'path', 'value', 'file', 'position'];

export const issuesOf = ({ ocid, source, rows }: Renewed): StoredIssue[] =>
  rows.issues.map(({ code, path, value }) => ({
    file: source.file,
    position: source.position,
    ocid,
    path,
    value,
    code,
    message: ISSUE_CODES[code],
  }));

export const issueRows = (renewed: Renewed): unknown[][] =>
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
