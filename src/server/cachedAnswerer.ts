/**
 * Answers again what was answered of the same state of the database: data change only by imports, and each has a number.
 * The number is read from the database for every operation, so that no answer is older than the last import that ended
 * before it was asked for, whichever process imports and whichever answers.
 */
import type { Answered, Answerer, Asked, Declined } from './answer';
import { ResultCache } from './ResultCache';

/** A context that tells of which import the state is that its operation reads. */
export interface NumberedContext {
  importNumber(): Promise<number>;
}

export interface CacheOptions<C> {
  readonly bytes: number;
  /** Asked for what is not kept; else the resolvers are. */
  readonly next: Answerer<C> | undefined;
}

/** The text of an answer under way; undefined where it failed or is none to keep. */
type Flight = Promise<Buffer | undefined>;

export function cachedAnswerer<C extends NumberedContext>({ bytes, next }: CacheOptions<C>): Answerer<C> {
  const cache = new ResultCache(bytes);
  const underWay = new Map<string, Flight>();

  return async (asked) => {
    const number = await asked.context.importNumber();
    const key = keyOf(asked);
    const flightKey = `${number} ${key}`;
    // Whoever waits in vain looks again: the next one may be under way.
    for (let flight; (flight = underWay.get(flightKey));) {
      const data = await flight;
      if (data !== undefined) return { data, path: 'cache' };
    }
    const kept = cache.get(number, key);
    if (kept !== undefined) return { data: kept, path: 'cache' };
    let land!: (data?: Buffer) => void;
    underWay.set(flightKey, new Promise((resolve) => (land = resolve)));
    let ended = false;
    const end = (data?: Buffer): void => {
      if (ended) return;
      ended = true;
      if (data !== undefined) cache.set(number, key, data);
      underWay.delete(flightKey);
      land(data);
    };
    try {
      return await ask(next, asked, number, end);
    } catch (error) {
      end();
      throw error;
    }
  };
}

/** Asks `next`, and says what may be kept. `end` is called once, with the text of an answer of that state. */
async function ask<C extends NumberedContext>(
  next: Answerer<C> | undefined,
  asked: Asked<C>,
  number: number,
  end: (data?: Buffer) => void,
): Promise<Answered | Declined> {
  const found = (await next?.(asked)) ?? { reason: 'none' };
  if ('data' in found) {
    // The statement saw a state between the two numbers, which are one.
    end((await asked.context.importNumber()) === number ? found.data : undefined);
    return found;
  }
  const answered = async (data: Buffer | undefined): Promise<void> => {
    const same = data !== undefined && (await asked.context.importNumber().catch(() => undefined)) === number;
    end(same ? data : undefined);
  };
  return { ...found, answered };
}

/** Coercion leaves the variables in the order of their definitions, and those that were not sent out. */
const keyOf = ({ hash, operation, variables }: Asked<unknown>): string =>
  `${hash} ${operation.name?.value ?? ''} ${JSON.stringify(variables)}`;
