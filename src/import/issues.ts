import type { Json } from '../ocds/json';

/** Why something in a document could not be typed, linked or trusted. Stable: the README lists them. */
export const ISSUE_CODES = {
  UNKNOWN_FIELD: 'The field is in no schema that is known here; its value is in the document only.',
  TRANSLATION: 'The text of a field in another language, such as `title_fr`; it is in the document only.',
  OTHER_NAME:
    'The value stands under another name than the field, such as `lotID`, `award` for `awards`, or `title_en` in a release ' +
    'in English, or beside it, as the currency of an amount that is a number; it is read as that of the field.',
  WRONG_TYPE: 'The value is of another type than the field; it is in the document only.',
  TYPE_COERCED: 'The value is of another type than the field, or spelled otherwise, but says what it should be.',
  EXPECTED_ARRAY:
    'One value, an object of values, or a list in a list, stands where a list belongs; it is read as the list.',
  EXPECTED_OBJECT: 'A list stands where one object belongs; its first object is read, and all of them as buyers.',
  UNKNOWN_CODE: 'The code is not in the closed codelist of the field.',
  INVALID_DATE: 'The text names no date.',
  LOOSE_DATE: 'The date lacks its time or its offset; midnight and UTC are taken where it is compared.',
  UNLIKELY_DATE:
    'The date is before 1901, or the first instant of Unix: programs write such where there is none. It is kept as any other.',
  NUMBER_OUT_OF_RANGE: 'The number is larger than the field can hold.',
  TEXT_CLEANED: 'The text had characters that cannot be stored; they were replaced.',
  TEXT_TOO_LONG: 'The text is longer than a word of an open codelist (200 characters); it is in the document only.',
  MISSING_ID: 'The object has no id; its place in the list stands in.',
  DUPLICATE_ID: 'Another object of the list has the same id.',
  REFERENCE_WITHOUT_ID:
    'The reference has no id; it leads to the party with its register id, or to the only party of its name.',
  REFERENCE_WITH_OTHER_ID:
    'The id of the reference is that of no party; it leads to the party with its register id, or to the only party of its ' +
    'name or with that id in its identifier.',
  UNRESOLVED_REFERENCE:
    'The reference points at nothing in the document; whom it names is read as a party if the document lists none.',
  REPEATED_KEY:
    'A release as it was sent has this key twice in one object. The last counts; the value is what gave way.',
  NUMBER_ROUNDED:
    'A number of a release as it was sent has more digits than are held, and is rounded. The value is as it was sent.',
  MISSING_DATE: 'A release to be merged has no date; it was merged before all others. The value is its id.',
  REPEATED_DATE: 'A release to be merged has the date of another; the later id wins. The value is its id.',
  TYPE_CLASH: 'A release holds another kind of value here than one before it; the later wins. The value is its id.',
  TOO_DEEP: 'The value is nested deeper than is merged; it was taken whole. The value is the id of its release.',
  TOO_MANY: 'There are more than can be told apart; the rest is in the document only.',
} as const;

export type IssueCode = keyof typeof ISSUE_CODES;

/** One thing in a release that could not be typed, linked or trusted. */
export interface ImportIssue {
  readonly code: IssueCode;
  /** Where it is, with array indexes: `tender/items/0/quantity`. */
  readonly path: string;
  /** What was published there. */
  readonly value: Json;
}
