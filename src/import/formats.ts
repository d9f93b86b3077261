import { effective } from '../ocds/effective';
import type { Json, JsonObject } from '../ocds/json';
import type { MergeWarning } from '../ocds/merge';
import type { Archived } from './archive';

/*
 * How releases are given back: as they were written wherever a release goes out as it came in, so that no number, no
 * unknown field and no order of fields is another.
 */

/** Told of each thing that merging a process had to decide. */
export type Warn = (ocid: string, warning: MergeWarning) => void;

const ignore: Warn = () => undefined;

/** One effective release a line. */
export async function* jsonLines(processes: AsyncIterable<Archived[]>, warn: Warn = ignore): AsyncGenerator<string> {
  for await (const process of processes) yield `${effectiveText(process, warn)}\n`;
}

/** A release package of all releases: https://standard.open-contracting.org/1.1/en/schema/release_package/. */
export async function* releasePackage(releases: AsyncIterable<Archived>, now: Date): AsyncGenerator<string> {
  yield* wrapped('releases', texts(releases), now);
}

/** A record package: https://standard.open-contracting.org/1.1/en/schema/record_package/. */
export async function* recordPackage(processes: AsyncIterable<Archived[]>, now: Date): AsyncGenerator<string> {
  yield* wrapped('records', records(processes), now);
}

async function* texts(releases: AsyncIterable<Archived>): AsyncGenerator<string> {
  for await (const { text } of releases) yield text;
}

async function* records(processes: AsyncIterable<Archived[]>): AsyncGenerator<string> {
  for await (const process of processes) {
    const releases = process.map(({ text }) => text).join(',\n');
    const ocid = JSON.stringify(process[0]!.ocid);
    yield `{"ocid":${ocid},"releases":[\n${releases}\n],"compiledRelease":${effectiveText(process, ignore)}}`;
  }
}

async function* wrapped(list: string, items: AsyncIterable<string>, now: Date): AsyncGenerator<string> {
  const uri = 'urn:ocds-graph:export';
  const head = { uri, version: '1.1', publishedDate: now.toISOString(), publisher: { name: 'ocds-graph export' } };
  yield `${JSON.stringify(head).slice(0, -1)},"${list}":[`;
  let separator = '\n';
  for await (const item of items) {
    yield separator + item;
    separator = ',\n';
  }
  yield '\n]}\n';
}

/** On one line. */
function effectiveText(process: readonly Archived[], warn: Warn): string {
  const published = process.map(({ form, hash, text }) => ({ form, hash, document: JSON.parse(text) as JsonObject }));
  const { compiled, warnings } = effective(published);
  for (const warning of warnings) warn(process[0]!.ocid, warning);
  const asSent = published.findIndex(({ document }) => document === compiled);
  if (asSent >= 0) return onOneLine(process[asSent]!.text);
  return process.some(({ text }) => TOO_LARGE.test(text)) ? written(compiled) : JSON.stringify(compiled);
}

/** What a number that is beyond this program's may look like. */
const TOO_LARGE = /\d[eE]\+?\d{3}/;

/** JSON.stringify makes null of what was 1e9999. */
function written(document: JsonObject): string {
  const marked = JSON.stringify(document, (_key, value: Json) =>
    value === Infinity || value === -Infinity ? `\0${value}` : value,
  );
  return marked.replace(/"\\u0000(-?)Infinity"/g, (_found, sign: string) => `${sign}1e9999`);
}

/** A raw line break is never inside a string of JSON, so it and the indentation after it say nothing. */
const onOneLine = (text: string): string => text.replace(/[\r\n]+[ \t]*/g, '');
