/** Ratios of rates, round by round: what disturbs a round disturbs all who take turns in it. */

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @returns the median with the least and the greatest; undefined where one of the two did not take part. */
export function ratio(figures, name, to, better = (ours, theirs) => ours.rate / theirs.rate) {
  if (!figures?.[name] || !figures[to]) return undefined;
  const ratios = figures[name].map((round, i) => better(round, figures[to][i] ?? figures[to].at(-1)));
  return { median: median(ratios), least: Math.min(...ratios), greatest: Math.max(...ratios) };
}

/** The same of processor time, which others on the machine disturb less. That of a database server is not in it. */
export const cpuRatio = (figures, name, to) => ratio(figures, name, to, (ours, theirs) => theirs.cpu / ours.cpu);

export const short = (number) =>
  number >= 100 ? number.toFixed(0) : number >= 10 ? number.toFixed(1) : number.toFixed(2);

/** `3.1 (2.9-3.4)`. */
export const withSpread = (value) =>
  value ? `${short(value.median)} (${short(value.least)}-${short(value.greatest)})` : '';
