import { Command } from 'commander';
import { SETTINGS } from '../config';
import { compileCommand } from './commands/compile';
import { exportCommand } from './commands/export';
import { importCommand } from './commands/import';
import { schemaCommand } from './commands/schema';
import { serveCommand } from './commands/serve';
import { statsCommand } from './commands/stats';
import { syncCommand } from './commands/sync';
import type { Env, SetStatus } from './options';
import { version } from './version';

/** The whole command line. Data go to standard output, everything else to standard error. */
export function createProgram(env: Env, setStatus: SetStatus): Command {
  const program = new Command('ocds-graph')
    .description('Every published procurement as one graph: a GraphQL API over Open Contracting data.')
    .version(version(), '-V, --version', 'print the version')
    .helpCommand(false)
    .showHelpAfterError('(ocds-graph --help, or --help after a command, says how it is used)')
    .exitOverride()
    .addHelpText('after', settingsHelp());
  const commands = [
    serveCommand(env),
    importCommand(env, setStatus),
    syncCommand(env, setStatus),
    exportCommand(env, setStatus),
    statsCommand(env),
    compileCommand(setStatus),
    schemaCommand(),
  ];
  for (const command of commands)
    program.addCommand(
      command.exitOverride().showHelpAfterError(`(ocds-graph ${command.name()} --help says how it is used)`),
    );
  return program;
}

const settingsHelp = (): string =>
  `\nSettings, as environment variables:\n${Object.values(SETTINGS)
    .map(({ env, default: value, help }) => `  ${env.padEnd(26)}${help} (default ${value})`)
    .join(
      '\n',
    )}\n\nExit status: 0 all done; 1 failed, nothing half done; 2 wrong usage; 3 done, but some releases were refused or not found.`;
