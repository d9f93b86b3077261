import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getVariableValues, parse, validate, type ExecutionResult } from 'graphql';
import { queriesPage, readOperations } from '../../scripts/operations';
import type { JsonObject } from '../../src/ocds/json';
import { LIMITS } from '../../src/server/limits';
import { measureOperation } from '../../src/server/measureOperation';
import { ENGINES, type EngineName } from '../support/engines';
import { Graph, sampleReleases, theSchema } from '../support/graph';

const ROOT = join(__dirname, '../..');
const operations = readOperations(join(ROOT, 'operations'));
const { tokens, ...LIMITED } = LIMITS;

/** Whether any list has something in it; numbers and names alone are no answer. */
const saysSomething = (answer: unknown): boolean => {
  if (Array.isArray(answer)) return answer.length > 0;
  if (typeof answer !== 'object' || answer === null) return false;
  return Object.values(answer).some(saysSomething);
};

describe('the operations', () => {
  test('are twenty', () => {
    expect(operations.length).toBe(20);
  });

  test.each(operations.map((operation) => [operation.name, operation] as const))(
    '%s is a query, explained in two sentences, with a default for everything it needs',
    (_, { node, explanation }) => {
      expect(node.operation).toBe('query');
      expect(explanation).toMatch(/^[A-Z][^.]+\. [A-Z][^.]+\.$/);
      const { variableDefinitions = [] } = node;
      expect(
        variableDefinitions.filter(({ type, defaultValue }) => type.kind === 'NonNullType' && !defaultValue),
      ).toEqual([]);
      expect(variableDefinitions.length).toBeGreaterThan(0);
    },
  );

  test.each(operations.map((operation) => [operation.name, operation] as const))(
    '%s is valid and within the limits',
    (_, { text, node }) => {
      const document = parse(text, { maxTokens: tokens.value });
      expect(validate(theSchema(), document)).toEqual([]);
      const { coerced, errors } = getVariableValues(theSchema(), node.variableDefinitions ?? [], {});
      expect(errors).toBeUndefined();
      const { size, literalDepth } = measureOperation(theSchema(), document, node, coerced!);
      const sizes = { ...size, inputDepth: literalDepth };
      for (const [name, actual] of Object.entries(sizes))
        expect([name, actual <= LIMITED[name as keyof typeof sizes].value]).toEqual([name, true]);
    },
  );
});

describe('their answers on the sample', () => {
  const graphs = {} as Record<EngineName, Graph>;
  beforeAll(async () => {
    for (const engine of ENGINES) graphs[engine] = await Graph.of(engine, sampleReleases());
  });
  afterAll(async () => {
    for (const graph of Object.values(graphs)) await graph.close();
  });

  test.each(operations.map(({ name, text }) => [name, text] as const))(
    '%s says something, and the same on both engines',
    async (_, text) => {
      const answers: ExecutionResult[] = [];
      for (const engine of ENGINES) answers.push(await graphs[engine].ask(text));
      for (const { data, errors } of answers) {
        expect(errors).toBeUndefined();
        expect(saysSomething(data)).toBe(true);
      }
      expect(answers[1]).toEqual(answers[0]);
    },
  );

  test.each(ENGINES)('are in docs/queries.md as `npm run queries` writes it on %s', async (engine) => {
    const written = await queriesPage(operations, (query) => graphs[engine].ask(query));
    expect(readFileSync(join(ROOT, 'docs/queries.md'), 'utf8')).toBe(written);
  });
});

/** A second process with an award, which was made directly under a framework, after two bids for the whole of it. */
function directCallOff(framework: string): JsonObject {
  const release = sampleReleases().find(({ ocid }) => ocid === 'ocds-h6vhtk-060e72')!;
  const tender = release.tender as JsonObject;
  return {
    ...release,
    ocid: 'ocds-test-direct',
    id: 'direct',
    tender: { ...tender, procurementMethod: 'direct', documents: [] },
    bids: { statistics: [{ id: '1', measure: 'bids', value: 2 }] },
    relatedProcesses: [{ id: '1', relationship: ['framework'], scheme: 'ocid', identifier: framework }],
    surprise: true,
  };
}

/** A third, which tells suppliers until when they can say that they are interested, and no more, as some notices UK4 do. */
function askingInterest(expressionOfInterestDeadline: string): JsonObject {
  const release = sampleReleases().find(({ ocid }) => ocid === 'ocds-h6vhtk-059191')!;
  const { tenderPeriod: _, ...tender } = release.tender as JsonObject;
  const ocid = 'ocds-test-interest';
  return { ...release, ocid, id: 'interest', tender: { ...tender, status: 'active', expressionOfInterestDeadline } };
}

