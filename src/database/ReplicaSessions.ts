import type { Pool, PoolClient } from 'pg';
import { DatabaseError } from '../errors';
import { postgres as dialect } from './dialect';
import type { Row, Written } from './engine';
import { isGone, translate } from './failures';
import { askJson } from './postgres';
import { planning, planningOfJson, planningOfRows, type Planning, type ReplicaPool } from './postgresPools';
import { PostgresServer, type State } from './PostgresServer';
import type { ReadSession, Sessions, Wish } from './session';
import { nameOfStatement } from './statementNames';
import type { Sql } from './sql';

/**
 * Sessions over PostgreSQL with streaming replicas. Each reads one server: the least busy replica that is new enough, and
 * the primary when none is. What an import changes, it changes in one transaction with its number, so that all servers
 * have the same state at the same number, and a session whose server goes away reads on from another at that number.
 */
export class ReplicaSessions implements Sessions {
  private readonly primary: PostgresServer;
  private readonly replicas: readonly PostgresServer[];
  private turn = 0;

  constructor(
    primary: Pool,
    private readonly pools: readonly ReplicaPool[],
    log: (event: object) => void,
  ) {
    this.primary = new PostgresServer(primary, 'primary', log);
    this.replicas = pools.map(({ pool, name }) => new PostgresServer(pool, name, log));
  }

  open({ atLeast = 0 }: Wish = {}): ReadSession {
    return new ReplicaSession(this.primary, (mode, known) => this.begin(atLeast, mode, known));
  }

  async end(): Promise<void> {
    await Promise.all(this.pools.map(({ pool }) => pool.end()));
  }

  /** A state that is new enough; the very one, where one is known already. */
  private async begin(atLeast: number, mode: Planning, known: number | undefined): Promise<State> {
    const enough = known ?? atLeast;
    for (const server of this.inOrder(enough)) {
      try {
        const state = await server.begin(mode);
        if (known === undefined ? state.imported >= enough : state.imported === known) return state;
        await server.end(state);
        server.tooOld();
      } catch (error) {
        server.failed(error);
      }
    }
    const state = await this.primary.begin(mode);
    if (known === undefined || state.imported === known) return state;
    await this.primary.end(state);
    throw new DatabaseError('The database does not answer.', { cause: `no server has import ${known} any more` });
  }

  /** Replicas that are known to be new enough before others, idle before busy, in turn among equals. */
  private inOrder(enough: number): PostgresServer[] {
    const first = this.turn++ % this.replicas.length;
    return [...this.replicas.slice(first), ...this.replicas.slice(0, first)]
      .filter((server) => server.mayHave(enough))
      .sort((a, b) => Number(b.has(enough)) - Number(a.has(enough)) || a.busy - b.busy);
  }
}

class ReplicaSession implements ReadSession {
  readonly dialect = dialect;
  private state: State | undefined;
  private known: number | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly last: PostgresServer,
    private readonly begin: (mode: Planning, known: number | undefined) => Promise<State>,
  ) {}

  imported(): number | undefined {
    return this.known;
  }

  all(statement: Sql, steady = false): Promise<Row[]> {
    const { text, values } = statement.write(dialect.placeholder);
    const name = nameOfStatement(text);
    return this.inTurn(
      planningOfRows(steady),
      async (client) => (await client.query<Row>({ name, text, values })).rows,
    );
  }

  json(statement: Written): Promise<Buffer> {
    return this.inTurn(planningOfJson(statement), (client) => askJson(client, statement));
  }

  async close(): Promise<void> {
    const { state } = this;
    this.state = undefined;
    await state?.server.end(state);
  }

  /** One connection answers one statement at a time. */
  private inTurn<T>(mode: Planning, ask: (client: PoolClient) => Promise<T>): Promise<T> {
    const answer = this.turn.then(() => this.ask(mode, ask));
    this.turn = answer.catch(() => undefined);
    return answer;
  }

  private async ask<T>(mode: Planning, ask: (client: PoolClient) => Promise<T>): Promise<T> {
    try {
      for (;;) {
        const state = (this.state ??= await this.begin(mode, this.known));
        this.known = state.imported;
        try {
          if (mode !== state.mode) await state.client.query(planning((state.mode = mode)));
          return await ask(state.client);
        } catch (error) {
          if (!isGone(error) || state.server === this.last) throw error;
          this.state = undefined;
          await state.server.end(state, error as Error);
          state.server.failed(error);
        }
      }
    } catch (error) {
      throw translate(error);
    }
  }
}
