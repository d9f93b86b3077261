import type { FormattedExecutionResult } from 'graphql';

/**
 * An answer as it is compared with others: byte for byte, but for which of several errors is told. Where fields that
 * cannot be null fail side by side, the first error takes the parent with it, and the others are lost with the parent
 * (https://spec.graphql.org/October2021/#sec-Handling-Field-Errors). Which comes first depends on which statement ends
 * first, and so does whether an error is told that lies within what a later one took. So of an error that took more than its
 * own field with it, only its code and what went count, and what then looks alike counts once. Errors have no order.
 */
export function comparable(answer: string): string {
  const { errors, ...rest } = JSON.parse(answer) as FormattedExecutionResult;
  if (!errors) return answer;
  const told = errors.map((error) => {
    const gone = error.path && wayToNull(rest.data, error.path);
    if (gone?.length === error.path?.length) return JSON.stringify(error);
    return JSON.stringify({ code: error.extensions?.code, path: gone });
  });
  return JSON.stringify({ errors: [...new Set(told)].sort(), ...rest });
}

/** The path of an error as far as the answer has it: to what is null for it. */
function wayToNull(data: unknown, path: readonly (string | number)[]): readonly (string | number)[] {
  let at: unknown = data;
  const end = path.findIndex((step) => {
    if (at === null || at === undefined) return true;
    at = (at as Record<string | number, unknown>)[step];
    return false;
  });
  return end < 0 ? path : path.slice(0, end);
}
