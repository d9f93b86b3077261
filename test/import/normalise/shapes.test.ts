import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { JsonObject } from '../../../src/ocds/json';
import { Graph, theSchema } from '../../support/graph';
import { isTold } from '../../support/issues';
import { award, describeQuirks, nodes, party, tender, type Quirk } from '../../support/quirks';
import { withShared } from '../../support/shared';
import { WholeRelease } from '../../support/wholeRelease';

/** A text that PostgreSQL cannot make shorter. */
const ENDLESS = Array.from({ length: 1000 }, (_, n) => createHash('sha256').update(String(n)).digest('hex')).join('');

const QUIRKS: Quirk[] = [
  {
    name: 'what stands under the name of one is read as the list: `award` for `awards`, but not beside it',
    release: {
      parties: [party('a', 'A')],
      award: { id: '1', supplier: { id: 'a' }, item: [{ id: '1' }, { id: '2' }] },
      contract: [{ id: '1', awardID: '1' }],
      tender: { id: 'x', lot: { id: '1' }, lots: [{ id: '2' }], document: {} },
    },
    issues: [
      'UNKNOWN_FIELD tender/lot/id',
      'OTHER_NAME tender/document',
      'OTHER_NAME award',
      'EXPECTED_ARRAY award',
      'OTHER_NAME award/supplier',
      'OTHER_NAME award/item',
      'OTHER_NAME contract',
      'EXPECTED_ARRAY award/supplier',
    ],
    ask: `awards { nodes { id items { nodes { id } } suppliers { nodes { name } } } } contracts { nodes { award { id } } }
      tender { lots { nodes { localId } } documents { totalCount } }`,
    answer: {
      awards: nodes({
        id: 'OCID/awards/1',
        items: nodes({ id: 'OCID/awards/1/items/1' }, { id: 'OCID/awards/1/items/2' }),
        suppliers: nodes({ name: 'A' }),
      }),
      contracts: nodes({ award: { id: 'OCID/awards/1' } }),
      tender: { lots: nodes({ localId: '2' }), documents: { totalCount: 0 } },
    },
  },
  {
    name: '1: a list where one object belongs is read by its first object',
    release: award({ standstillPeriod: [null, { endDate: '2026-08-21T23:59:59+01:00', x: 1 }, { endDate: 'lost' }] }),
    issues: ['EXPECTED_OBJECT awards/0/standstillPeriod', 'UNKNOWN_FIELD awards/0/standstillPeriod/1/x'],
    ask: 'awards { nodes { standstillPeriod { endDate } } }',
    answer: { awards: nodes({ standstillPeriod: { endDate: '2026-08-21T23:59:59+01:00' } }) },
  },
  {
    name: '1: an object of numbered objects is read as their list',
    release: tender({ items: [{ id: '1', deliveryAddresses: { 1: { region: 'UKI', x: 1 }, 2: { region: 'UKJ' } } }] }),
    issues: ['EXPECTED_ARRAY tender/items/0/deliveryAddresses', 'UNKNOWN_FIELD tender/items/0/deliveryAddresses/1/x'],
    ask: 'tender { items { nodes { deliveryAddresses { region } } } }',
    answer: { tender: { items: nodes({ deliveryAddresses: [{ region: 'UKI' }, { region: 'UKJ' }] }) } },
  },
  {
    name: '1: lists in a list are read as the list, as tools make them from cells of spreadsheets',
    release: {
      parties: [
        [
          { id: '1', name: 'A', roles: [['buyer', 'payer']] },
          { id: '2', name: 'B', x: 1 },
        ],
      ],
      tender: { id: '1', lots: [[{ id: '1' }], { id: '2' }, []] },
      awards: [{ id: '1', relatedLots: [['1', '3'], '2'], suppliers: [[{ id: '2', name: 'B' }]] }],
    },
    issues: [
      'EXPECTED_ARRAY parties/0',
      'EXPECTED_ARRAY parties/0/0/roles/0',
      'UNKNOWN_FIELD parties/0/1/x',
      'EXPECTED_ARRAY tender/lots/0',
      'EXPECTED_ARRAY tender/lots/2',
      'EXPECTED_ARRAY awards/0/relatedLots/0',
      'UNRESOLVED_REFERENCE awards/0/relatedLots/0/1',
      'EXPECTED_ARRAY awards/0/suppliers/0',
    ],
    ask: `parties { nodes { name roles } } tender { lots { nodes { localId } } }
      awards { nodes { relatedLots lots { nodes { localId } } suppliers { edges { localId } } } }`,
    answer: {
      parties: nodes({ name: 'A', roles: ['buyer', 'payer'] }, { name: 'B', roles: null }),
      tender: { lots: nodes({ localId: '1' }, { localId: '2' }) },
      awards: nodes({
        relatedLots: ['1', '3', '2'],
        lots: nodes({ localId: '1' }, { localId: '2' }),
        suppliers: { edges: [{ localId: '2' }] },
      }),
    },
  },
  {
    name: '1: one object where a list belongs is read as the list, though it holds nothing but objects',
    release: {
      tender: { id: '1', items: { classification: { id: 'c' } } },
      bids: { details: [{ id: 'b', tenderers: { id: 86075, name: 'T' } }] },
    },
    issues: [
      'EXPECTED_ARRAY tender/items',
      'MISSING_ID tender/items',
      'EXPECTED_ARRAY bids/details/0/tenderers',
      'UNRESOLVED_REFERENCE bids/details/0/tenderers/id',
    ],
    ask: 'tender { items { nodes { id classification { localId } } } } bids { details { nodes { tenderers { edges { localId name node { id } } } } } }',
    answer: {
      tender: { items: nodes({ id: 'OCID/tender/items/~1', classification: { localId: 'c' } }) },
      bids: {
        details: nodes({ tenderers: { edges: [{ localId: '86075', name: 'T', node: { id: 'OCID/parties/~1' } }] } }),
      },
    },
  },
  {
    name: '2: null says nothing, and an empty list of what is not known is told',
    release: {
      buyerID: [],
      tender: { id: '1', lots: [{ id: '1', description: null }], items: null, value: null },
      contracts: [{ id: '1', statusDetails: null }],
    },
    issues: ['UNKNOWN_FIELD buyerID'],
    ask: 'tender { value { amount } lots { nodes { description } } items { totalCount } }',
    answer: { tender: { value: null, lots: nodes({ description: null }), items: { totalCount: 0 } } },
  },
  {
    name: '21: empty texts stay, empty objects and lists say nothing, empty codes and dates are told',
    release: {
      language: '',
      parties: [],
      tender: {},
      awards: [{}],
      planning: [],
      ...{ contracts: [{ id: '', title: '', period: {}, status: '' }] },
    },
    issues: ['MISSING_ID awards/0', 'MISSING_ID contracts/0', 'UNKNOWN_CODE contracts/0/status'],
    ask: 'language tender { id localId } planning { id } contracts { nodes { localId title status period { startDate } } }',
    answer: {
      language: '',
      tender: { id: 'OCID/tender', localId: null },
      planning: null,
      contracts: nodes({ localId: '', title: '', status: null, period: null }),
    },
  },
  {
    name: '21: an empty object where a list belongs is an empty list: nothing is counted that was never published',
    release: {
      parties: {},
      tender: { id: '1', lots: {}, submissionMethod: {}, coveredBy: [] },
      awards: [{ id: '1', suppliers: {}, items: {}, relatedLots: {} }],
      contracts: {},
    },
    issues: [],
    ask: `parties { totalCount } tender { lots { totalCount } submissionMethod coveredBy } contracts { totalCount }
      awards { nodes { items { totalCount } lots { totalCount } suppliers { totalCount } } }`,
    answer: {
      parties: { totalCount: 0 },
      tender: { lots: { totalCount: 0 }, submissionMethod: [], coveredBy: [] },
      contracts: { totalCount: 0 },
      awards: nodes({ items: { totalCount: 0 }, lots: { totalCount: 0 }, suppliers: { totalCount: 0 } }),
    },
  },
  {
    name: 'codes: one tag as text is a list of one, other capitals are read, and unknown codes are told',
    release: { tag: 'compiled', initiationType: 'magic', tender: { id: '1', status: 'ACTIVE', procurementMethod: 5 } },
    issues: [
      'EXPECTED_ARRAY tag',
      'UNKNOWN_CODE initiationType',
      'TYPE_COERCED tender/status',
      'WRONG_TYPE tender/procurementMethod',
    ],
    ask: 'tag initiationType tender { status }',
    answer: { tag: ['COMPILED'], initiationType: null, tender: { status: 'ACTIVE' } },
  },
  {
    name: 'the same within any JSON, which filters look into',
    release: {
      contracts: [
        {
          id: '1',
          agreedMetrics: [
            { id: 'a', observations: [{ id: '1', measure: ['\\ud800 \ud800 \u0000 \n 😀', { '\udc00': 1 }] }] },
          ],
        },
      ],
    },
    issues: ['TEXT_CLEANED contracts/0/agreedMetrics/0/observations/0/measure'],
    ask: `contracts(filter: { agreedMetrics: { some: { localId: { eq: "a" } } } }) {
      nodes { agreedMetrics { observations { measure } } } }`,
    answer: {
      contracts: nodes({
        agreedMetrics: [{ observations: [{ measure: ['\\ud800 \uFFFD \uFFFD \n 😀', { '\uFFFD': 1 }] }] }],
      }),
    },
  },
  {
    name: 'texts: what no database can store is replaced, and every strange character is kept',
    release: tender({ title: 'NUL \0 and half \uD800', description: '£ \u{1F600} \\ \\N \t \r\n "quotes" \u2028' }),
    issues: ['TEXT_CLEANED tender/title'],
    ask: 'tender { title description }',
    answer: {
      tender: { title: 'NUL \uFFFD and half \uFFFD', description: '£ \u{1F600} \\ \\N \t \r\n "quotes" \u2028' },
    },
  },
  {
    name: 'words: what no index takes is in the document only',
    release: {
      tender: { id: '1', documents: [{ id: '1', documentType: ENDLESS, noticeType: ENDLESS }] },
      bids: { statistics: [{ id: '1', measure: ENDLESS, value: 1, relatedLot: ENDLESS }] },
      awards: [{ id: '1', value: { amount: 1, currency: ENDLESS } }],
    },
    issues: [
      'TEXT_TOO_LONG tender/documents/0/noticeType',
      'TEXT_TOO_LONG bids/statistics/0/measure',
      'TEXT_TOO_LONG awards/0/value/currency',
      'UNRESOLVED_REFERENCE bids/statistics/0/relatedLot',
    ],
    ask: 'tender { documents { nodes { documentType noticeType } } } awards { nodes { value { amount currency } } }',
    answer: {
      tender: { documents: nodes({ documentType: ENDLESS, noticeType: null }) },
      awards: nodes({ value: { amount: 1, currency: null } }),
    },
  },
  {
    name: 'unknown fields: every leaf of them is told, under keys of any kind',
    release: {
      x: { y: [1, { z: null }], e: {} },
      ...JSON.parse('{"__proto__": {"a": 1}, "constructor": 2, "toString": [3]}'),
    } as JsonObject,
    issues: ['x/y/0', 'x/y/1/z', 'x/e', '__proto__/a', 'constructor', 'toString/0'].map(
      (path) => `UNKNOWN_FIELD ${path}`,
    ),
  },
];

describeQuirks(QUIRKS);

withShared('quirks.jsonl', 'every leaf of the nine quirks is typed and equal, or told (SQLite)', async (path) => {
  const releases = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as JsonObject);
  const graph = await Graph.of('sqlite', releases);
  const whole = new WholeRelease(theSchema());
  for (const release of releases) {
    const { data, errors } = await graph.ask(whole.query(release), { ocid: release.ocid });
    expect(errors).toBeUndefined();
    const issues = await graph.issues(release.ocid as string);
    expect(whole.compare(release, data.release).different.filter((leaf) => !isTold(leaf.path, issues))).toEqual([]);
  }
  expect(releases).toHaveLength(9);
  await graph.close();
});
