import type { IssueCode } from '../../src/import/issues';

export interface ToldIssue {
  readonly code: IssueCode;
  readonly path: string;
  readonly value: unknown;
}

/** The codes of issues that say that a value is not in the graph as it was published. */
const LOSSES: ReadonlySet<IssueCode> = new Set<IssueCode>([
  'UNKNOWN_FIELD',
  'TRANSLATION',
  'WRONG_TYPE',
  'TYPE_COERCED',
  'EXPECTED_ARRAY',
  'EXPECTED_OBJECT',
  'UNKNOWN_CODE',
  'INVALID_DATE',
  'NUMBER_OUT_OF_RANGE',
  'TEXT_CLEANED',
  'TEXT_TOO_LONG',
]);

/** Whether an issue names a leaf, or what holds it. */
export const isTold = (path: string, issues: readonly ToldIssue[]): boolean =>
  issues.some((issue) => LOSSES.has(issue.code) && (issue.path === path || path.startsWith(`${issue.path}/`)));
