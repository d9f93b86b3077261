import type { Pool, PoolClient, QueryResult } from 'pg';
import { translate } from './failures';
import { MIGRATIONS } from './migrations';
import { beginReading, type Planning } from './postgresPools';

/** One unchanging state of the database, held on a connection of its own. */
export interface State {
  readonly server: PostgresServer;
  readonly client: PoolClient;
  /** The number of the last import in it; -1 in one of before this version's migrations. */
  readonly imported: number;
  /** How statements are planned in it. */
  mode: Planning;
}

/** Takes a state, and says which it is, in one turn: PostgreSQL takes it at the first statement after BEGIN. */
const BEGIN = (mode: Planning): string => `${beginReading(mode)}
  SELECT (SELECT number FROM import_state) AS number, (SELECT count(*) FROM migrations) AS migrations`;

/** Milliseconds that a server which failed is left alone: twice as long each time. */
const REST = { first: 1000, longest: 30_000 };

/** Milliseconds that a server which was found too old for somebody is not asked for as much again. */
const CATCHING_UP = 100;

/** One PostgreSQL server, and what is known of it. */
export class PostgresServer {
  /** Its state is not older than that import: replicas only go forward. */
  private imported = -1;
  private failures = 0;
  private restsUntil = 0;
  private behindUntil = 0;

  constructor(
    private readonly pool: Pool,
    private readonly name: string,
    private readonly log: (event: object) => void,
  ) {
    // Without a listener a connection that the server drops while idle ends the process (pg's Pool documentation).
    pool.on('error', ignore);
  }

  /** How many operations it answers now. */
  get busy(): number {
    return this.pool.totalCount - this.pool.idleCount + this.pool.waitingCount;
  }

  has(atLeast: number): boolean {
    return this.imported >= atLeast;
  }

  /** Whether it is worth asking for such a state. */
  mayHave(atLeast: number): boolean {
    const now = performance.now(); // of a clock that nobody sets
    return now >= this.restsUntil && (this.has(atLeast) || now >= this.behindUntil);
  }

  /** @param mode how what is asked is planned. */
  async begin(mode: Planning): Promise<State> {
    if (this.failures > 0) this.rest(); // while one tries whether it is back, others do without it
    const client = await this.pool.connect();
    client.on('error', ignore); // lost between two statements: the next one says so
    try {
      const results = (await client.query(BEGIN(mode))) as unknown as QueryResult[];
      const { number, migrations } = results.at(-1)!.rows[0] as { number: number | null; migrations: number };
      const imported = migrations < MIGRATIONS.length ? -1 : (number ?? 0);
      this.succeeded(imported);
      return { server: this, client, imported, mode };
    } catch (error) {
      this.letGo(client, error as Error);
      throw error;
    }
  }

  /** Ends a state; with `failure`, its connection too. */
  async end({ client }: State, failure?: Error): Promise<void> {
    const broken = failure ?? (await client.query('COMMIT').then(ignore, (error: Error) => error));
    this.letGo(client, broken);
  }

  tooOld(): void {
    this.behindUntil = performance.now() + CATCHING_UP;
  }

  failed(error: unknown): void {
    const pause = this.rest();
    if (this.failures++ > 0) return;
    const reason = translate(error).message;
    this.log({ level: 'warn', event: 'replicaFailed', replica: this.name, reason, triedAgainInMs: pause });
  }

  private succeeded(imported: number): void {
    this.imported = imported;
    if (this.failures === 0) return;
    this.failures = 0;
    this.restsUntil = 0;
    this.log({ level: 'info', event: 'replicaBack', replica: this.name });
  }

  private rest(): number {
    const pause = Math.min(REST.first * 2 ** this.failures, REST.longest);
    this.restsUntil = performance.now() + pause;
    return pause;
  }

  private letGo(client: PoolClient, failure: Error | undefined | void): void {
    client.off('error', ignore);
    client.release(failure ?? undefined);
  }
}

const ignore = (): void => undefined;
