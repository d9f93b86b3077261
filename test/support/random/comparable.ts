import type { FormattedExecutionResult } from 'graphql';

/**
 * An answer as it is compared with others: byte for byte, but for which of several errors is told. Where fields that
 * cannot be null fail side by side, the first error takes the parent with it, and the others are lost with the parent
 * (https://spec.graphql.org/October2021/#sec-Handling-Field-Errors). Which comes first depends on which statement ends
 * first. So of an error that took more than its own field with it, the places in lists that went do not count, and what
 * then looks alike counts once. Errors have no order.
 */
export function comparable(answer: string): string {
  const { errors, ...rest } = JSON.parse(answer) as FormattedExecutionResult;
  if (!errors) return answer;
  const told = errors.map(({ path, ...error }) => JSON.stringify({ ...error, path: path && wayTo(rest.data, path) }));
  return JSON.stringify({ errors: [...new Set(told)].sort(), ...rest });
}

/** The path of an error without places in lists that the answer does not have. */
function wayTo(data: unknown, path: readonly (string | number)[]): (string | number)[] {
  let at: unknown = data;
  return path.filter((step) => {
    const isThere = at !== null && at !== undefined;
    at = isThere ? (at as Record<string | number, unknown>)[step] : undefined;
    return isThere || typeof step === 'string';
  });
}
