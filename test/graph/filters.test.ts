import { ENGINES } from '../support/engines';
import { Graph } from '../support/graph';
import { RELEASES, tender } from './exampleTenders';

const CASES: [title: string, filter: object, found: number[]][] = [
  ['nothing', {}, [1, 2, 3]],
  ['eq', { title: { eq: 'bridge' } }, [2]],
  ['ne leaves out what is missing', { title: { ne: 'bridge' } }, [1]],
  ['not takes it in', { not: { title: { eq: 'bridge' } } }, [1, 3]],
  ['in', { title: { in: ['bridge', 'none'] } }, [2]],
  ['in nothing', { title: { in: [] } }, []],
  ['notIn', { title: { notIn: ['bridge'] } }, [1]],
  ['notIn nothing', { title: { notIn: [] } }, [1, 2]],
  ['isNull', { title: { isNull: true } }, [3]],
  ['is there', { title: { isNull: false } }, [1, 2]],
  ['contains, A to Z in either case', { title: { contains: 'BRIDGE' } }, [1, 2]],
  ['contains, other letters as they are', { title: { contains: 'über' } }, []],
  ['contains, other letters', { title: { contains: 'Über b' } }, [1]],
  ['startsWith', { title: { startsWith: 'sTRAß' } }, [1]],
  ['startsWith nothing', { title: { startsWith: '' } }, [1, 2]],
  ['wildcards are letters', { title: { contains: '%' } }, []],
  ['a NUL', { title: { contains: 'a\0' } }, []],
  ['lt of texts', { title: { lt: 'a' } }, [1]],
  ['whole numbers', { numberOfTenderers: { gt: 0 } }, [1]],
  ['zero is a number', { numberOfTenderers: { lte: 0 } }, [2]],
  ['flags', { aboveThreshold: { ne: true } }, [2]],
  ['flags in a list', { aboveThreshold: { in: [true, false] } }, [1, 2]],
  ['codes', { status: { in: ['ACTIVE', 'PLANNED'] } }, [1]],
  ['parts in columns', { value: { amount: { gte: 100.5 }, currency: { eq: 'GBP' } } }, [1]],
  ['logic inside a part', { value: { or: [{ amountGross: { isNull: false } }, { currency: { eq: 'GBP' } }] } }, [1, 2]],
  ['not inside a part', { value: { not: { currency: { eq: 'GBP' } } } }, [2, 3]],
  ['between', { value: { amount: { between: { from: 100, to: 100.5 } } } }, [1, 2]],
  ['between with one end', { value: { amount: { between: { from: 100.1 } } } }, [1]],
  ['between with no end', { value: { amount: { between: {} } } }, [1, 2]],
  ['instants whatever the zone', { tenderPeriod: { endDate: { eq: '2026-05-13T21:00:00+09:00' } } }, [1]],
  ['a date is its midnight in UTC', { tenderPeriod: { endDate: { lte: '2026-05-13' } } }, [2]],
  ['dates inside JSON', { bidOpening: { date: { eq: '2026-05-13T22:30:00Z' } } }, [1]],
  ['dates inside JSON, not as text', { bidOpening: { date: { lt: '2026-05-13T23:00:00Z' } } }, [1]],
  ['parts in JSON', { classification: { localId: { startsWith: '85' } } }, [1, 2]],
  ['has', { specialRegime: { has: 'utilities' } }, [1]],
  ['hasSome', { specialRegime: { hasSome: ['utilities', 'x'] } }, [1]],
  ['hasEvery', { specialRegime: { hasEvery: ['utilities', 'lightTouch', 'utilities'] } }, [1]],
  ['hasEvery, one missing', { specialRegime: { hasEvery: ['utilities', 'x'] } }, []],
  ['hasEvery of nothing', { specialRegime: { hasEvery: [] } }, [1, 2]],
  ['hasSome of nothing', { specialRegime: { hasSome: [] } }, []],
  ['a list that is missing', { specialRegime: { isNull: true } }, [3]],
  ['some part of a list', { participationFees: { some: { type: { has: 'WIN' }, localId: { eq: 'b' } } } }, [1]],
  ['some part, each by itself', { participationFees: { some: { type: { has: 'WIN' }, localId: { eq: 'a' } } } }, []],
  ['every part of a list, or none there', { participationFees: { every: { localId: { in: ['a', 'b'] } } } }, [1, 2, 3]],
  ['none', { participationFees: { none: { localId: { eq: 'a' } } } }, [2, 3]],
  ['some at the end of an edge', { lots: { some: { title: { eq: 'Deck' } } } }, [1]],
  ['every', { lots: { every: { title: { eq: 'Piers' } } } }, [2, 3]],
  ['none at the end', { lots: { none: {} } }, [3]],
  ['some and every', { lots: { some: {}, every: { title: { eq: 'Piers' } } } }, [2]],
  ['to one', { release: { ocid: { eq: 'ocds-213czf-2' } } }, [2]],
  ['two edges', { lots: { some: { awards: { some: {} } } } }, [1]],
  ['to-one that is missing', { not: { buyer: {} } }, [1, 2, 3]],
  ['and', { and: [{ title: { contains: 'bridge' } }, { status: { eq: 'ACTIVE' } }] }, [1]],
  ['and of nothing', { and: [] }, [1, 2, 3]],
  ['or', { or: [{ title: { isNull: true } }, { status: { eq: 'ACTIVE' } }] }, [1, 3]],
  ['or of nothing', { or: [] }, []],
  ['not of nothing', { not: {} }, []],
  ['under a code', { classifications: { some: { under: '85000000' } } }, [1, 2]],
  ['under a code with its check digit', { classifications: { some: { under: '85310000-5' } } }, [1]],
  ['under a code without its last zeros', { classifications: { some: { under: '8531' } } }, [1]],
  ['under a region in small letters', { regions: { some: { under: 'ukg' } } }, [3]],
  ['under a region', { regions: { some: { under: 'UKG' } } }, [3]],
  ['under another region', { regions: { some: { under: 'UKH' } } }, []],
];

