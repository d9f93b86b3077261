import type { Config } from '../config';
import type { Dialect } from '../database/dialect';
import { Planner } from '../planner/Planner';
import type { Answerer } from '../server/answer';
import { cachedAnswerer } from '../server/cachedAnswerer';
import { limitsTimes } from '../server/limits';
import type { OperationContext } from './createContext';

const MEGABYTE = 1_000_000;

/** What is tried before the resolvers: the planner and, where memory is given to it, the cache before that. */
export function createAnswerer(
  dialect: Dialect,
  { planner, limitsFactor, resultCacheMb }: Pick<Config, 'planner' | 'limitsFactor' | 'resultCacheMb'>,
): Answerer<OperationContext> {
  const next = planner ? planned(dialect, limitsFactor) : () => ({ reason: 'off' });
  return resultCacheMb === 0 ? next : cachedAnswerer({ bytes: resultCacheMb * MEGABYTE, next });
}

function planned(dialect: Dialect, limitsFactor: number): Answerer<OperationContext> {
  const planner = new Planner(dialect, limitsTimes(limitsFactor).objectsRead);
  return (asked) => planner.answer(asked, asked.context.reader);
}
