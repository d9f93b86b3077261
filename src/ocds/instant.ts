/** ISO 8601 as OCDS asks (https://standard.open-contracting.org/1.1/en/schema/reference/#date), and as it really comes. */
const DATE =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d*))?)?\s*(Z|z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?)?$/;

export interface Instant {
  /** UTC with milliseconds, `2026-05-13T12:21:24.000Z`: sorts as text. */
  readonly utc: string;
  /** False where the text leaves the offset, the time, the `T` or a fraction out; UTC and midnight are taken then. */
  readonly strict: boolean;
}

/** What is said of a text that names no instant. */
export const NO_INSTANT = 'is not a date or date-time of ISO 8601 within the years 0 to 9999';

/** The text that was asked for last: the importer asks twice for each, and dates come in runs. */
let last: { text: string; instant: Instant | undefined } = { text: '', instant: undefined };

/** The instant that a published date names; undefined if it names none, or one outside the years 0 to 9999 of UTC. */
export function instantOf(text: string): Instant | undefined {
  if (text !== last.text) last = { text, instant: usual(text) ?? parsed(text) };
  return last.instant;
}

/** Whether it is an instant that programs count time from, and so write where there is none: that of Unix, others before 1901. */
export const mayStandForNone = ({ utc }: Instant): boolean => utc < '1901' || utc === '1970-01-01T00:00:00.000Z';

/** Seconds and an offset, as most publishers write it: ten times as fast as `parsed`, which has the last word. */
function usual(text: string): Instant | undefined {
  const minutes = text.length === 20 && text[19] === 'Z' ? 0 : text.length === 25 ? usualOffset(text) : NaN;
  if (text[4] !== '-' || text[7] !== '-' || text[10] !== 'T' || text[13] !== ':' || text[16] !== ':') return undefined;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  const second = digits(text, 17, 19);
  // NaN is in no range, and the 29th of February is left to the calendar.
  if (!(year > 999 && year < 9999 && month > 0 && month < 13 && day > 0 && day <= DAYS[month]!)) return undefined;
  if (!(hour < 24 && minute < 60 && second < 60 && minutes > -1440 && minutes < 1440)) return undefined;
  if (minutes === 0) return { utc: `${text.slice(0, 19)}.000Z`, strict: true };
  return { utc: new Date(Date.UTC(year, month - 1, day, hour, minute - minutes, second)).toISOString(), strict: true };
}

const DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function usualOffset(text: string): number {
  const rest = digits(text, 23, 25);
  if (text[22] !== ':' || rest > 59) return NaN;
  const minutes = digits(text, 20, 22) * 60 + rest;
  return text[19] === '+' ? minutes : text[19] === '-' ? -minutes : NaN;
}

function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return NaN;
    number = number * 10 + digit;
  }
  return number;
}

function parsed(text: string): Instant | undefined {
  const said = text.trim();
  const match = DATE.exec(said);
  if (!match) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', offset] = match;
  const date = new Date(0);
  date.setUTCFullYear(+year!, +month! - 1, +day!);
  if (date.getUTCMonth() !== +month! - 1 || date.getUTCDate() !== +day!) return undefined;
  if (+hour > 24 || +minute > 59 || +second > 60) return undefined;
  date.setUTCHours(+hour, +minute - minutesOf(offset), +second, Number(fraction.slice(0, 3).padEnd(3, '0')));
  if (date.getUTCFullYear() < 0 || date.getUTCFullYear() > 9999) return undefined;
  return { utc: date.toISOString(), strict: offset !== undefined && said[10] === 'T' && fraction !== '' };
}

function minutesOf(offset: string | undefined): number {
  if (!offset || offset.toUpperCase() === 'Z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3).replace(':', '') || 0);
  return offset.startsWith('-') ? -minutes : minutes;
}
