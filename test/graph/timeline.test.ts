import type { JsonObject } from '../../src/ocds/json';
import { timelineEventType } from '../../src/ocds/timeline';
import { ENGINES } from '../support/engines';
import { Graph, sampleReleases } from '../support/graph';

const OCID = 'ocds-213czf-1';
const day = (n: number): string => new Date(Date.UTC(2026, 0, n)).toISOString().slice(0, 10);
const at = (n: number): string => `${day(n)}T10:00:00+00:00`;
const period = (n: number): JsonObject => ({ startDate: at(n), endDate: at(n + 1), maxExtentDate: at(n + 2) });

/** A process in which everything happens that the timeline knows, one a day. */
const EVERYTHING: JsonObject = {
  ocid: OCID,
  id: '1',
  date: at(1),
  tag: ['compiled'],
  planning: {
    documents: [{ id: 'n', noticeType: 'UK2', description: 'Preliminary market engagement', datePublished: at(1) }],
    milestones: [
      { id: 'e', type: 'engagement', title: 'Engagement', dueDate: at(2) },
      { id: 'a', type: 'approval', dueDate: at(3), dateMet: at(4) },
    ],
  },
  tender: {
    title: 'A bridge',
    communication: { futureNoticeDate: at(5) },
    enquiryPeriod: { startDate: at(6), endDate: at(7) },
    tenderPeriod: { startDate: at(8), endDate: at(9) },
    expressionOfInterestDeadline: at(10),
    bidOpening: { date: at(11) },
    awardPeriod: { startDate: at(12), endDate: at(13) },
    finalStatusDate: at(14),
    amendments: [{ id: '1', date: at(15), description: 'Longer' }],
    recurrence: { dates: [{ startDate: at(16) }] },
    lots: [{ id: '1', title: 'Piers', contractPeriod: period(17) }],
    documents: [{ id: 'x', documentType: 'biddingDocuments', datePublished: at(1) }],
  },
  awards: [
    {
      id: '1',
      date: at(20),
      assessmentSummariesDateSent: at(21),
      standstillPeriod: { startDate: at(22), endDate: at(23) },
      milestones: [{ id: 's', type: 'futureSignatureDate', dueDate: at(24) }],
      documents: [{ id: 'a', documentType: 'awardNotice', datePublished: at(25) }],
    },
  ],
  contracts: [
    {
      id: '1',
      awardID: '1',
      status: 'terminated',
      dateSigned: at(26),
      period: period(27),
      amendment: { date: at(30) },
      proposedAmendments: [{ id: '1', date: at(31) }],
      implementation: { endDate: at(32) },
    },
    { id: '2', awardID: '1', status: 'active', implementation: { endDate: at(33) } },
  ],
};

