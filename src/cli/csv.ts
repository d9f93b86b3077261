import { appendFileSync, closeSync, openSync } from 'node:fs';
import { named, SourceError } from '../errors';
import { cannotBeWritten, printable } from './output';

/** A table of CSV (RFC 4180) that grows line by line. */
export interface CsvTable {
  /** @throws SourceError when its file cannot be written. */
  line(values: readonly string[]): void;
  close(): void;
}

/**
 * A table in a file, or on standard error for `-`, where nothing waits for its reader, who may be slow or gone.
 *
 * @throws SourceError when the file cannot be written.
 */
export function csvTable(file: string): CsvTable {
  if (file === '-')
    return { line: (values) => void process.stderr.write(csvLine(values.map(printable))), close: () => undefined };
  const writing = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw new SourceError(cannotBeWritten(named(file), error));
    }
  };
  const fd = writing(() => openSync(file, 'w'));
  return {
    line: (values) => writing(() => appendFileSync(fd, csvLine(values))),
    close: () => closeSync(fd),
  };
}

const csvLine = (values: readonly string[]): string => `${values.map(csvValue).join(',')}\r\n`;

const csvValue = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