describe.each(ENGINES)('questions that the sample answers with nothing, on %s', (engine) => {
  const FRAMEWORK = 'ocds-h6vhtk-06577a';
  const AWARD = 'ocds-test-direct/awards/1';
  const DEADLINE = '2026-03-02T12:00:00Z';
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, [...sampleReleases(), directCallOff(FRAMEWORK), askingInterest(DEADLINE)]);
  });
  afterAll(() => graph.close());

  const ask = async (name: string, variables: Record<string, unknown> = {}) => {
    const { data, errors } = await graph.ask(operations.find((each) => each.name === name)!.text, variables);
    expect(errors).toBeUndefined();
    return data;
  };
  const ids = ({ nodes }: { nodes: { id: string }[] }): string[] => nodes.map(({ id }) => id);

  test('an award without competition comes with what tells so', async () => {
    const { withoutCompetition, invitationUnknown, withCompetition } = await ask('FindAwardsWithoutCompetition');
    expect(ids(withoutCompetition)).toEqual([AWARD]);
    const [{ tender, release }] = withoutCompetition.nodes;
    expect(tender.procurementMethod).toBe('DIRECT');
    expect(release.documents.nodes.map(({ noticeType }: { noticeType: string }) => noticeType)).toEqual(['UK6', 'UK7']);
    expect(release.relatedProcesses.nodes).toEqual([{ relationship: ['framework'], identifier: FRAMEWORK }]);
    expect([invitationUnknown.aggregate.count, withCompetition.aggregate.count]).toEqual([0, 1]);
  });

  test('what asks first who is interested can be bid for until that deadline', async () => {
    const open = await ask('FindOpenProcurements');
    expect(ids(open.tenders)).not.toContain('ocds-test-interest/tender');
    const [found, ...others] = open.expressionsOfInterest.nodes;
    expect([found.id, found.expressionOfInterestDeadline, others]).toEqual(['ocds-test-interest/tender', DEADLINE, []]);
    const { expressionsOfInterest: later } = await ask('FindOpenProcurements', { now: '2026-03-02T12:00:01Z' });
    expect(later).toEqual({ totalCount: 0, nodes: [] });
  });

  test('bids for the whole process count where none is for a lot', async () => {
    expect(ids((await ask('FindSingleBidAwards')).awards)).toEqual(['ocds-h6vhtk-060e72/awards/1']);
    const { awards } = await ask('FindSingleBidAwards', { mostBids: 2 });
    const { release } = awards.nodes.find(({ id }: { id: string }) => id === AWARD);
    expect(release.bids.statistics.nodes).toEqual([{ measure: 'bids', value: 2 }]);
  });

  test('a framework leads to what was bought under it, and that leads back', async () => {
    const { release: framework } = await ask('GetFrameworkAndCallOffs', { ocid: FRAMEWORK });
    expect(framework.callOffs.nodes.map(({ release }: { release: { ocid: string } }) => release.ocid)).toEqual([
      'ocds-test-direct',
    ]);
    expect(framework.callOffs.nodes[0].release.contracts.aggregate.count).toBe(1);
    const { release: callOff } = await ask('GetFrameworkAndCallOffs', { ocid: 'ocds-test-direct' });
    expect(callOff.refersTo.nodes[0].relatedRelease.ocid).toBe(FRAMEWORK);
  });

  test('a contract ends with and without its extension in windows of their own', async () => {
    const both = async (from: string, to: string) => {
      const { withoutExtension, withExtension } = await ask('FindContractsEnding', { from, to });
      return [withoutExtension.totalCount, withExtension.totalCount];
    };
    expect(await both('2029-01-01', '2030-01-01')).toEqual([2, 0]);
    expect(await both('2031-01-01', '2032-01-01')).toEqual([0, 2]);
    expect(await both('2032-01-01', '2033-01-01')).toEqual([0, 0]);
  });

  test('the largest contract is found by whichever amount it tells', async () => {
    const signed = { id: '1', dateSigned: '2027-05-01T00:00:00Z' };
    const values = { both: { amount: 20, amountGross: 24 }, gross: { amountGross: 22 }, net: { amount: 30 } };
    const own = await Graph.of(
      engine,
      Object.entries(values).map(([ocid, value]) => ({
        ocid,
        date: '2027-06-01T00:00:00Z',
        contracts: [{ ...signed, value: { ...value, currency: 'GBP' } }],
      })),
    );
    const { text } = operations.find(({ name }) => name === 'FindLargestContracts')!;
    const { contracts, byNet } = await own.data(text, { signedFrom: '2027-01-01', signedTo: '2028-01-01', first: 2 });
    expect([ids(contracts), ids(byNet)]).toEqual([
      ['both/contracts/1', 'gross/contracts/1'],
      ['net/contracts/1', 'both/contracts/1'],
    ]);
    await own.close();
  });

  test('what is wrong with the data comes first', async () => {
    const { releases } = await ask('CheckDataQuality');
    expect(releases.nodes[0].ocid).toBe('ocds-test-direct');
    expect(releases.nodes[0].importIssues.nodes).toContainEqual(
      expect.objectContaining({ code: 'UNKNOWN_FIELD', path: 'surprise' }),
    );
  });

  test('nothing is open any more, later', async () => {
    expect((await ask('FindOpenProcurements', { now: '2026-03-01' })).tenders.totalCount).toBe(1);
    expect((await ask('FindOpenProcurements', { now: '2027-01-01' })).tenders.totalCount).toBe(0);
  });
});
