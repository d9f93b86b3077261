#!/usr/bin/env node
import './production';
import 'reflect-metadata';
import { run } from './run';

// A reader that goes away early (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

void run(process.argv.slice(2), process.env).then((status) => {
  process.exitCode = status;
});
