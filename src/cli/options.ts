import { Option } from 'commander';
import { readConfig, type Config } from '../config';

/** The environment variables, as the program was started with them. */
export type Env = Record<string, string | undefined>;

/** Sets the exit status of a command that ends well. */
export type SetStatus = (status: number) => void;

export const databaseOption = (): Option =>
  new Option('--database <url>', 'sqlite:PATH, sqlite::memory: or postgres://...; DATABASE_URL sets it too');

export const quietOption = (): Option => new Option('--quiet', 'tell no progress and no summary');
export const jsonOption = (what: string): Option => new Option('--json', `print ${what} as one JSON object`);
export const rootPathOption = (): Option =>
  new Option('--root-path <path>', 'where the OCDS data are inside each document, such as data.item');
export const encodingOption = (): Option =>
  new Option('--encoding <name>', 'the encoding of files that are not UTF-8, such as iso-8859-1');

/** The settings of the environment, with those that the command line gives in their place. */
export const settings = (
  env: Env,
  given: { database?: string; host?: string; port?: string; workers?: string },
): Config =>
  readConfig({
    ...env,
    ...(given.database !== undefined && { DATABASE_URL: given.database }),
    ...(given.host !== undefined && { HOST: given.host }),
    ...(given.port !== undefined && { PORT: given.port }),
    ...(given.workers !== undefined && { WORKERS: given.workers }),
  });