const WRONG: [title: string, filter: object, message: string][] = [
  [
    'a null operand',
    { title: { eq: null } },
    '"eq" of "title" is null in a filter. Leave it out; a field that is missing is found by { isNull: true }.',
  ],
  [
    'a null field',
    { title: null },
    '"title" is null in a filter. Leave it out; a field that is missing is found by { isNull: true }.',
  ],
  [
    'a null edge',
    { lots: { some: null } },
    '"some" is null in a filter. Leave it out; a field that is missing is found by { isNull: true }.',
  ],
  [
    'a null end',
    { tenderPeriod: { endDate: { between: { from: '2026-02-28', to: null } } } },
    '"to" of "endDate" is null in a filter. Leave it out; a field that is missing is found by { isNull: true }.',
  ],
  [
    'null logic',
    { not: null },
    '"not" is null in a filter. Leave it out; a field that is missing is found by { isNull: true }.',
  ],
  [
    'no date',
    { tenderPeriod: { endDate: { lt: 'soon' } } },
    '"soon" in the filter of "endDate" is not a date or date-time of ISO 8601 within the years 0 to 9999.',
  ],
  [
    'no such day',
    { tenderPeriod: { endDate: { between: { from: '2026-02-30' } } } },
    '"2026-02-30" in the filter of "endDate" is not a date or date-time of ISO 8601 within the years 0 to 9999.',
  ],
  [
    'no code',
    { classifications: { some: { under: 'schools' } } },
    '"under" takes a code of the CPV such as `85000000`, not "schools".',
  ],
  [
    'too much',
    { or: Array.from({ length: 600 }, (_, i) => ({ title: { eq: `${i}` } })) },
    'A filter has at most 500 conditions.',
  ],
  [
    'too much of what totals are kept of',
    { or: Array.from({ length: 600 }, () => ({ status: { eq: 'ACTIVE' } })) },
    'A filter has at most 500 conditions.',
  ],
];

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, RELEASES);
  });
  afterAll(() => graph.close());

  const QUERY = 'query ($filter: TenderFilter) { tenders(filter: $filter) { totalCount nodes { ocid } } }';

  test.each(CASES)('%s', async (_, filter, found) => {
    const { data, errors } = await graph.ask(QUERY, { filter });
    expect(errors).toBeUndefined();
    const nodes = found.map((n) => ({ ocid: `ocds-213czf-${n}` }));
    expect(data.tenders).toEqual({ totalCount: nodes.length, nodes });
  });

  test('a date that is no text is refused where it stands', async () => {
    const { errors } = await graph.ask('{ tenders(filter: { finalStatusDate: { lt: 2026 } }) { totalCount } }');
    expect(errors).toMatchObject([{ message: 'DateTime must be a string.', locations: [{ line: 1, column: 44 }] }]);
  });

  test.each(WRONG)('%s is refused with a reason', async (_, filter, message) => {
    const { errors } = await graph.ask(QUERY, { filter });
    expect(errors?.map((error) => [error.message, (error.originalError as { code?: string }).code])).toEqual([
      [message, 'BAD_USER_INPUT'],
    ]);
  });

  test.each(WRONG)('%s is refused alike where it is only counted', async (_, filter, message) => {
    const count = 'query ($filter: TenderFilter) { tenders(filter: $filter) { totalCount } }';
    expect((await graph.ask(count, { filter })).errors?.map((error) => error.message)).toEqual([message]);
  });

  test('what does not exist is refused by the schema', async () => {
    for (const filter of [
      '{ colour: { eq: "red" } }',
      '{ title: { like: "a" } }',
      '{ status: { eq: OPEN } }',
      '{ lots: { any: {} } }',
      '{ value: { amount: { eq: "1" } } }',
    ])
      expect((await graph.ask(`{ tenders(filter: ${filter}) { totalCount } }`)).errors).toHaveLength(1);
  });

  test('a list of 20,000 values is one parameter', async () => {
    const values = Array.from({ length: 20_000 }, (_, i) => `${i}`);
    const { data } = await graph.ask(QUERY, { filter: { title: { in: [...values, 'bridge'] } } });
    expect(data.tenders.totalCount).toBe(1);
  });

  test('a reference to nobody is in the list until something is asked of the object', async () => {
    const ask = async (filter?: object): Promise<unknown> =>
      (
        await graph.ask(
          'query ($filter: OrganizationFilter) { awards { nodes { suppliers(filter: $filter) { totalCount edges { name node { id } } } } } }',
          { filter },
        )
      ).data.awards.nodes[0].suppliers;
    expect(await ask()).toEqual({ totalCount: 1, edges: [{ name: 'Nobody knows', node: null }] });
    for (const filter of [{}, { name: { isNull: true } }, { not: { name: { eq: 'x' } } }])
      expect(await ask(filter)).toEqual({ totalCount: 0, edges: [] });
  });

  test.each([
    ['first: 0', '"first" must be from 1 to 100, not 0.'],
    ['last: 101', '"last" must be from 1 to 100, not 101.'],
    ['first: 1, last: 1', 'Give "first" or "last", not both.'],
    ['first: 1, before: "x"', '"before" goes with "last", "after" with "first".'],
    ['after: "x"', '"after" is not a cursor of this list in this order. Use a cursor that it gave.'],
    ['orderBy: [{ by: LOTS_SUM_NET }]', 'Ordering by LOTS_SUM_NET needs a "currency": sums never mix currencies.'],
  ])('%s is refused with a reason', async (args, message) => {
    const { errors } = await graph.ask(`{ tenders(${args}) { nodes { id } } }`);
    expect(errors?.map((error) => [error.message, (error.originalError as { code?: string }).code])).toEqual([
      [message, 'BAD_USER_INPUT'],
    ]);
  });

  test('a cursor of another order is refused', async () => {
    const { data } = await graph.ask('{ tenders(first: 1, orderBy: [{ by: TITLE }]) { pageInfo { endCursor } } }');
    const { errors } = await graph.ask(`{ tenders(after: "${data.tenders.pageInfo.endCursor}") { nodes { id } } }`);
    expect(errors).toHaveLength(1);
  });
});

