import type { Reader } from '../../database/engine';
import { archived } from '../../import/archive';
import { jsonLines, recordPackage, releasePackage } from '../../import/formats';
import type { ExportFormat } from '../commands/export';
import { named } from '../../errors';
import { EXIT } from '../exit';
import type { SetStatus } from '../options';
import { print, say } from '../output';
import { reading } from '../reading';

const FORMATS: Record<ExportFormat, (reader: Reader, ocids: readonly string[] | undefined) => AsyncIterable<string>> = {
  jsonl: (reader, ocids) => jsonLines(archived(reader, ocids)),
  package: (reader, ocids) => releasePackage(archived(reader, ocids), new Date()),
  record: (reader, ocids) => recordPackage(archived(reader, ocids), new Date()),
};

/** Prints what was imported: of the processes that are named, or of all. */
export async function printExport(
  databaseUrl: string,
  format: ExportFormat,
  ocids: readonly string[] | undefined,
  setStatus: SetStatus,
): Promise<void> {
  await reading(databaseUrl, async (reader) => {
    const found = new Set<string>();
    await print(FORMATS[format](watched(reader, found), ocids));
    const missing = ocids?.filter((ocid) => !found.has(ocid)) ?? [];
    if (missing.length === 0) return;
    say(`The database has nothing of ${missing.map(named).join(', ')}.`);
    setStatus(found.size === 0 ? EXIT.failed : EXIT.partly);
  });
}

/** The reader, noting of which processes it has read something. */
const watched = (reader: Reader, found: Set<string>): Reader => ({
  dialect: reader.dialect,
  all: async (statement) => {
    const rows = await reader.all(statement);
    for (const { ocid } of rows) found.add(ocid as string);
    return rows;
  },
});
