import { HOUR, instantsOf, SECOND, shownOrNext, wallOf, wallText } from '../../../src/import/sync/london';
import { Windows, type Window } from '../../../src/import/sync/windows';

const wall = (text: string): number => Date.parse(`${text}Z`);

/** All windows of a stretch in which every window has that many releases an hour, and a page holds 100. */
function windowsOf(from: string, to: string, releasesAnHour = 0): Window[] {
  const windows = new Windows(wall(from), wall(to));
  const found: Window[] = [];
  for (let window = windows.next(); window; window = windows.next()) {
    const releases = (releasesAnHour * (window.to - window.from)) / HOUR;
    if (releases >= 100 && windows.split(window)) continue;
    found.push(window);
    windows.done(window, releases);
  }
  return found;
}

const texts = (windows: Window[]): string[] => windows.map(({ from, to }) => `${wallText(from)} ${wallText(to)}`);

describe("London's clock", () => {
  test.each([
    ['2026-01-15T12:00:00Z', '2026-01-15T12:00:00'],
    ['2026-08-10T12:00:00Z', '2026-08-10T13:00:00'],
    ['2026-08-10T23:30:00Z', '2026-08-11T00:30:00'],
    ['2026-03-29T00:59:59Z', '2026-03-29T00:59:59'],
    ['2026-03-29T01:00:00Z', '2026-03-29T02:00:00'],
    ['2026-10-25T00:59:59Z', '2026-10-25T01:59:59'],
    ['2026-10-25T01:00:00Z', '2026-10-25T01:00:00'],
  ])('shows at %s the 19 characters %s', (instant, shown) => expect(wallText(wallOf(Date.parse(instant)))).toBe(shown));

  test('shows 01:30 not at all in March and twice in October', () => {
    expect(instantsOf(wall('2026-03-29T01:30:00'))).toEqual([]);
    expect(wallText(shownOrNext(wall('2026-03-29T01:30:00')))).toBe('2026-03-29T02:00:00');
    expect(wallText(shownOrNext(wall('2026-03-29T01:00:00')))).toBe('2026-03-29T02:00:00');
    expect(instantsOf(wall('2026-10-25T01:30:00')).map((each) => new Date(each).toISOString())).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:30:00.000Z',
    ]);
  });
});

describe('windows', () => {
  test('are of six hours where little is published, and share their ends', () => {
    expect(texts(windowsOf('2026-08-10T00:00:00', '2026-08-10T20:00:00'))).toEqual([
      '2026-08-10T00:00:00 2026-08-10T06:00:00',
      '2026-08-10T06:00:00 2026-08-10T12:00:00',
      '2026-08-10T12:00:00 2026-08-10T18:00:00',
      '2026-08-10T18:00:00 2026-08-10T20:00:00',
    ]);
  });

  test('are split until a page is not full, and grow again', () => {
    const windows = windowsOf('2026-08-10T00:00:00', '2026-08-10T12:00:00', 60);
    expect(windows.every(({ from, to }) => to - from <= 1.5 * HOUR)).toBe(true);
    expect(windows.length).toBe(8);
  });

  test('never become shorter than a second', () => {
    const windows = windowsOf('2026-08-10T00:00:00', '2026-08-10T00:00:05', 1_000_000);
    expect(windows.map(({ from, to }) => to - from)).toEqual([SECOND, SECOND, SECOND, SECOND, SECOND]);
  });

  test.each([0, 60, 700])(
    'cover the days on which the clocks change without a gap, name no time that never was, and last six hours at most (%d an hour)',
    (releasesAnHour) => {
      for (const [from, to] of [
        ['2026-03-28T20:30:00', '2026-03-29T20:00:00'],
        ['2026-10-24T20:30:00', '2026-10-25T20:00:00'],
      ] as const) {
        const windows = windowsOf(from, to, releasesAnHour);
        expect(wallText(windows[0]!.from)).toBe(from);
        expect(wallText(windows.at(-1)!.to)).toBe(to);
        windows.forEach((window, i) => {
          if (i > 0) expect(window.from).toBe(windows[i - 1]!.to);
          expect(instantsOf(window.to).length).toBeGreaterThan(0);
          const longest = Math.max(...instantsOf(window.to)) - Math.min(...instantsOf(window.from));
          expect(longest).toBeLessThanOrEqual(6 * HOUR);
          expect(window.to).toBeGreaterThan(window.from);
        });
      }
    },
  );
});
