/** RESULTS.md. Runs with `--only` add to it: what was measured of the same commit on the same data is kept. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BENCH, STACKS } from '../stacks.mjs';
import { growthTable, questionTable, summaryTable } from './tables.mjs';

const SMALL = 20_000;
const LARGE = 200_000;

export function writeResults(folder, about, results) {
  const all = { ...measured(folder, about, about.run.count), ...results };
  const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(fileOf(folder, about, about.run.count), JSON.stringify(sorted));
  const [small, large] = [SMALL, LARGE].map((count) => measured(folder, about, count));
  const page = [...head(about), ...sections(SMALL, small), ...sections(LARGE, large), ...growth(small, large)];
  writeFileSync(join(BENCH, 'RESULTS.md'), `${page.join('\n')}\n`);
}

const fileOf = (folder, { commit }, count) => join(folder, `results-${commit.replaceAll(' ', '-')}-${count}.json`);

function measured(folder, about, count) {
  const file = fileOf(folder, about, count);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

function head({ commit, run, lines, missing }) {
  return [
    '# Results of `npm run bench`',
    '',
    `Commit ${commit}, ${new Date().toISOString().slice(0, 10)}. Written by the benchmark; do not edit. [README.md](README.md) says how to read it.`,
    '',
    ...lines.map((line) => `- ${line}.`),
    ...Object.entries(missing).map(([name, why]) => `- ${STACKS[name].title} did not take part: ${why}.`),
    `- Each figure is the median of ${run.rounds} rounds of ${run.seconds} s in which the stacks take turns; in brackets the least and the greatest.`,
    '- A stack marked with * takes more than half a second for one answer: it was asked once on each of 10 connections.',
    '- All answers were compared whole before anything was measured, and are equal.',
    '- Ours carries the whole graph: more than thirty tables with history, import issues and search over five types, limits,',
    '  federation, metrics. The peers and the limit read ten plain tables made for these questions. Ratios are of requests',
    '  answered in a second at 10 connections: they hold on this machine only, absolute figures on this day only.',
    '',
  ];
}

function sections(count, results) {
  if (Object.keys(results).length === 0) return [];
  const questions = Object.entries(results).flatMap(([question, result]) => [...questionTable(question, result), '']);
  return [`## ${count.toLocaleString('en')} releases`, '', ...summaryTable(results), '', ...questions];
}

function growth(small, large) {
  if (Object.keys(small).length === 0 || Object.keys(large).length === 0) return [];
  return ['## From 20,000 to 200,000 releases', '', ...growthTable(small, large), ''];
}