const QUERY = `query ($ocid: String!, $from: DateTime, $to: DateTime, $asOf: DateTime) { release(ocid: $ocid, asOf: $asOf) {
  timeline(from: $from, to: $to) { type date title description noticeType nodeId
    node { id __typename ... on Tender { title } ... on Document { documentType } } } } }`;

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, [EVERYTHING, ...sampleReleases()]);
  });
  afterAll(() => graph.close());

  const timeline = async (variables: object = {}): Promise<any[]> => {
    const { data, errors } = await graph.ask(QUERY, { ocid: OCID, ...variables });
    expect(errors).toBeUndefined();
    return data.release?.timeline;
  };

  test('a process tells all that happens in it, in order, each from the object that names the day', async () => {
    const events = await timeline();
    expect(graph.reason).toBeUndefined();
    expect(events.map(({ type, date, nodeId }) => [type, date, nodeId.slice(OCID.length + 1)])).toEqual([
      ['NOTICE', at(1), 'planning/documents/n'],
      ['ENGAGEMENT', at(2), 'planning/milestones/e'],
      ['MILESTONE_DUE', at(3), 'planning/milestones/a'],
      ['MILESTONE_MET', at(4), 'planning/milestones/a'],
      ['FUTURE_NOTICE', at(5), 'tender'],
      ['ENQUIRY_START', at(6), 'tender'],
      ['ENQUIRY_DEADLINE', at(7), 'tender'],
      ['TENDER_START', at(8), 'tender'],
      ['TENDER_DEADLINE', at(9), 'tender'],
      ['EXPRESSION_OF_INTEREST_DEADLINE', at(10), 'tender'],
      ['BID_OPENING', at(11), 'tender'],
      ['AWARD_PERIOD_START', at(12), 'tender'],
      ['AWARD_PERIOD_END', at(13), 'tender'],
      ['FINAL_STATUS', at(14), 'tender'],
      ['AMENDMENT', at(15), 'tender/amendments/1'],
      ['RECURRENCE', at(16), 'tender'],
      ['EXPECTED_CONTRACT_START', at(17), 'tender/lots/1'],
      ['EXPECTED_CONTRACT_END', at(18), 'tender/lots/1'],
      ['EXPECTED_CONTRACT_MAXIMUM_EXTENT', at(19), 'tender/lots/1'],
      ['AWARD', at(20), 'awards/1'],
      ['ASSESSMENT_SUMMARIES', at(21), 'awards/1'],
      ['STANDSTILL_START', at(22), 'awards/1'],
      ['STANDSTILL_END', at(23), 'awards/1'],
      ['EXPECTED_SIGNATURE', at(24), 'awards/1/milestones/s'],
      ['NOTICE', at(25), 'awards/1/documents/a'],
      ['SIGNATURE', at(26), 'contracts/1'],
      ['CONTRACT_START', at(27), 'contracts/1'],
      ['CONTRACT_END', at(28), 'contracts/1'],
      ['CONTRACT_MAXIMUM_EXTENT', at(29), 'contracts/1'],
      ['AMENDMENT', at(30), 'contracts/1'],
      ['PROPOSED_AMENDMENT', at(31), 'contracts/1/proposedAmendments/1'],
      ['TERMINATION', at(32), 'contracts/1/implementation'],
      ['IMPLEMENTATION_END', at(33), 'contracts/2/implementation'],
    ]);
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(Object.keys(timelineEventType.values)));
    for (const { nodeId, node } of events) expect(node.id).toBe(nodeId);
    expect(events[0]).toMatchObject({ noticeType: 'UK2', description: 'Preliminary market engagement', title: null });
    expect(events[4]).toMatchObject({ title: 'A bridge', node: { __typename: 'Tender', title: 'A bridge' } });
    expect(events[24].node).toMatchObject({ __typename: 'Document', documentType: 'awardNotice' });
  });

  test('what happens at one instant is ordered by object, whatever the offset', async () => {
    const at = (date: string): JsonObject[] => [{ id: date, noticeType: 'UK4', datePublished: date }];
    const dates = ['2026-05-01T01:00:00+02:00', '2026-04-30T23:30:00Z', '2026-05-01', '2026-04-30T23:00:00Z'];
    const ocid = 'ocds-213czf-2';
    await graph.import([{ ocid, id: '1', tag: ['compiled'], tender: { documents: dates.flatMap(at) } }]);
    expect((await timeline({ ocid })).map(({ date }) => date)).toEqual([dates[3], dates[0], dates[1], dates[2]]);
  });

  test('from is included and to is not', async () => {
    const found = await timeline({ from: at(7), to: at(9) });
    expect(found.map(({ type }) => type)).toEqual(['ENQUIRY_DEADLINE', 'TENDER_START']);
    expect(await timeline({ from: day(34) })).toEqual([]);
    expect(await timeline({ to: '2026-01-01T11:00:00+01:00' })).toEqual([]);
    const { errors } = await graph.ask(QUERY, { ocid: OCID, from: 'soon' });
    expect(errors?.[0]?.message).toBe('"from" is not a date or date-time of ISO 8601 within the years 0 to 9999.');
  });

  test('the timeline of a day in the past has what was published by then', async () => {
    expect(await timeline({ asOf: '2025-01-01' })).toBeUndefined();
    const events = await timeline({ asOf: '2026-02-01' });
    expect(events).toHaveLength(33);
    expect(events[4].node.title).toBe('A bridge');
  });

  test('the timeline of a sample release goes from engagement to the end of the contract', async () => {
    const events = await timeline({ ocid: 'ocds-h6vhtk-060e72' });
    const types = events.map(({ type }) => type);
    expect(types.filter((type) => type === 'NOTICE').length).toBeGreaterThan(1);
    for (const type of ['TENDER_DEADLINE', 'AWARD', 'STANDSTILL_END', 'SIGNATURE', 'CONTRACT_START', 'CONTRACT_END'])
      expect(types).toContain(type);
  });

  test('timelines lie within each other, each with objects as they are asked for, by the one statement of a plan', async () => {
    const query = `query ($from: DateTime) { releases { nodes { ocid
      late: timeline(from: $from) { node { id } t: type __typename other: node { __typename ... on Tender { title value { amount }
        release { timeline(to: "2026-01-07") { nodeId same: node { id } } } } } }
      timeline { date date } } } }`;
    const { releases } = await graph.data(query, { from: at(11) });
    expect(graph.reason).toBeUndefined();
    const [event] = releases.nodes.find(({ ocid }: { ocid: string }) => ocid === OCID).late;
    expect(event).toMatchObject({
      t: 'BID_OPENING',
      other: { title: 'A bridge', release: { timeline: { length: 6 } } },
    });
  });

  test('what is published and looks like a blank of a statement leaves a timeline as it is', async () => {
    const odd = ['\0', '_', '\\u005f', '"\\u005f"', '["\\u005f","0","\\u005f"]'];
    const own = await Graph.of(engine, [
      { ...EVERYTHING, tender: { ...(EVERYTHING.tender as object), description: odd.join(), colour: odd } },
    ]);
    const { releases } = await own.data(
      '{ releases { nodes { tender { description } timeline { date } importIssues { nodes { path value } } } } }',
    );
    expect(own.reason).toBeUndefined();
    const told = odd.map((value, i) => ({ path: `tender/colour/${i}`, value }));
    expect(releases.nodes[0].importIssues.nodes).toEqual(expect.arrayContaining(told));
    await own.close();
  });

  test('a page of 100 takes as many statements as a page of one', async () => {
    const own = await Graph.of(
      engine,
      Array.from({ length: 100 }, (_, i) => ({ ...EVERYTHING, ocid: `ocds-213czf-m${i}` })),
    );
    const statements = async (first: number, rest: string): Promise<number> => {
      const { errors } = await own.ask(`{ releases(first: ${first}) { nodes { timeline { type ${rest} } } } }`);
      expect(errors).toBeUndefined();
      return own.statements.length;
    };
    expect(await statements(1, '')).toBe(9);
    expect(await statements(100, '')).toBe(9);
    expect(await statements(100, 'node { id }')).toBe(await statements(1, 'node { id }'));
    await own.close();
  });
});
