import { parse, type OperationDefinitionNode } from 'graphql';
import type { JsonObject } from '../../src/ocds/json';
import { Planner, type Planned } from '../../src/planner/Planner';
import { ENGINES } from '../support/engines';
import { Graph, sampleReleases, theSchema } from '../support/graph';

const OCID = 'ocds-213czf-1';
const notice = (date: string, tag: string, tender: JsonObject): JsonObject => ({
  ocid: OCID,
  id: date,
  date,
  tag: [tag],
  tender: { id: '1', ...tender },
});
const PLANNED = notice('2026-01-01T00:00:00Z', 'planning', { title: 'A bridge', status: 'planned' });
const OPENED = notice('2026-02-01T00:00:00Z', 'tender', { status: 'active', lots: [{ id: '1', title: 'Piers' }] });
const RENAMED = notice('2026-03-01T00:00:00Z', 'tenderUpdate', {
  title: 'A long bridge',
  lots: [{ id: '2', title: 'Deck' }],
});

const AS_OF = `query ($asOf: DateTime) { release(ocid: "${OCID}", asOf: $asOf) { id document
  tender { title status lots { totalCount nodes { id title tender { title } } } } } }`;

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, [RENAMED, PLANNED, OPENED]);
  });
  afterAll(() => graph.close());

  const asOf = async (time?: string): Promise<any> => (await graph.ask(AS_OF, { asOf: time })).data?.release;

  test('a release answers with the process as it was published at a time', async () => {
    expect(await asOf('2025-12-31')).toBeNull();
    expect((await asOf('2026-01-15')).tender).toEqual({
      title: 'A bridge',
      status: 'PLANNED',
      lots: { totalCount: 0, nodes: [] },
    });
    const lot = (n: number, title: string, of: string): object => ({
      id: `${OCID}/tender/lots/${n}`,
      title,
      tender: { title: of },
    });
    expect((await asOf('2026-02-01T01:00:00+01:00')).tender).toEqual({
      title: 'A bridge',
      status: 'ACTIVE',
      lots: { totalCount: 1, nodes: [lot(1, 'Piers', 'A bridge')] },
    });
    const now = {
      title: 'A long bridge',
      status: 'ACTIVE',
      lots: { totalCount: 2, nodes: [lot(1, 'Piers', 'A long bridge'), lot(2, 'Deck', 'A long bridge')] },
    };
    expect((await asOf('2026-12-31')).tender).toEqual(now);
    expect((await asOf()).tender).toEqual(now);
  });

  test('the planner makes the document of one release; many are left to the resolvers', async () => {
    const document = `{ release(ocid: "${OCID}") { document tender { title } } }`;
    const { data } = await graph.ask(document);
    expect([data.release.document.tender.title, graph.reason]).toEqual(['A long bridge', undefined]);
    await graph.ask(`{ node(id: "${OCID}/tender") { ... on Tender { release { document } } } }`);
    expect(graph.reason).toBeUndefined();
    await graph.ask('{ releases { nodes { document } } }');
    expect(graph.reason).toBe('Release.document');
  });

  test('each release that a document is made of counts as ten objects', async () => {
    const { engine } = graph.database;
    const document = parse(`{ release(ocid: "${OCID}") { document } }`);
    const operation = document.definitions[0] as OperationDefinitionNode;
    const planned = (most: number): Promise<Planned> =>
      new Planner(engine.dialect, most).answer({ schema: theSchema(), document, operation, variables: {} }, engine);
    expect(await planned(2 + 3 * 10)).toMatchObject({ path: 'planner' });
    expect(await planned(1 + 3 * 10)).toEqual({ reason: 'objectsRead' });
  });

  test('a version has the id of its release, a number too', async () => {
    const ocid = 'ocds-213czf-numbered';
    await graph.import(
      [7, 'seven'].map((id) => ({ ...PLANNED, ocid, id, date: `2026-01-0${String(id).length}T00:00:00Z` })),
    );
    const { data } = await graph.ask(`{ release(ocid: "${ocid}") { versions { nodes { localId } } } }`);
    expect(data).toEqual({ release: { versions: { nodes: [{ localId: '7' }, { localId: 'seven' }] } } });
  });

  test('documents are those of the time and of the process, wherever they are asked for', async () => {
    const ocid = 'ocds-213czf-later';
    const early: JsonObject[] = [
      { ...PLANNED, ocid },
      { ...OPENED, ocid },
    ];
    await graph.import([...early, { ...RENAMED, ocid }]);
    const { data, errors } = await graph.ask(`{ release(ocid: "${ocid}", asOf: "2026-02-15") {
      document tender { title lots { nodes { tender { release { document } } } } } versions { nodes { form document } } } }`);
    expect(errors).toBeUndefined();
    const { document, tender, versions } = data.release;
    expect(document).toMatchObject({ ocid, tender: { title: 'A bridge', status: 'active' } });
    expect(tender.lots.nodes).toEqual([{ tender: { release: { document } } }]);
    expect(versions.nodes).toEqual(early.map((each) => ({ form: 'INDIVIDUAL', document: each })));
  });

  test('what was published at a time is summed and ordered like all else', async () => {
    const award = (n: number, amount: number): JsonObject => ({
      id: `${n}`,
      status: 'active',
      relatedLots: ['1'],
      value: { amount, currency: 'GBP' },
    });
    const ocid = 'ocds-213czf-awarded';
    await graph.import([
      { ...OPENED, ocid },
      { ocid, id: 'a', date: '2026-04-01T00:00:00Z', tag: ['award'], awards: [award(1, 0.1), award(2, 0.2)] },
    ]);
    const { data, errors } = await graph.ask(`{ release(ocid: "${ocid}", asOf: "2026-05-01") {
      tender { lots(orderBy: [{ by: AWARDS_SUM_NET, currency: "GBP", direction: DESC }]) {
        edges { cursor node { awards { aggregate { sum { amount } } nodes { value { amount } } } } } } } } }`);
    expect(errors).toBeUndefined();
    const { edges } = data.release.tender.lots;
    expect(edges[0].node.awards.aggregate.sum).toEqual([{ amount: 0.3 }]);
    expect(Buffer.from(edges[0].cursor, 'base64url').toString()).toContain(',0.3,');
  });

  test('issues of the past are those of what was published until then', async () => {
    const ocid = 'ocds-213czf-doubtful';
    const doubtful = (date: string, id: string): JsonObject => ({ ...OPENED, ocid, id, date });
    await graph.import([
      doubtful('2026-01-01T00:00:00Z', 'a'),
      doubtful('2026-01-01T00:00:00Z', 'b'),
      doubtful('2026-03-01T00:00:00Z', 'c'),
      doubtful('2026-03-01T00:00:00Z', 'd'),
    ]);
    const issues = 'importIssues { nodes { code value } }';
    const { data } = await graph.ask(
      `{ then: release(ocid: "${ocid}", asOf: "2026-02-01") { ${issues} } now: release(ocid: "${ocid}") { ${issues} } }`,
    );
    const told = (...ids: string[]): object => ({
      importIssues: { nodes: ids.map((value) => ({ code: 'REPEATED_DATE', value })) },
    });
    expect(data.then).toEqual(told('b'));
    expect(data.now).toEqual(told('b', 'd'));
  });

  test('an asOf that is no date is a clear error', async () => {
    const { errors } = await graph.ask(AS_OF, { asOf: 'yesterday' });
    expect(errors?.[0]?.message).toBe(
      '"yesterday" in "asOf" is not a date or date-time of ISO 8601 within the years 0 to 9999.',
    );
  });

  test('the history lists what was published, oldest first, each as it was sent', async () => {
    const { data } = await graph.ask(
      `{ release(ocid: "${OCID}") { versions { nodes { localId date tag form document } } } }`,
    );
    const version = (document: JsonObject, tag: string): object => ({
      localId: document.date,
      date: document.date,
      tag: [tag],
      form: 'INDIVIDUAL',
      document,
    });
    expect(data.release.versions.nodes).toEqual([
      version(PLANNED, 'PLANNING'),
      version(OPENED, 'TENDER'),
      version(RENAMED, 'TENDER_UPDATE'),
    ]);
  });

  test('a compiled release is given back as it was published, unknown fields and all', async () => {
    const [sample] = sampleReleases();
    const document: JsonObject = { ...sample!, 'x-unknown': { deep: [1, 2] } };
    await graph.import([document]);
    const { data } = await graph.ask(`{ release(ocid: "${String(document.ocid)}") { document } }`);
    expect(data.release.document).toEqual(document);
  });
});
