/** The tables that are printed and written, as lines of Markdown. */
import { QUESTIONS, STACKS, TARGETS } from '../stacks.mjs';
import { cpuRatio, median, ratio, short, withSpread } from './ratios.mjs';

export function printQuestion(question, result) {
  console.log(['', ...questionTable(question, result), ''].join('\n'));
}

/** All stacks that were asked, with all that was measured. */
export function questionTable(question, { objects, figures }) {
  const loads = Object.keys(figures);
  const [first] = loads;
  const names = Object.keys(figures[first]);
  const rival = names.find((name) => name.startsWith('mercurius')) ?? 'mercurius';
  const rows = names.map((name) => {
    const of = (field, load = first) => median(figures[load][name].map((round) => round[field]));
    return [
      STACKS[name].title,
      figures[first][name][0].isSlow ? `${short(of('rate'))} *` : Math.round(of('rate')),
      ...['postgraphile', rival, limitOf(name)].map((to) =>
        to === name ? '1' : withSpread(ratio(figures[first], name, to)),
      ),
      short(1000 * of('cpu')),
      of('statements').toFixed(1),
      figures[first][name].at(-1).way ?? '',
      Math.round(of('rss') / 2 ** 20),
      ...loads.map((load) => (figures[load][name] ? `${of('p50', load)} / ${of('p99', load)}` : '*')),
    ];
  });
  const latencies = loads.map((load) => `p50 / p99 ms, ${load} connections`);
  const head = [
    'Stack',
    'Requests/s',
    'of PostGraphile',
    'of Mercurius',
    'of the limit',
    'CPU ms',
    'Statements',
    'By',
    'RSS MB',
  ];
  return [`### ${question}: ${QUESTIONS[question]} (${objects} objects)`, '', ...table([...head, ...latencies], rows)];
}

const limitOf = (name) => `limit-${STACKS[name].engine}`;

/** What was aimed at and what was reached, at the least number of connections. */
export function summaryTable(results) {
  const rows = Object.entries(results).flatMap(([question, { figures }]) => {
    const { postgres: [rival, aim] = [], ...targets } = TARGETS[question];
    const [first] = Object.keys(figures);
    const all = [...Object.entries(targets).map((each) => ['ours-sqlite', ...each]), ['ours-postgres', rival, aim]];
    return [
      ...all.map(([name, to, target]) => {
        const reached = ratio(figures[first], name, to);
        const sameEngine = STACKS[name].engine === 'sqlite' && STACKS[to].engine === 'sqlite';
        const cpu = withSpread(sameEngine ? cpuRatio(figures[first], name, to) : undefined);
        return [
          question,
          STACKS[name].title,
          STACKS[to].title,
          target,
          withSpread(reached),
          verdict(reached, target),
          cpu,
        ];
      }),
      ...tail(question, figures),
    ];
  });
  return table(['', 'Ours', 'Measured against', 'Target', 'Reached', '', 'By CPU time'], rows);
}

/** p99 of 50 connections on PostgreSQL, in p50: at most 3 were aimed at. */
function tail(question, figures) {
  const rounds = figures[50]?.['ours-postgres'];
  if (!rounds) return [];
  const tails = rounds.map(({ p50, p99 }) => p99 / Math.max(p50, 1));
  const reached = { median: median(tails), least: Math.min(...tails), greatest: Math.max(...tails) };
  const met = reached.median < 3 ? 'met' : 'missed';
  return [
    [question, STACKS['ours-postgres'].title, 'its p50 at 50 connections', 'p99 < 3', withSpread(reached), met, ''],
  ];
}

function verdict(reached, target) {
  if (!reached) return 'not measured';
  return reached.median >= target ? 'met' : 'missed';
}

/** How much of the rate is left with more data: a third may be lost at most. */
export function growthTable(small, large) {
  const rows = Object.keys(large).flatMap((question) =>
    ['ours-sqlite', 'ours-postgres'].map((name) => {
      const [before, after] = [small, large].map((results) => rateOf(results, question, name));
      if (!before || !after) return [question, STACKS[name].title, '', '', '', 'not measured'];
      const left = after / before;
      return [
        question,
        STACKS[name].title,
        Math.round(before),
        Math.round(after),
        short(left),
        left >= 2 / 3 ? 'met' : 'missed',
      ];
    }),
  );
  return table(['', 'Ours', '20,000 releases', '200,000 releases', 'Left', ''], rows);
}

function rateOf(results, question, name) {
  const rounds = results[question]?.figures[10]?.[name];
  return rounds && median(rounds.map(({ rate }) => rate));
}

export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
