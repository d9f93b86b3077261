import { Command, Option } from 'commander';
import { databaseOption, settings, type Env } from '../options';

interface Options {
  database?: string;
  host?: string;
  port?: string;
  workers?: string;
  sample?: boolean;
}

export const serveCommand = (env: Env): Command =>
  new Command('serve')
    .description('Serve the graph over HTTP; the database is created or brought up to date first.')
    .addOption(databaseOption())
    .addOption(new Option('--host <address>', 'the address to listen at; HOST sets it too'))
    .addOption(new Option('--port <number>', 'the port to listen at; PORT sets it too'))
    .addOption(new Option('--workers <number>', 'how many processes serve, 0 for one a core; WORKERS sets it too'))
    .addOption(new Option('--sample', 'import the five sample releases if the database is empty'))
    .addHelpText(
      'after',
      '\nExamples:\n  ocds-graph serve --sample\n  ocds-graph serve --database postgres://reader:secret@db/ocds --port 4000 --workers 4',
    )
    .action(async ({ sample, ...given }: Options) => {
      const config = settings(env, given);
      const { serve } = await import('../serve.js'); // only this command needs the server
      await serve(config, !!sample);
    });
