import { Effective, publishedAt, type Published } from '../ocds/effective';
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
export async function* jsonLines(releases: AsyncIterable<Archived>, warn: Warn = ignore): AsyncGenerator<string> {
  for await (const { process, release } of byProcess(releases)) if (!release) yield `${process.shown(warn)}\n`;
}

/** A release package of all releases: https://standard.open-contracting.org/1.1/en/schema/release_package/. */
export async function* releasePackage(releases: AsyncIterable<Archived>, now: Date): AsyncGenerator<string> {
  yield* wrapped('releases', texts(releases), now);
}

/** A record package: https://standard.open-contracting.org/1.1/en/schema/record_package/. */
export async function* recordPackage(releases: AsyncIterable<Archived>, now: Date): AsyncGenerator<string> {
  yield* wrapped('records', records(releases), now);
}

async function* texts(releases: AsyncIterable<Archived>): AsyncGenerator<string> {
  let separator = '\n';
  for await (const { text } of releases) {
    yield separator + text;
    separator = ',\n';
  }
}

async function* records(releases: AsyncIterable<Archived>): AsyncGenerator<string> {
  let [before, between] = ['\n', ''];
  for await (const { process, release } of byProcess(releases)) {
    if (release) yield `${between || `${before}{"ocid":${JSON.stringify(process.ocid)},"releases":[`}\n${release.text}`;
    else yield `\n],"compiledRelease":${process.shown(ignore)}}`;
    [before, between] = [',\n', release ? ',' : ''];
  }
}

/** Each release with its process, as it comes; and the process alone when all of its releases have come. */
async function* byProcess(
  releases: AsyncIterable<Archived>,
): AsyncGenerator<{ readonly process: Process; readonly release?: Archived }> {
  let process: Process | undefined;
  for await (const release of releases) {
    if (process && process.ocid !== release.ocid) yield { process };
    if (process?.ocid !== release.ocid) process = new Process(release.ocid);
    process.add(release);
    yield { process, release };
  }
  if (process) yield { process };
}

async function* wrapped(list: string, items: AsyncIterable<string>, now: Date): AsyncGenerator<string> {
  const uri = 'urn:ocds-graph:export';
  const head = { uri, version: '1.1', publishedDate: now.toISOString(), publisher: { name: 'ocds-graph export' } };
  yield `${JSON.stringify(head).slice(0, -1)},"${list}":[`;
  yield* items;
  yield '\n]}\n';
}

/** What is shown of a process, told from its oldest release to its newest: only those of one instant are held. */
class Process {
  private readonly effective = new Effective();
  private same: (Published & Archived)[] = [];
  /** The release that is shown as it was sent. */
  private asSent: Archived | undefined;
  private isTooLarge = false;

  constructor(readonly ocid: string) {}

  add(release: Archived): void {
    const document = JSON.parse(release.text) as JsonObject;
    if (this.same[0] && publishedAt(this.same[0].document) !== publishedAt(document)) this.settle();
    this.same.push({ ...release, document });
    this.isTooLarge ||= TOO_LARGE.test(release.text);
  }

  private settle(): void {
    this.effective.add(this.same);
    const { shown } = this.effective;
    this.asSent = this.same.find(({ hash }) => hash === shown) ?? (shown === undefined ? undefined : this.asSent);
    this.same = [];
  }

  /** On one line. */
  shown(warn: Warn): string {
    this.settle();
    const { compiled, warnings } = this.effective.release;
    for (const warning of warnings) warn(this.ocid, warning);
    if (this.asSent) return onOneLine(this.asSent.text);
    return this.isTooLarge ? written(compiled) : JSON.stringify(compiled);
  }
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
