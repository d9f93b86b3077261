import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface ReplicatedPostgres {
  /** Without a database name. */
  primary: string;
  replica: string;
  /** As if the replica's machine went away. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A PostgreSQL with a streaming replica of one's own. */
export async function replicatedPostgres(): Promise<ReplicatedPostgres> {
  const child = fork(join(__dirname, 'replicatedPostgresProcess.mjs'), { execArgv: [] });
  const heard = async (): Promise<any> => (await once(child, 'message'))[0];
  const tell = async (what: string): Promise<void> => {
    child.send(what);
    await heard();
  };
  const { primary, replica } = await heard();
  return {
    primary,
    replica,
    kill: () => tell('kill'),
    start: () => tell('start'),
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
