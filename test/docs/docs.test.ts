import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type OperationDefinitionNode, parse } from 'graphql';
import { SETTINGS } from '../../src/config';
import { ISSUE_CODES } from '../../src/import/issues';
import { NOTE_CODES, REFUSAL_CODES } from '../../src/import/read/types';
import { CLIENT_CODES } from '../../src/server/formatError';
import { type LimitName, LIMITS } from '../../src/server/limits';
import { measureOperation } from '../../src/server/measureOperation';
import { ENGINES } from '../support/engines';
import { Graph, sampleReleases, theSchema } from '../support/graph';
import { answersIn, writeBlocks } from './readmeBlocks';

const ROOT = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Every Markdown file of the project. */
const PAGES = ['.', 'docs', 'data/sample'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: folder !== '.', encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);
const README = read('README.md');

const EXPLORE = `query { organizations(first: 5) { nodes { id name tendersAsBuyer(first: 10) { nodes { ocid title status
  lots { nodes { localId status value { amount amountGross currency } awards { nodes { localId date suppliers { nodes { id name } }
    contracts { nodes { localId dateSigned value { amount amountGross currency } } } } } } } } } } } }`;

describe('the documentation', () => {
  test.each([
    ['setting', Object.values(SETTINGS).map(({ env }) => env)],
    ['default of a setting', Object.values(SETTINGS).map((setting) => setting.default)],
    ['limit', Object.keys(LIMITS)],
    ['error code', Object.keys(CLIENT_CODES)],
    ['import issue', Object.keys(ISSUE_CODES)],
    ['refusal', Object.keys(REFUSAL_CODES)],
    ['note', Object.keys(NOTE_CODES)],
  ])('names every %s', (_, names) => {
    const pages = PAGES.map(read).join('\n');
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !pages.includes(`\`${name}\``))).toEqual([]);
  });

  test('has a page for every decision, numbered without gaps, and an index that names them all', () => {
    const decisions = PAGES.filter((page) => /decisions.\d/.test(page)).sort();
    const index = read('docs/decisions/README.md');
    expect(decisions.length).toBeGreaterThan(10);
    decisions.forEach((page, i) => {
      const name = relative(join(ROOT, 'docs/decisions'), join(ROOT, page));
      expect(name.slice(0, 5)).toBe(`${String(i + 1).padStart(4, '0')}-`);
      expect(index).toContain(`](${name})`);
      for (const heading of ['# ', '## Context', '## Decision', '## Consequences'])
        expect(read(page)).toContain(`${heading}`);
    });
  });

  test.each(PAGES)('leads from %s to files and headings that exist', (page) => {
    const broken = linksOf(read(page)).filter((link) => !leadsSomewhere(page, link));
    expect(broken).toEqual([]);
  });

  test('names scripts that package.json has', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = PAGES.flatMap((page) => [
      ...read(page).matchAll(/npm (?:run (?:-s )?(\w+(?::\w+)*)|(start|test)\b)/g),
    ]);
    expect(named.map(([, script, short]) => script ?? short).filter((name) => !(name! in scripts))).toEqual([]);
  });
});

describe.each(ENGINES)('the README on %s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, sampleReleases());
  });
  afterAll(() => graph.close());

  test('begins with the walk from buyer to contract', () => {
    expect(answersIn(README)[0]!.query).toBe(EXPLORE);
  });

  test.each(
    answersIn(README).map(({ query, answer }) => [query.replace(/\s+/g, ' ').slice(0, 60), query, answer] as const),
  )('prints the answer to %s', async (_, query, answer) => {
    expectWithinLimits(query);
    const { data, errors } = await graph.ask(query);
    expect(errors).toBeUndefined();
    expect(JSON.parse(JSON.stringify({ data }))).toEqual(JSON.parse(answer));
  });

  test('is what `npm run docs` writes', async () => {
    const written = await writeBlocks(README, (query) => graph.ask(query));
    if (process.env.UPDATE_DOCS) writeFileSync(join(ROOT, 'README.md'), written);
    else expect(README).toBe(written);
  });
});

/** What the README shows, the server answers. */
function expectWithinLimits(query: string): void {
  const document = parse(query);
  const operation = document.definitions[0] as OperationDefinitionNode;
  const { size } = measureOperation(theSchema(), document, operation, {});
  for (const [name, value] of Object.entries(size))
    expect([name, value <= LIMITS[name as LimitName].value]).toEqual([name, true]);
}

/** The targets of the links of a page, those in code aside. */
const linksOf = (text: string): string[] =>
  [...text.replace(/```[^]*?```|`[^`\n]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);

function leadsSomewhere(page: string, link: string): boolean {
  if (/^https:\/\//.test(link)) return true;
  const [path, heading] = link.split('#');
  const target = path ? resolve(ROOT, dirname(page), path) : join(ROOT, page);
  if (!existsSync(target)) return false;
  return heading === undefined || headingsOf(readFileSync(target, 'utf8')).includes(heading);
}

/** Headings as GitHub names them in links. */
const headingsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
