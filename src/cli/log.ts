import type { LogLevel } from '../config';

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent'];

/** One JSON object a line on standard error, from `level` up; `always` stands in each. */
export function createLog(level: LogLevel, always: object = {}): (event: object) => void {
  const least = LEVELS.indexOf(level);
  return (event) => {
    const { level: own = 'info' } = event as { level?: LogLevel };
    if (LEVELS.indexOf(own) >= least)
      process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), ...always, ...event })}\n`);
  };
}
