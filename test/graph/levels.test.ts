import { getOperationAST, parse } from 'graphql';
import { Executable } from '../../src/execution/Executable';
import { ENGINES } from '../support/engines';
import { everything } from '../support/everything';
import { Graph, theSchema } from '../support/graph';

const OCID = 'ocds-1';

/** Edges of all kinds beside each other, and others below two of them. */
const WHOLE = `{ tender(ocid: "${OCID}") { id release { date } buyer { id }
  lots { nodes { id awards { nodes { id } } } }
  awards { nodes { id suppliers { nodes { id } } } }
  contracts { totalCount } } }`;

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, [everything(OCID), everything('ocds-2')]);
  });
  afterAll(() => graph.close());

  test('all that belongs to one object is read with it by one statement', async () => {
    const { data, errors } = await graph.ask(WHOLE);
    expect(errors).toBeUndefined();
    expect(data.tender.lots.nodes[0].awards.nodes).not.toEqual([]);
    expect(data.tender.awards.nodes[0].suppliers.nodes).not.toEqual([]);
    expect(graph.statements).toHaveLength(1 + 1); // contracts are counted
  });

  test('what several objects lead to is read once, by one statement for all edges below them', async () => {
    const { data, errors } = await graph.ask(`{ tender(ocid: "${OCID}") {
      lots { nodes { awards { nodes { release { ocid } suppliers { nodes { id } } } } } }
      awards { nodes { suppliers { nodes { id awardsAsSupplier { nodes { id } } } } } } } }`);
    expect(errors).toBeUndefined();
    const { lots, awards } = data.tender;
    expect(lots.nodes[0].awards.nodes[0].suppliers.nodes).not.toEqual([]);
    expect(awards.nodes[0].suppliers.nodes[0].awardsAsSupplier.nodes).not.toEqual([]);
    expect(graph.statements).toHaveLength(2);
    expect(graph.statements[0]).not.toContain('"organizationPk" = ');
  });

  test.each([
    ['a node by its id', `node(id: "${OCID}/tender") { ... on Tender { ASKED } }`, 1],
    ['results of a search', 'search(text: "ocds", types: [TENDER]) { nodes { node { ... on Tender { ASKED } } } }', 2],
    ['members of groups', 'tenders { groups(by: [STATUS]) { members { nodes { ASKED } } } }', 3],
  ])('what is below %s is read for all of them together', async (_name, query, most) => {
    const asked = 'buyer { id } lots { nodes { id awards { nodes { id } } } }';
    const { data, errors } = await graph.ask(`{ ${query.replace('ASKED', asked)} }`);
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data)).toContain(`"${OCID}/awards/`);
    expect(graph.statements).toHaveLength(most);
  });

  test('an operation that comes again with other values reads the pages that these ask for', async () => {
    const query = `query ($first: Int) { tender(ocid: "${OCID}") { lots(first: $first) { nodes { id } } release { ocid } } }`;
    const document = parse(query);
    const executable = new Executable(theSchema(), document, getOperationAST(document)!, {});
    const lots = async (first: number): Promise<unknown[]> => {
      const { data } = await executable.execute(await graph.context(), { first });
      const { tender } = JSON.parse(String(data)) as { tender: { lots: { nodes: unknown[] } } };
      return tender.lots.nodes;
    };
    const all = await lots(100);
    expect(all.length).toBeGreaterThan(1);
    expect([await lots(1), await lots(100)]).toEqual([all.slice(0, 1), all]);
  });

  test('an edge that cannot be read takes nothing with it that is beside it', async () => {
    const { data: whole } = await graph.ask(WHOLE);
    const { engine: reader } = graph.database;
    const all = reader.all.bind(reader);
    const broken = jest.spyOn(reader, 'all').mockImplementation((statement, steady) => {
      const { text } = statement.write(reader.dialect.placeholder);
      return text.includes('"buyerPk"') ? Promise.reject(new Error('no buyers')) : all(statement, steady);
    });
    const { data, errors } = await graph.execute(parse(WHOLE), {}).finally(() => broken.mockRestore());
    expect(errors?.map(({ path }) => path)).toEqual([['tender', 'buyer']]);
    expect(data).toEqual({ tender: { ...whole.tender, buyer: null } });
  });
});
