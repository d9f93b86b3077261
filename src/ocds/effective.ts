import { instantOf } from './instant';
import type { JsonObject } from './json';
import { Compilation, type CompiledRelease } from './merge';

/** A release as it was sent, and whether its publisher had compiled it. */
export interface Published {
  readonly form: 'compiled' | 'individual';
  document: JsonObject;
  /** Settles which of two releases of one instant comes last, whatever the order of their arrival. */
  readonly hash: string;
}

/** UTC text of a release's date; what has no date comes before everything else. */
export const publishedAt = ({ date }: JsonObject): string =>
  typeof date === 'string' ? (instantOf(date)?.utc ?? '') : '';

/**
 * What is known of a process, from all that was published of it: the newest compiled release as its publisher compiled
 * it, with the individual releases after it merged on; without a compiled one, all individual releases merged
 * (https://standard.open-contracting.org/1.1/en/schema/merging/). The same whatever the order of arrival.
 */
export function effective(published: readonly Published[]): CompiledRelease {
  const known = new Effective();
  for (const each of byInstant(published)) known.add(each);
  return known.release;
}

/** The same, told from the oldest to the newest, so that not all has to be held. */
export class Effective {
  private base: Published | undefined;
  private compilation: Compilation | undefined;

  /** Adds all releases of one instant, which is later than those before. */
  add(simultaneous: readonly Published[]): void {
    const base = simultaneous.filter(({ form }) => form === 'compiled').reduce<Published | undefined>(newer, undefined);
    if (base) {
      const { form, document, hash } = base;
      this.base = { form, document, hash };
      this.compilation = undefined;
      return;
    }
    if (!this.compilation) {
      this.compilation = new Compilation();
      if (this.base) this.compilation.add([this.base.document]);
    }
    this.compilation.add(simultaneous.map(({ document }) => document));
  }

  /** It is changed by what is added later. */
  get release(): CompiledRelease {
    if (this.base && !this.compilation) return { compiled: this.base.document, warnings: [] };
    return (this.compilation ?? new Compilation()).release;
  }

  /** The hash of the release that is shown as it was sent. */
  get shown(): string | undefined {
    return this.compilation ? undefined : this.base?.hash;
  }
}

function byInstant(published: readonly Published[]): Published[][] {
  const groups = new Map<string, Published[]>();
  for (const each of published) {
    const instant = publishedAt(each.document);
    const own = groups.get(instant);
    if (own) own.push(each);
    else groups.set(instant, [each]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

/** The document alone. */
export const effectiveRelease = (published: readonly Published[]): JsonObject => effective(published).compiled;

/** Of the same instant. */
const newer = (a: Published | undefined, b: Published): Published => (a && a.hash > b.hash ? a : b);
