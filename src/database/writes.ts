/** The program of the thread that WriterThread starts. */
import { parentPort, workerData } from 'node:worker_threads';
import BetterSqlite3 from 'better-sqlite3';
import { DatabaseError } from '../errors';
import type { Row } from './engine';
import { translate } from './failures';
import { pragmas } from './sqlite';
import { SqliteConnection } from './sqliteWriter';
import type { Answer, Failure, Task } from './WriterThread';

const connection = new BetterSqlite3(workerData as string);
pragmas(connection, false);
const writer = new SqliteConnection(connection);

/** The first of the transaction: until it is rolled back nothing more is done, for SQLite may have ended it by itself. */
let failure: Failure | undefined;
let turn = Promise.resolve();

parentPort!.on('message', (task: Task) => {
  turn = turn.then(() => take(task));
});

async function take(task: Task): Promise<void> {
  const { kind } = task;
  let rows: Row[] = [];
  if (kind === 'rollBack' || kind === 'close') failure = undefined;
  try {
    if (!failure) rows = (await done(task)) ?? [];
  } catch (error) {
    failure = failureOf(translate(error));
  }
  if (kind !== 'run' && kind !== 'insert') parentPort!.postMessage((failure ? { failure } : { rows }) satisfies Answer);
}

function done(task: Task): Promise<Row[] | void> | void {
  switch (task.kind) {
    case 'all':
      return writer.all(task.statement);
    case 'run':
      return writer.run(task.statement);
    case 'insert':
      return writer.insert(task.table, task.rows, task.tail);
    case 'reach':
      return;
    case 'close':
      return void connection.close();
    default:
      return writer[task.kind]();
  }
}

const failureOf = (error: Error): Failure => ({
  message: error.message,
  stack: error.stack,
  isOfDatabase: error instanceof DatabaseError,
});
