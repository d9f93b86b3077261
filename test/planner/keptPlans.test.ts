import { getOperationAST, getVariableValues, parse, type DocumentNode } from 'graphql';
import fc from 'fast-check';
import { postgres, sqlite, type Dialect } from '../../src/database/dialect';
import type { Written } from '../../src/database/engine';
import { Planner } from '../../src/planner/Planner';
import { buildSchema } from '../../src/schema/buildSchema';

const schema = buildSchema();

/** The statement for an operation, or why there is none. */
async function statement(
  planner: Planner,
  dialect: Dialect,
  document: DocumentNode,
  sent: Record<string, unknown>,
): Promise<Written | string> {
  const operation = getOperationAST(document)!;
  const { coerced: variables } = getVariableValues(schema, operation.variableDefinitions ?? [], sent);
  if (!variables) return 'wrong';
  let written: Written | undefined;
  const json = (each: Written): Promise<Buffer> => {
    written = each;
    return Promise.resolve(Buffer.from('{}'));
  };
  const planned = await planner.answer({ schema, document, operation, variables }, { dialect, json });
  return written ?? ('reason' in planned ? planned.reason : '');
}

const WORDS = ['road', 'Road', 'bridge', 'roád', 'a*', 'roa*', '"new bridge"', '"road road"', '!', '', 'x'.repeat(50)];
const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 3 }).map((words) => words.join(' '));
const DATES = [
  '2025-01-01',
  '2025-01-01T00:00:00Z',
  '2025-01-01T01:00:00+01:00',
  '2025-03-04T05:06:07Z',
  'never',
  'undefined',
  '',
];
const date = fc.option(fc.constantFrom(...DATES));
const CODES = ['45000000', '45100000', '45233000-1', ' 72000000', '72', '7', 'UKG', ''];
const code = fc.constantFrom(...CODES);
const words = fc.constantFrom('a', 'A', '', 'a\0b', 'x'.repeat(60));
const some = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(value, { maxLength: 3 });

const KINDS: Record<string, readonly [query: string, variables: fc.Arbitrary<Record<string, unknown>>]> = {
  'a search for words': [
    `query($text: String!, $from: DateTime) {
      search(text: $text, filter: { date: { gte: $from } }) { totalCount nodes { type } } }`,
    fc.record({ text, from: date }, { requiredKeys: ['text'] }),
  ],
  'a list by dates and codes': [
    `query($from: DateTime, $to: DateTime, $under: String!, $scheme: String) {
      tenders(filter: { release: { date: { gte: $from, lt: $to } }
        classifications: { some: { under: $under, scheme: { eq: $scheme } } } }
        orderBy: [{ by: VALUE_AMOUNT, direction: DESC }]) { totalCount nodes { id } } }`,
    fc.record(
      { from: date, to: date, under: code, scheme: fc.constantFrom('CPV', 'X', null) },
      { requiredKeys: ['under'] },
    ),
  ],
  'totals by dates': [
    `query($from: DateTime, $to: DateTime, $by: [AwardGroupBy!]!) {
      awards(filter: { date: { gte: $from, lt: $to } }) { totalCount groups(by: $by, first: 3) { count } } }`,
    fc.record({ from: date, to: date, by: fc.constantFrom(['MONTH'], ['YEAR'], ['BUYER']) }, { requiredKeys: ['by'] }),
  ],
  'a filter that is a variable': [
    'query($filter: TenderFilter) { tenders(filter: $filter) { aggregate { count } nodes { id } } }',
    fc.record({
      filter: fc.record(
        {
          title: fc.oneof(
            words.map((contains) => ({ contains })),
            words.map((startsWith) => ({ startsWith })),
            some(words).map((list) => ({ in: list })),
          ),
          submissionMethod: fc.oneof(
            some(words).map((hasEvery) => ({ hasEvery })),
            words.map((has) => ({ has })),
          ),
          status: some(fc.constantFrom('ACTIVE', 'COMPLETE')).map((list) => ({ in: list })),
          tenderPeriod: date.map((to) => ({ endDate: { between: { to } } })),
          finalStatusDate: some(fc.constantFrom(...DATES)).map((notIn) => ({ notIn })),
          value: fc.constantFrom(0, 1.5, 2e20).map((gte) => ({ amount: { gte } })),
          buyer: words.map((startsWith) => ({ name: { startsWith } })),
          and: some(code.map((under) => ({ regions: { none: { under } } }))),
        },
        { requiredKeys: [] },
      ),
    }),
  ],
};

describe.each([sqlite, postgres])('on $name', (dialect) => {
  test.each(Object.entries(KINDS))('%s has the statement that it would have if none were kept', async (_, kind) => {
    const [query, variables] = kind;
    const document = parse(query);
    const keeping = new Planner(dialect, 1000);
    await fc.assert(
      fc.asyncProperty(variables, async (sent) => {
        const kept = await statement(keeping, dialect, document, sent);
        expect(kept).toEqual(await statement(new Planner(dialect, 1000), dialect, parse(query), sent));
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});
