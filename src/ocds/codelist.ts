/**
 * A closed codelist of OCDS: the only codes that its field may hold, by clause
 * https://standard.open-contracting.org/1.1/en/schema/codelists/. GraphQL names its values in SCREAMING_SNAKE_CASE, and
 * they are stored under that name; the published code stands in each value's description. Open codelists are plain
 * strings, since publishers extend them.
 */
export interface Codelist {
  /** Name of the GraphQL enum. */
  readonly name: string;
  readonly description: string;
  /** Published code to its meaning, in the standard's order. */
  readonly codes: Readonly<Record<string, string>>;
  /** GraphQL name to itself: the object that registers as an enum. */
  readonly values: Readonly<Record<string, string>>;
  /** Ours: no document holds its codes. */
  readonly own?: boolean;
}

/** `percentageExact` is `PERCENTAGE_EXACT`. */
export function enumName(code: string): string {
  return code
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
}

/** The name of a code as it was published, be it in other capitals: `Open` for `open`. Undefined where the list has none. */
export const nameOfCode = ({ values }: Codelist, published: string): string | undefined =>
  values[enumName(published.trim())];

/** Declares one closed codelist. */
export function codelist(name: string, description: string, codes: Record<string, string>): Codelist {
  const values = Object.fromEntries(Object.keys(codes).map((code) => [enumName(code), enumName(code)]));
  return { name, description, codes, values };
}

/** Declares a list of words of our own, for what we work out and nobody publishes. */
export const ownCodelist = (name: string, description: string, codes: Record<string, string>): Codelist => ({
  ...codelist(name, description, codes),
  own: true,
});
