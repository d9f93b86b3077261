import { join } from 'node:path';
import { DatabaseError } from '../errors';
import type { Row, Written } from './engine';
import type { FlatRows } from './flatRows';
import type { SqliteWriter } from './sqliteWriter';
import { Thread } from './Thread';

/** What the thread is told, one after the other. */
export type Task =
  | { readonly kind: 'begin' | 'commit' | 'rollBack' | 'reach' | 'close' }
  | { readonly kind: 'all' | 'run'; readonly statement: Written }
  | { readonly kind: 'insert'; readonly table: string; readonly rows: FlatRows; readonly tail: string | undefined };

/** What it answers to all but `run` and `insert`: the first failure of a transaction as often as it is asked. */
export type Answer = { readonly rows: Row[] } | { readonly failure: Failure };

/** After how many lists of rows it is waited for that those before have been taken in: on their way they take memory. */
const TOGETHER = 32;

/** An error without its class and its code, which it would leave behind. */
export interface Failure {
  readonly message: string;
  readonly stack: string | undefined;
  readonly isOfDatabase: boolean;
}

/**
 * Writes on a thread and a connection of its own, so that the next rows are made meanwhile. Small imports are over before
 * a thread would have begun: the first transaction is written by `first`.
 */
export class WriterThread implements SqliteWriter {
  private readonly thread: Thread<Task, Answer>;
  private current: SqliteWriter | undefined;
  /** Lists of rows. */
  private told = 0;
  private reached: Promise<unknown> = Promise.resolve();

  /** @param started is called when the thread has begun. */
  constructor(
    file: string,
    private readonly first: SqliteWriter,
    started: () => void,
  ) {
    this.thread = new Thread(join(__dirname, 'writes.js'), started, file);
  }

  begin(): Promise<void> {
    this.current = this.current ? this.far : this.first;
    return this.current.begin();
  }

  all(statement: Written): Promise<Row[]> {
    return this.current!.all(statement);
  }

  run(statement: Written): void {
    this.current!.run(statement);
  }

  insert(table: string, rows: FlatRows, tail?: string): Promise<void> {
    return this.current!.insert(table, rows, tail);
  }

  commit(): Promise<void> {
    return this.current!.commit();
  }

  rollBack(): Promise<void> {
    return this.current!.rollBack();
  }

  /** What is not committed is lost. */
  async close(): Promise<void> {
    if (this.thread.hasBegun) await this.ask({ kind: 'close' });
    await this.thread.close();
  }

  private readonly far: SqliteWriter = {
    begin: async () => void (await this.ask({ kind: 'begin' })),
    all: (statement) => this.ask({ kind: 'all', statement }),
    run: (statement) => this.thread.tell({ kind: 'run', statement }),
    insert: async (table, rows, tail) => {
      this.thread.tell({ kind: 'insert', table, rows, tail });
      if (++this.told % TOGETHER > 0) return;
      await this.reached;
      this.reached = this.thread.ask({ kind: 'reach' }).catch(() => undefined); // the next that waits for an answer is told
    },
    commit: async () => void (await this.ask({ kind: 'commit' })),
    rollBack: async () => void (await this.ask({ kind: 'rollBack' })),
  };

  private async ask(task: Task): Promise<Row[]> {
    const answer = await this.thread.ask(task);
    if ('rows' in answer) return answer.rows;
    const { message, stack, isOfDatabase } = answer.failure;
    throw isOfDatabase ? new DatabaseError(message) : Object.assign(new Error(message), { stack });
  }
}
