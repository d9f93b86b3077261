import { statistics, type Statistics } from '../../import/statistics';
import { counted, printable } from '../output';
import { reading } from '../reading';

/** Prints what is in a database, in words or as JSON. */
export async function tellStatistics(databaseUrl: string, json: boolean): Promise<void> {
  const found = await reading(databaseUrl, statistics);
  process.stdout.write(json ? `${JSON.stringify(found)}\n` : inWords(found));
}

function inWords(found: Statistics): string {
  const { releases, compiledReleases, individualReleases, processes, organizations, dates, sources } = found;
  const lines = [
    `${counted(releases, 'release')} imported: ${compiledReleases} compiled by their publisher, ${individualReleases} individual.`,
    `They tell of ${processes} contracting ${processes === 1 ? 'process' : 'processes'} and ${counted(organizations, 'organization')}.`,
    dates.from ? `Their dates are from ${dates.from} to ${dates.to}.` : 'None of them has a date.',
    ...Object.entries(sources).map(([source, until]) => `${source} was followed until ${until}.`),
    ...table('Objects', found.objects),
    ...table('Import issues', found.issues),
    ...table('Unknown fields, the most frequent', found.unknownFields),
    ...table('Refused', found.quarantine),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

function table(title: string, counts: Readonly<Record<string, number>>): string[] {
  const rows = Object.entries(counts);
  if (rows.length === 0) return ['', `${title}: none`];
  const width = Math.max(...rows.map(([, count]) => String(count).length));
  return ['', title, ...rows.map(([key, count]) => `  ${String(count).padStart(width)}  ${key}`)];
}
