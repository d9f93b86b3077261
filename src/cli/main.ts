#!/usr/bin/env node
import './production';
import './leanHeap';
import 'reflect-metadata';
import { EXIT } from './exit';
import { run } from './run';

// A reader that goes away early (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

// A process that has nothing left to wait for ends, whether or not it is done.
process.exitCode = EXIT.failed;
void run(process.argv.slice(2), process.env).then((status) => {
  process.exitCode = status;
});
