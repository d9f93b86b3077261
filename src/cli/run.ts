import { CommanderError } from 'commander';
import { ConfigError, OcdsGraphError, UsageError } from '../errors';
import { EXIT } from './exit';
import { createProgram } from './program';

/** Runs one command line; resolves to its exit status. Whatever fails says so in one sentence on standard error. */
export async function run(argv: readonly string[], env: Record<string, string | undefined>): Promise<number> {
  const result: { status: number } = { status: EXIT.done };
  try {
    await createProgram(env, (status) => (result.status = status)).parseAsync(argv, { from: 'user' });
    return result.status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    process.stderr.write(`ocds-graph: ${sentenceOf(error)}\n`);
    return error instanceof UsageError || error instanceof ConfigError ? EXIT.usage : EXIT.failed;
  }
}

/** What a person is told of what failed. */
export function sentenceOf(error: unknown): string {
  if (error instanceof OcdsGraphError) return error.message;
  const { stack, message } = error as Error;
  return `something went wrong that should not have (please report it): ${stack ?? message}`;
}
