import { Command } from 'commander';
import * as options from '../options';

export const statsCommand = (env: options.Env): Command =>
  new Command('stats')
    .description(
      'Tell what is in the database: releases, dates, objects, import issues, unknown fields, what was refused.',
    )
    .addOption(options.databaseOption())
    .addOption(options.jsonOption('it'))
    .addHelpText('after', '\nExample:\n  ocds-graph stats --database sqlite:ocds.db')
    .action(async ({ json, ...given }: { database?: string; json?: boolean }) => {
      const { tellStatistics } = await import('../actions/stats.js');
      await tellStatistics(options.settings(env, given).databaseUrl, !!json);
    });
