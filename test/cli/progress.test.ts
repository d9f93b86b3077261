import { Meter } from '../../src/cli/Meter';
import { Progress } from '../../src/cli/Progress';

const counts = { read: 1, stored: 1, unchanged: 0, stale: 0, refused: 0, issues: 0 };

/** What a terminal was told, and how the process was ended. */
function drawn(): { progress: Progress; told: string[]; kill: jest.SpyInstance } {
  const told: string[] = [];
  const write = (text: string): boolean => told.push(text) > 0;
  const clock = jest.spyOn(Date, 'now').mockReturnValue(0);
  const kill = jest.spyOn(process, 'kill').mockReturnValue(true);
  const progress = new Progress({ write, isTTY: true, columns: 80 }, new Meter());
  clock.mockReturnValue(1000);
  progress.update(counts, 1);
  clock.mockReturnValue(2000);
  progress.update(counts, 1);
  return { progress, told, kill };
}

afterEach(() => jest.restoreAllMocks());

test('Ctrl-C ends a half-drawn line, and then the process by the same signal', () => {
  const { told, kill } = drawn();
  process.emit('SIGINT');
  expect(told.at(-1)).toBe('\n');
  expect(kill.mock.calls).toEqual([[process.pid, 'SIGINT']]);
  expect(process.listenerCount('SIGINT')).toBe(0);
});

test('once the line is gone, signals are nobody’s business', () => {
  const { progress, told } = drawn();
  progress.clear();
  expect(told.at(-1)).toBe('\r\u001b[K');
  expect(process.listenerCount('SIGINT')).toBe(0);
});
