/**
 * The parts of the README that the code knows better than a person: tables of settings, limits, codes and edges, and the
 * answers to its queries. `npm run docs` writes them; test/docs/docs.test.ts fails while they are others.
 */
import type { Argument } from 'commander';
import type { ExecutionResult } from 'graphql';
import { createProgram } from '../../src/cli/program';
import { SETTINGS } from '../../src/config';
import { EDGES } from '../../src/entities/edges';
import { ISSUE_CODES } from '../../src/import/issues';
import { NOTE_CODES, REFUSAL_CODES } from '../../src/import/read/types';
import { CLIENT_CODES } from '../../src/server/formatError';
import { LIMITS } from '../../src/server/limits';

type Ask = (query: string) => Promise<ExecutionResult>;

/** A block begins with its name in a comment and ends where prettier may format again. */
const BLOCK = /(<!-- npm run docs: (\w+) -->\n)[^]*?(<!-- prettier-ignore-end -->)/g;

/** A query, and its answer below it. */
const ANSWERED = /(```graphql\n((?:(?!```)[^])*)```\n\n```json\n)[^]*?(```)/g;

const BLOCKS: Record<string, () => string> = {
  settings: () =>
    table(
      ['Variable', 'Default', 'Meaning'],
      Object.values(SETTINGS).map(({ env, default: value, help }) => [code(env), code(value), help]),
    ),
  limits: () =>
    table(
      ['Limit', 'Value', 'Why'],
      Object.entries(LIMITS).map(([name, { value, of, why }]) => [
        code(name),
        `${value.toLocaleString('en')} ${of}`,
        why,
      ]),
    ),
  errors: () => codes(CLIENT_CODES),
  issues: () => codes(ISSUE_CODES),
  refusals: () => codes(REFUSAL_CODES),
  notes: () => codes(NOTE_CODES),
  commands: () =>
    table(
      ['Command', 'What it does', 'Options'],
      createProgram({}, () => undefined).commands.map((command) => [
        code(['ocds-graph', command.name(), ...command.registeredArguments.map(usageOf)].join(' ')),
        command.description(),
        command.options.map(({ flags }) => code(flags)).join(', '),
      ]),
    ),
  edges: () => {
    const rows = new Map<string, string[]>();
    for (const { from, name, to, many } of EDGES)
      rows.set(from.name, [...(rows.get(from.name) ?? []), `${code(name)} ${many ? `[${to.name}]` : to.name}`]);
    return table(
      ['From', 'To'],
      [...rows].map(([from, edges]) => [code(from), edges.join(', ')]),
    );
  },
};

/** The README with every generated part as it should be. */
export async function writeBlocks(readme: string, ask: Ask): Promise<string> {
  let text = readme.replace(BLOCK, (_, head: string, name: string, tail: string) => {
    const write = BLOCKS[name];
    if (!write) throw new Error(`README.md asks for ${name}; test/docs/readmeBlocks.ts knows no such block.`);
    return `${head}\n${write()}\n${tail}`;
  });
  for (const [whole, head, query, tail] of text.matchAll(ANSWERED)) {
    const { data, errors } = await ask(query!);
    if (errors)
      throw new Error(`A query of README.md fails: ${errors.map(({ message }) => message).join(' ')}\n${query!}`);
    text = text.replace(whole, () => `${head}${pretty({ data })}\n${tail}`);
  }
  return text;
}

/** Every query of a document, with the JSON that is printed below it. */
export const answersIn = (text: string): { query: string; answer: string }[] =>
  [...text.matchAll(ANSWERED)].map(([whole, head, query, tail]) => ({
    query: query!.trim(),
    answer: whole.slice(head!.length, -tail!.length),
  }));

const usageOf = (argument: Argument): string => {
  const name = argument.variadic ? `${argument.name()}...` : argument.name();
  return argument.required ? `<${name}>` : `[${name}]`;
};

const code = (text: string): string => `\`${text}\``;

const codes = (known: Record<string, string>): string =>
  table(
    ['Code', 'Meaning'],
    Object.entries(known).map(([name, meaning]) => [code(name), meaning]),
  );

const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`)
    .join('');

const WIDTH = 120;

/** JSON for people: what fits on a line stands on one. `used` is what stands before it on its line. */
export function pretty(value: unknown, indent = '', used = 0): string {
  const line = onOneLine(value);
  if (typeof value !== 'object' || value === null || used + line.length < WIDTH) return line;
  const inner = `${indent}  `;
  const members = Array.isArray(value)
    ? value.map((each) => inner + pretty(each, inner, inner.length))
    : Object.entries(value).map(([key, each]) => {
        const head = `${inner}${JSON.stringify(key)}: `;
        return head + pretty(each, inner, head.length);
      });
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${members.join(',\n')}\n${indent}${close}`;
}

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${onOneLine(each)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