describe.each(ENGINES)('names on %s', (engine) => {
  const long = `${'Trust of '.repeat(5)}Many`;
  const NAMES = ['Äon Works', 'aeon', 'AEON Two', 'Aeolus', 'aep', long, `${long} Words`, '\u{10FFFF}'];
  let graph: Graph;
  beforeAll(async () => {
    const parties = NAMES.map((name, i) => ({
      id: `${i}`,
      name,
      identifier: { scheme: 'GB-COH', id: `${i}` },
      roles: ['supplier'],
    }));
    graph = await Graph.of(engine, [tender(1, {}, { parties })]);
  });
  afterAll(() => graph.close());

  test.each([
    ['', NAMES],
    ['Ä', ['Äon Works']],
    ['ä', []],
    ['AEO', ['aeon', 'AEON Two', 'Aeolus']],
    ['aeon', ['aeon', 'AEON Two']],
    [long.toUpperCase(), [long, `${long} Words`]],
    [`${long} `, [`${long} Words`]],
    ['\u{10FFFF}', ['\u{10FFFF}']],
  ])('that begin with "%s" are found in an index', async (startsWith, found) => {
    const { data } = await graph.ask(
      'query ($startsWith: String) { organizations(filter: { name: { startsWith: $startsWith } }) { totalCount nodes { name } } }',
      { startsWith },
    );
    const names = (data.organizations.nodes as { name: string }[]).map(({ name }) => name);
    expect([names.toSorted(), data.organizations.totalCount]).toEqual([found.toSorted(), found.length]);
    expect(/substr\(lower\(\w+\."name"\), 1, 40\)/.test(graph.statements[0]!)).toBe(startsWith !== '');
  });
});
