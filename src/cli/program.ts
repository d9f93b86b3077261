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
    .addHelpText('after', settingsHelp);
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

const STATUS =
  'Exit status: 0 all done; 1 failed, nothing half done; 2 wrong usage; 3 done, but some releases were refused or not found.';

/** The settings and what a status means, in lines as long as those of the rest. */
function settingsHelp({ command }: { command: Command }): string {
  const help = command.createHelp();
  help.helpWidth = command.configureOutput().getOutHelpWidth?.() ?? 80;
  const settings = Object.values(SETTINGS);
  const width = Math.max(...settings.map(({ env }) => env.length));
  const items = settings.map(({ env, default: value, help: says }) =>
    help.formatItem(env, width, `${says} (default ${value})`, help),
  );
  const listed = help.formatItemList('\nSettings, as environment variables:', items, help);
  return [...listed, help.boxWrap(STATUS, help.helpWidth)].join('\n');
}
