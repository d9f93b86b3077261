#!/usr/bin/env node
import './production';
import './leanHeap';
import 'reflect-metadata';
import { EXIT } from './exit';
import { cannotBeWritten } from './output';
import { run } from './run';

// A reader that goes away early (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.done);
  process.stderr.write(`ocds-graph: ${cannotBeWritten('Standard output', error)}\n`);
  process.exit(EXIT.failed);
});

// What cannot be told, on a full disk or to a reader who has gone, stops nothing.
process.stderr.on('error', () => undefined);

// A process that has nothing left to wait for ends, whether or not it is done.
process.exitCode = EXIT.failed;
void run(process.argv.slice(2), process.env).then((status) => {
  process.exitCode = status;
});
