import { spillingDatabase } from '../../database/scratch';
import { archived } from '../../import/archive';
import { jsonLines, type Warn } from '../../import/formats';
import { Gatherer } from '../../import/Gatherer';
import type { ImportCounts } from '../../import/Importer';
import type { Input } from '../../import/read/openInputs';
import { EXIT } from '../exit';
import { findInputs, howToRead, importInputs, type Layout } from '../importInputs';
import type { SetStatus } from '../options';
import { print } from '../output';
import { Report } from '../Report';

export interface CompileOptions extends Layout {
  quiet?: boolean;
}

/** Prints the compiled release of each process that stands at the paths. */
export async function compilePaths(
  paths: readonly string[],
  given: CompileOptions,
  setStatus: SetStatus,
): Promise<void> {
  const inputs = await findInputs(paths);
  const report = new Report(given);
  try {
    const { refused } = await run(inputs, given, report);
    if (refused > 0) setStatus(EXIT.partly);
  } finally {
    report.close();
  }
}

async function run(inputs: readonly Input[], given: CompileOptions, report: Report): Promise<ImportCounts> {
  const { engine, close } = await spillingDatabase(['release_version']);
  const warn: Warn = (ocid, { releaseId, path, message }) =>
    report.say(`warning: ${ocid}, release ${JSON.stringify(releaseId ?? null)}${path && `, ${path}`} ${message}`);
  try {
    const counts = await importInputs(inputs, new Gatherer(engine), report, howToRead(given), report.meter);
    await print(jsonLines(archived(engine), warn));
    return counts;
  } finally {
    close();
  }
}
