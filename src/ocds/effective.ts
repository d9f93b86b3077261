import { instantOf } from './instant';
import type { JsonObject } from './json';
import { compileRelease, type CompiledRelease } from './merge';

/** A release as it was sent, and whether its publisher had compiled it. */
export interface Published {
  readonly form: 'compiled' | 'individual';
  readonly document: JsonObject;
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
  const base = published.filter(({ form }) => form === 'compiled').reduce<Published | undefined>(newer, undefined);
  const since = base ? publishedAt(base.document) : '';
  const after = published
    .filter(({ form, document }) => form === 'individual' && (!base || publishedAt(document) > since))
    .map(({ document }) => document);
  if (base && after.length === 0) return { compiled: base.document, warnings: [] };
  return compileRelease(base ? [base.document, ...after] : after);
}

/** The document alone. */
export const effectiveRelease = (published: readonly Published[]): JsonObject => effective(published).compiled;

function newer(a: Published | undefined, b: Published): Published {
  if (!a) return b;
  const [at, bt] = [publishedAt(a.document), publishedAt(b.document)];
  return at > bt || (at === bt && a.hash > b.hash) ? a : b;
}
