/** Says of every operation what it was, whose, how long it took and how it ended: one line in the log, and metrics. */
import type { FormattedExecutionResult } from 'graphql';
import type { Log } from './formatError';
import type { Metrics } from './metrics';

/** Milliseconds from which an operation is worth a line at the level `info`; the others are logged at `debug`. */
const SLOW = 1000;

/** Headers by which Apollo's clients name themselves, and the first letters of what they say. */
const CLIENT = { name: 'apollographql-client-name', version: 'apollographql-client-version', length: 64 };

/** An operation that was answered. */
export interface Observed {
  /** Of `performance.now()`. */
  readonly began: number;
  readonly header: (name: string) => string | undefined;
  /** Null where the operation has none; undefined where the document is not valid, and so has no name to trust. */
  readonly name: string | null | undefined;
  readonly hash: string | undefined;
  readonly errors: FormattedExecutionResult['errors'];
}

export type Observe = (operation: Observed) => void;

export function createObserver(log: Log, metrics: Metrics | undefined): Observe {
  return ({ began, header, name, hash, errors = [] }) => {
    const ms = performance.now() - began;
    const clientName = header(CLIENT.name)?.slice(0, CLIENT.length);
    const codes = errors.map(({ extensions }) => String(extensions?.['code']));
    const operation = name?.slice(0, CLIENT.length);
    metrics?.answered({
      operation: operation ?? (name === null ? 'anonymous' : 'invalid'),
      client: clientName ?? 'unknown',
      seconds: ms / 1000,
      codes,
    });
    log({
      level: ms >= SLOW ? 'info' : 'debug',
      event: 'operation',
      operation,
      document: hash?.slice(0, 12),
      client:
        clientName === undefined
          ? undefined
          : { name: clientName, version: header(CLIENT.version)?.slice(0, CLIENT.length) },
      milliseconds: Math.round(ms * 10) / 10,
      ...(codes.length > 0 && { errors: [...new Set(codes)] }),
    });
  };
}
