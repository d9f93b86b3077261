/*
 * The clock of Find a Tender: its API takes 19 characters of Europe/London local time and ignores an offset. A reading of
 * that clock is counted here in milliseconds as if it were UTC ("wall"), so that it can be reckoned with.
 */

export const SECOND = 1000;
export const HOUR = 3600 * SECOND;

const CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** What the clock shows at an instant, to the second. */
export function wallOf(instant: number): number {
  const shown: Record<string, number> = {};
  for (const { type, value } of CLOCK.formatToParts(instant)) shown[type] = Number(value);
  return Date.UTC(shown.year!, shown.month! - 1, shown.day, shown.hour, shown.minute, shown.second);
}

/** When the clock shows that: two instants in the hour that October repeats, none in the hour that March skips. */
export const instantsOf = (wall: number): number[] => [wall - HOUR, wall].filter((instant) => wallOf(instant) === wall);

/** The same reading, or the end of the hour that March skips: the service need not know what 01:30 was that day. */
export const shownOrNext = (wall: number): number =>
  instantsOf(wall).length > 0 ? wall : (Math.floor(wall / HOUR) + 1) * HOUR;

/** The 19 characters. */
export const wallText = (wall: number): string => new Date(wall).toISOString().slice(0, 19);
