import { instantOf, mayStandForNone } from '../../ocds/instant';
import { enumName, nameOfCode } from '../../ocds/codelist';
import type { Json } from '../../ocds/json';
import { storable, storableJson } from '../../ocds/text';
import type { FieldInfo } from '../../entities/registry';
import type { IssueCode } from '../issues';
import type { Issues, Path } from './path';

/**
 * A published value as the field holds it, or null where it cannot be; whatever is lost or changed is told, with where it
 * stands. There are hundreds of them in a release, so nothing is made for one that is as it should be.
 */
export type Read = (value: Json, issues: Issues, up: Path | null, key: string | number) => Json;

const text: Read = (value, issues, up, key) => {
  if (typeof value === 'string') {
    if (value.isWellFormed() && !value.includes('\0')) return value;
    issues.tell('TEXT_CLEANED', up, key, value);
    return storable(value);
  }
  return lost(
    [value, issues, up, key],
    typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined,
  );
};

/** The names of ids that OCDS lets be a string or a whole number. */
const IDS = new Set(['id', 'awardID', 'projectID']);

const localId: Read = (value, issues, up, key) =>
  typeof value === 'number' && Number.isInteger(value) ? String(value) : text(value, issues, up, key);

const FLAGS: Record<string, boolean> = { true: true, false: false };

const flag: Read = (value, issues, up, key) =>
  typeof value === 'boolean'
    ? value
    : lost([value, issues, up, key], typeof value === 'string' ? FLAGS[value.toLowerCase()] : undefined);

const decimal: Read = (value, issues, up, key) => {
  if (typeof value === 'number')
    return Number.isFinite(value) ? value : lost([value, issues, up, key], undefined, 'NUMBER_OUT_OF_RANGE');
  return lost([value, issues, up, key], numberOf(value));
};

const whole: Read = (value, issues, up, key) => {
  const number = decimal(value, issues, up, key);
  if (number === null || (Number.isInteger(number) && (number as number) === ((number as number) | 0))) return number;
  return lost([value, issues, up, key], undefined, Number.isInteger(number) ? 'NUMBER_OUT_OF_RANGE' : 'WRONG_TYPE');
};

/** The number that a value is or spells. */
export function numberOf(value: Json): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' &&
    /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(value) &&
    Number.isFinite(Number(value))
    ? Number(value)
    : undefined;
}

const timestamp: Read = (value, issues, up, key) => {
  if (typeof value !== 'string') return lost([value, issues, up, key]);
  const instant = instantOf(value);
  if (!instant) return lost([value, issues, up, key], undefined, 'INVALID_DATE');
  if (!instant.strict) issues.tell('LOOSE_DATE', up, key, value);
  if (mayStandForNone(instant)) issues.tell('UNLIKELY_DATE', up, key, value);
  return text(value, issues, up, key);
};

const json: Read = (value, issues, up, key) => {
  const published = JSON.stringify(value);
  const stored = storableJson(published);
  if (stored === published) return value;
  issues.tell('TEXT_CLEANED', up, key, value);
  return JSON.parse(stored) as Json;
};

function code({ codelist }: FieldInfo): Read {
  const names = new Map(Object.keys(codelist!.codes).map((each) => [each, enumName(each)]));
  return (value, issues, up, key) => {
    if (typeof value !== 'string') return lost([value, issues, up, key]);
    return names.get(value) ?? lost([value, issues, up, key], nameOfCode(codelist!, value), 'UNKNOWN_CODE');
  };
}

/** Null where a value is null; told where something else is given up or read as something else. */
function lost(read: Parameters<Read>, instead?: Json, why: IssueCode = 'WRONG_TYPE'): Json {
  const [value, issues, up, key] = read;
  if (value === null) return null;
  issues.tell(instead === undefined ? why : 'TYPE_COERCED', up, key, value);
  return instead ?? null;
}

/** A word that an index may hold. */
const word =
  ({ longest = Infinity, like }: FieldInfo): Read =>
  (value, issues, up, key) => {
    const read = text(value, issues, up, key) as string | null;
    if (read === null) return null;
    if (read.length > longest) return lost([value, issues, up, key], undefined, 'TEXT_TOO_LONG');
    if (!like || like.test(read)) return read;
    const code = read.trim().toUpperCase();
    if (like.test(code)) return lost([value, issues, up, key], code);
    issues.tell('UNKNOWN_CODE', up, key, value);
    return read;
  };

const READERS = { text, flag, decimal, whole, timestamp, json };

/** An id that leads nowhere, but that a lot should have. */
const lotId: Read = (value, issues, up, key) => {
  const id = text(value, issues, up, key);
  if (id) issues.lot(id as string, up, key);
  return id;
};

/** How one value of a field is read. Parts are read by normalise/part.ts. */
export function scalarReader(field: FieldInfo): Read {
  if (field.namesLots) return lotId;
  if (IDS.has(field.published ?? field.name)) return localId;
  if (field.kind === 'code') return code(field);
  if (field.longest) return word(field);
  return READERS[field.kind as keyof typeof READERS];
}
