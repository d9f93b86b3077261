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

test.each([
  ['three quarters', 27, 36, 60, '75 %, 20 s left: '],
  ['a third', 30, 90, 60, '33 %, 2 min left: '],
  ['a fiftieth', 2, 100, 149, '2 %, 2 h 2 min left: '],
  ['too little to tell the time left', 1, 1000, 60, '0 %: '],
  ['all', 5, 5, 60, '100 %, 0 s left: '],
  ['more than there was', 6, 5, 60, '100 %, 0 s left: '],
  ['of what has no size', 6, undefined, 60, ''],
])('a log is told how much is done, how fast and how long it takes: %s', (_name, done, total, seconds, share) => {
  const told: string[] = [];
  const clock = jest.spyOn(Date, 'now').mockReturnValue(1_000_000);
  const progress = new Progress(
    { write: (text: string) => told.push(text) > 0, isTTY: false, columns: 80 },
    Object.assign(new Meter(), { done, total }),
  );
  clock.mockReturnValue(1_004_999);
  progress.update(counts, 1);
  expect(told).toEqual([]);
  clock.mockReturnValue(1_000_000 + seconds * 1000);
  progress.update({ ...counts, read: seconds * 7, refused: 2, issues: 3 }, seconds * 2.5e6);
  const text = `${seconds * 7} releases (7/s, 2.5 MB/s): 1 stored, 2 refused, 3 issues\n`;
  expect(told).toEqual([`${share}${text}`]);
});

test('a terminal is drawn a bar as long as the share', () => {
  const told: string[] = [];
  const clock = jest.spyOn(Date, 'now').mockReturnValue(0);
  const meter = Object.assign(new Meter(), { done: 1, total: 4 });
  const progress = new Progress({ write: (text: string) => told.push(text) > 0, isTTY: true, columns: 60 }, meter);
  clock.mockReturnValue(1000);
  progress.update(counts, 1);
  progress.clear();
  expect(told[0]).toBe('\r\u001b[K[######..................] 25 %, 3 s left: 1 release (1/s, ');
  expect(told[0]!.length).toBe('\r\u001b[K'.length + 59);
});
