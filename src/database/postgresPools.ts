import { Pool, type PoolConfig, types } from 'pg';
import type { Written } from './engine';

export interface ConnectionOptions {
  /** Opened so that no statement can write. */
  readonly?: boolean;
  poolSize?: number;
  poolWaitMs?: number;
  statementTimeoutMs?: number;
}

/**
 * Of connections that only read. What is asked for takes milliseconds: compiling it would take longer (`jit`), and what
 * it reads is mostly in memory, where a page costs the same wherever it lies (`random_page_cost`). Planning a whole answer
 * takes longer than finding it, and PostgreSQL would often plan it for each request anew, since it takes a list of one id
 * for a tenth of a list that it does not know (`plan_cache_mode`). Processes beside it (`max_parallel_workers_per_gather`)
 * would each make the lists of a filter for themselves, on cores that other requests are waiting for.
 */
const READING = [
  'default_transaction_read_only=on',
  'jit=off',
  'random_page_cost=1.1',
  'plan_cache_mode=force_generic_plan',
  'max_parallel_workers_per_gather=0',
];

/**
 * How a prepared statement is planned: once for any values, for the values of each request, or as PostgreSQL thinks to be
 * cheaper. Of a range whose ends it does not know it expects next to nothing, and so prefers one plan where it is none.
 */
export type Planning = 'force_generic_plan' | 'force_custom_plan' | 'auto';

/** Says in a transaction how the statements that follow are planned. */
export const planning = (mode: Planning): string => `SET LOCAL plan_cache_mode = ${mode}`;

/** A short statement of many is planned soon, and has few values; if it is not good for any, PostgreSQL may decide. */
export const planningOfRows = (isSteady: boolean): Planning => (isSteady ? 'force_generic_plan' : 'auto');

/** One that gives a whole answer, with all that is asked in it. */
export const planningOfJson = ({ steady, ranged }: Written): Planning =>
  !steady && ranged ? 'force_custom_plan' : planningOfRows(!!steady);

/** Takes one state of the database for all that is read. */
export const beginReading = (mode: Planning): string =>
  `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;${mode === 'force_generic_plan' ? '' : ` ${planning(mode)};`}`;

/** Milliseconds that a reading connection may be idle: with it go its plans, each worth some milliseconds. */
const KEPT = 300_000;

/** How every connection is made, by whatever pool. */
export const connectionOptions = (options: ConnectionOptions) =>
  ({
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: options.poolWaitMs ?? 2000,
    application_name: 'ocds-graph',
    types: { getTypeParser: parserOf },
    ...(options.statementTimeoutMs && { statement_timeout: options.statementTimeoutMs }),
    // Compiling a nested statement to machine code takes several times as long as running it.
    ...(options.readonly && {
      options: READING.map((setting) => `-c ${setting}`).join(' '),
      idleTimeoutMillis: KEPT,
    }),
  }) satisfies PoolConfig;

/** The connections to one replica, and what it is called where no password may be. */
export interface ReplicaPool {
  readonly name: string;
  readonly pool: Pool;
}

/** How much longer than the server's own limit a client waits for a replica that has gone silent, in milliseconds. */
const SILENCE = 1000;

/** The connections to a replica, which gives up on one that has gone silent. */
export function replicaPool(url: string, options: ConnectionOptions): ReplicaPool {
  const { host, pathname } = new URL(url);
  const { statementTimeoutMs: limit } = options;
  const patience = limit && { query_timeout: limit + SILENCE };
  return {
    name: `${host}${pathname}`,
    pool: new Pool({ connectionString: url, ...connectionOptions(options), ...patience }),
  };
}

const INT8 = 20;
const NUMERIC = 1700;

/** Keys stay below 2^53 and published numbers came out of JSON, so both are plain numbers again. */
const parserOf = ((oid: number, format: 'text') =>
  oid === INT8 || oid === NUMERIC
    ? Number
    : (types.getTypeParser(oid, format) as unknown)) as typeof types.getTypeParser;
