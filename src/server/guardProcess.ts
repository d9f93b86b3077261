import { type Log, detailsOf } from './formatError';

/**
 * Keeps the process up when a promise is rejected that nobody waits for: graphql-js itself can leave one behind, when
 * one item of a list fails at once and another later. Returns a function that takes the guard away.
 */
export function guardProcess(log: Log): () => void {
  const onRejection = (reason: unknown) => log({ level: 'error', event: 'unhandledRejection', ...detailsOf(reason) });
  process.on('unhandledRejection', onRejection);
  return () => void process.off('unhandledRejection', onRejection);
}
