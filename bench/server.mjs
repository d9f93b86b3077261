/** A stack that runs: asks it questions as a client would, and reads what it tells of itself. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { STACKS } from './stacks.mjs';

const PATIENCE = 60_000; // on a machine that is busy with something else

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill()));

/** @param flags of Node, such as `--cpu-prof`. */
export async function startServer(name, databases, folder, flags = []) {
  const stack = STACKS[name];
  const missing = stack.missing?.();
  if (missing) throw new Error(missing);
  const port = await freePort();
  const { args, env } = stack.start({ port, database: databases[stack.engine][stack.tables] });
  const log = join(folder, `${name}.log`);
  const file = openSync(log, 'w');
  const child = spawn(stack.node ?? process.execPath, [...flags, ...args], {
    env: { ...process.env, NODE_ENV: 'production', GRAPHILE_ENV: 'production', ...env },
    stdio: ['ignore', file, file],
  });
  closeSync(file);
  running.add(child);
  const ended = new Promise((resolve) => child.once('exit', resolve)).then(() => running.delete(child));
  const server = new Server(name, stack, `http://127.0.0.1:${port}`, child, ended);
  await server.untilUp().catch((error) => {
    child.kill();
    throw new Error(`${name}: ${error.message}\n${readFileSync(log, 'utf8').slice(-2000)}`);
  });
  return server;
}

class Server {
  constructor(name, stack, url, child, ended) {
    Object.assign(this, { name, stack, url, child, ended });
  }

  answers(question) {
    return this.stack.questions.includes(question);
  }

  body(question, wanted) {
    const { texts, variables } = this.stack.spelling;
    return JSON.stringify({ query: texts[question], variables: variables[question]?.(wanted) ?? {} });
  }

  /** The answer in the names of the plain tables. */
  async ask(question, wanted) {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: this.body(question, wanted),
    });
    const { data, errors } = await response.json();
    if (errors) throw new Error(`${this.name} answers ${question} with an error: ${errors[0].message}`);
    return this.stack.spelling.read(question, data);
  }

  /** Bytes of memory and statements run so far. */
  stats() {
    return this.stack.spelling.stats(this.url);
  }

  async untilUp() {
    for (const end = Date.now() + PATIENCE; ; await sleep(100)) {
      if (this.child.exitCode !== null) throw new Error(`ended with status ${this.child.exitCode}`);
      try {
        return void (await this.stats());
      } catch (error) {
        if (Date.now() > end) throw new Error('does not start', { cause: error });
      }
    }
  }

  async stop() {
    this.child.kill();
    await this.ended;
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
    probe.on('error', reject);
  });
}
