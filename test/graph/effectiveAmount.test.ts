import type { JsonObject } from '../../src/ocds/json';
import { ENGINES } from '../support/engines';
import { Graph } from '../support/graph';

const VALUES: Record<string, JsonObject> = {
  both: { amount: 100.1, amountGross: 120.12, currency: 'GBP' },
  net: { amount: 0, currency: 'GBP' },
  gross: { amountGross: -5, currency: 'EUR' },
  none: { currency: 'GBP' },
};
const RELEASE: JsonObject = {
  ocid: 'ocds-213czf-1',
  tag: ['compiled'],
  tender: {
    lots: Object.entries(VALUES).map(([id, value]) => ({ id, value })),
    techniques: { frameworkAgreement: { value: VALUES.gross! } },
  },
};
const AMOUNT = 'amount currency basis source';

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, [RELEASE]);
  });
  afterAll(() => graph.close());

  test('an amount is what is published, and says on which basis', async () => {
    const { data, errors } = await graph.ask(`{ tender(ocid: "ocds-213czf-1") { lots { nodes { localId value {
      default: effectiveAmount { ${AMOUNT} } net: effectiveAmount(basis: NET) { ${AMOUNT} } gross: effectiveAmount(basis: GROSS) { ${AMOUNT} } } } }
      techniques { frameworkAgreement { value { effectiveAmount { ${AMOUNT} } } } } } }`);
    expect(errors).toBeUndefined();
    const amounts = data.tender.lots.nodes.map(({ localId, value }: any) => {
      expect(value.default).toEqual(value.net);
      return [localId, Object.values(value.net), Object.values(value.gross)];
    });
    expect(amounts).toEqual([
      ['both', [100.1, 'GBP', 'NET', 'PUBLISHED'], [120.12, 'GBP', 'GROSS', 'PUBLISHED']],
      ['net', [0, 'GBP', 'NET', 'PUBLISHED'], [0, 'GBP', 'NET', 'NET_ONLY']],
      ['gross', [-5, 'EUR', 'GROSS', 'GROSS_ONLY'], [-5, 'EUR', 'GROSS', 'PUBLISHED']],
      ['none', [null, 'GBP', null, 'MISSING'], [null, 'GBP', null, 'MISSING']],
    ]);
    expect(Object.values(data.tender.techniques.frameworkAgreement.value.effectiveAmount)).toEqual([
      -5,
      'EUR',
      'GROSS',
      'GROSS_ONLY',
    ]);
  });
});
