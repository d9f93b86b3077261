import { Command, Option } from 'commander';
import { UsageError } from '../../errors';
import { wallOf } from '../../import/sync/london';
import { instantOf } from '../../ocds/instant';
import * as options from '../options';
import type { SyncOptions } from '../actions/sync';

const FIND_A_TENDER = 'https://www.find-tender.service.gov.uk/api/1.0';

export const syncCommand = (env: options.Env, setStatus: options.SetStatus): Command =>
  new Command('sync')
    .description('Take what Find a Tender has published since the last time into the database.')
    .addOption(options.databaseOption())
    .addOption(
      new Option(
        '--from <date>',
        'from then on, London time; else from a day before where it ended last, or seven days ago',
      ),
    )
    .addOption(new Option('--to <date>', 'until then, London time; else until now'))
    .addOption(new Option('--source <url>', 'the address of a service with the same API').default(FIND_A_TENDER))
    .addOption(
      new Option('--timeout <seconds>', 'how long the service may say nothing before it is asked again').default('30'),
    )
    .addOption(options.jsonOption('the counts'))
    .addOption(options.quietOption())
    .addHelpText(
      'after',
      '\nExamples:\n  ocds-graph sync\n  ocds-graph sync --from 2026-08-01 --to 2026-08-02T12:00:00',
    )
    .action(async (given: SyncOptions) => {
      const from = wallTime('--from', given.from);
      const to = wallTime('--to', given.to);
      if (from !== undefined && (to ?? wallOf(Date.now())) <= from) throw new UsageError('--from must be before --to.');
      const seconds = Number(given.timeout);
      if (!(seconds > 0 && seconds <= 3600)) throw new UsageError('--timeout must be a number of seconds up to 3600.');
      const { followSource } = await import('../actions/sync.js');
      await followSource(given, { from, to, seconds }, options.settings(env, given).databaseUrl, setStatus);
    });

/** A date or date-time as London's clock shows it. Without an offset it is that already. */
function wallTime(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const utc = instantOf(text)?.utc;
  if (!utc)
    throw new UsageError(
      `${option} must be a date such as 2026-08-01 or 2026-08-01T12:00:00, not ${JSON.stringify(text)}.`,
    );
  const time = Math.floor(Date.parse(utc) / 1000) * 1000;
  return /(Z|[+-]\d{2}(:?\d{2})?)$/i.test(text.trim().slice(10)) ? wallOf(time) : time;
}
