import { createLog } from '../../src/cli/log';
import type { LogLevel } from '../../src/config';

/** The events of all levels that a log of this level has, as they were written. */
function logged(level: LogLevel): object[] {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const log = createLog(level, { worker: 1 });
  for (const own of ['debug', 'info', 'warn', 'error']) log({ level: own, event: 'e' });
  log({ event: 'plain' });
  const lines = write.mock.calls.map(([text]) => String(text));
  write.mockRestore();
  expect(lines.every((line) => line.endsWith('}\n'))).toBe(true);
  return lines.map((line) => JSON.parse(line) as object);
}

test.each<[LogLevel, string[]]>([
  ['debug', ['debug', 'info', 'warn', 'error', 'plain']],
  ['info', ['info', 'warn', 'error', 'plain']],
  ['warn', ['warn', 'error']],
  ['error', ['error']],
  ['silent', []],
])('a log of level %s has what is as serious, and an event without a level is info', (level, expected) => {
  const events = logged(level) as { level?: string; event: string; worker: number; time: string }[];
  expect(events.map((event) => event.level ?? event.event)).toEqual(expected);
  for (const { time, worker } of events) expect([new Date(time).toISOString(), worker]).toEqual([time, 1]);
});
