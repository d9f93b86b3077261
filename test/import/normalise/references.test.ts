import { award, describeQuirks, nodes, party, tender, type Quirk } from '../../support/quirks';

const QUIRKS: Quirk[] = [
  {
    name: '21: who is named where no edge leads along must be a party too',
    release: {
      parties: [party('a', 'A')],
      tender: {
        id: 'x',
        procuringEntity: { id: 'a', name: 'A' },
        tenderers: [{ id: 'a' }, { id: 'b', name: 'Ghost' }],
      },
      contracts: [
        { id: '1', implementation: { transactions: [{ id: '1', payer: { id: 'c' }, payee: { name: 'D' } }] } },
      ],
    },
    issues: [
      'UNRESOLVED_REFERENCE tender/tenderers/1/id',
      'UNRESOLVED_REFERENCE contracts/0/implementation/transactions/0/payer/id',
    ],
    ask: 'tender { tenderers { localId name } }',
    answer: {
      tender: {
        tenderers: [
          { localId: 'a', name: null },
          { localId: 'b', name: 'Ghost' },
        ],
      },
    },
  },
  {
    name: '9, 10: a supplier keeps the name it had at the award, whatever its party is called and does now',
    release: {
      parties: [party('s', 'New name ', { roles: ['removedSupplier'] })],
      ...award({ suppliers: [{ id: 's', name: 'Old name' }] }),
    },
    issues: [],
    ask: 'parties { nodes { name roles } } awards { nodes { suppliers { edges { name node { name } } } } }',
    answer: {
      parties: nodes({ name: 'New name ', roles: ['removedSupplier'] }),
      awards: nodes({ suppliers: { edges: [{ name: 'Old name', node: { name: 'New name ' } }] } }),
    },
  },
  {
    name: '6: references that point at nothing are null',
    release: {
      tender: { id: 'x', lots: [{ id: '1' }], items: [{ id: '1', relatedLot: '8' }] },
      awards: [{ id: '2', relatedLots: [null, '1', '9'] }, { id: '3' }],
      contracts: [{ id: '1', awardID: '1' }, { id: '2', awardID: '2' }, { id: '3' }],
    },
    issues: [
      'UNRESOLVED_REFERENCE tender/items/0/relatedLot',
      'UNRESOLVED_REFERENCE awards/0/relatedLots/2',
      'UNRESOLVED_REFERENCE contracts/0/awardID',
    ],
    ask: 'tender { items { nodes { relatedLot lot { localId } } } } awards { nodes { relatedLots lots { nodes { localId } } suppliers { totalCount } } } contracts { nodes { awardID award { localId } } }',
    answer: {
      tender: { items: nodes({ relatedLot: '8', lot: null }) },
      awards: nodes(
        { relatedLots: ['1', '9'], lots: nodes({ localId: '1' }), suppliers: { totalCount: 0 } },
        { relatedLots: null, lots: nodes(), suppliers: { totalCount: 0 } },
      ),
      contracts: nodes(
        { awardID: '1', award: null },
        { awardID: '2', award: { localId: '2' } },
        { awardID: null, award: null },
      ),
    },
  },
  {
    name: 'references to lots and awards are read under other names and in other shapes',
    release: {
      tender: {
        id: 'x',
        lots: [{ id: '1' }, { id: '2' }],
        items: [
          { id: '1', relatedLots: ['1'] },
          { id: '2', relatedLot: ['2'] },
          { id: '3', lotID: 2 },
        ],
      },
      bids: { details: [{ id: '1', relatedLot: '1' }] },
      awards: [
        { id: '1', lotID: '1' },
        { id: '2', relatedLot: 2 },
        { id: '3', relatedLots: [{ lotId: '1' }, { id: 2 }, '9'] },
        { id: '4', relatedLots: [], lotId: ['1', '2'], relatedLot: '1' },
        { id: '5', relatedLots: ['1'], lotID: '2' },
        { id: '6', lotID: '8' },
        { id: '7', lotIDs: ['1'] },
      ],
      contracts: [
        { id: '1', awardId: '1' },
        { id: '2', awardID: { id: '2' } },
        { id: '3', awardID: ['1', '2'] },
        { id: '4', awardIDs: ['7'] },
      ],
    },
    issues: [
      'OTHER_NAME tender/items/0/relatedLots',
      'TYPE_COERCED tender/items/0/relatedLots',
      'TYPE_COERCED tender/items/1/relatedLot',
      'OTHER_NAME tender/items/2/lotID',
      'TYPE_COERCED tender/items/2/lotID',
      'OTHER_NAME bids/details/0/relatedLot',
      'OTHER_NAME awards/0/lotID',
      'OTHER_NAME awards/1/relatedLot',
      'TYPE_COERCED awards/2/relatedLots/0',
      'TYPE_COERCED awards/2/relatedLots/1',
      'UNKNOWN_FIELD awards/3/relatedLot',
      'OTHER_NAME awards/3/lotId',
      'UNKNOWN_FIELD awards/4/lotID',
      'OTHER_NAME awards/5/lotID',
      'OTHER_NAME awards/6/lotIDs',
      'OTHER_NAME contracts/0/awardId',
      'TYPE_COERCED contracts/1/awardID',
      'WRONG_TYPE contracts/2/awardID',
      'OTHER_NAME contracts/3/awardIDs',
      'TYPE_COERCED contracts/3/awardIDs',
      'UNRESOLVED_REFERENCE awards/2/relatedLots/2',
      'UNRESOLVED_REFERENCE awards/5/lotID',
    ],
    ask: `tender { items { nodes { relatedLot lot { localId } } } } bids { details { nodes { relatedLots lots { nodes { localId } } } } }
      awards { nodes { relatedLots lots { nodes { localId } } } } contracts { nodes { awardID award { localId } } }`,
    answer: {
      tender: { items: nodes(...['1', '2', '2'].map((id) => ({ relatedLot: id, lot: { localId: id } }))) },
      bids: { details: nodes({ relatedLots: ['1'], lots: nodes({ localId: '1' }) }) },
      awards: nodes(
        { relatedLots: ['1'], lots: nodes({ localId: '1' }) },
        { relatedLots: ['2'], lots: nodes({ localId: '2' }) },
        { relatedLots: ['1', '2', '9'], lots: nodes({ localId: '1' }, { localId: '2' }) },
        { relatedLots: ['1', '2'], lots: nodes({ localId: '1' }, { localId: '2' }) },
        { relatedLots: ['1'], lots: nodes({ localId: '1' }) },
        { relatedLots: ['8'], lots: nodes() },
        { relatedLots: ['1'], lots: nodes({ localId: '1' }) },
      ),
      contracts: nodes(
        { awardID: '1', award: { localId: '1' } },
        { awardID: '2', award: { localId: '2' } },
        { awardID: null, award: null },
        { awardID: '7', award: { localId: '7' } },
      ),
    },
  },
  {
    name: 'an empty text refers to nothing, and is no issue',
    release: {
      tender: { id: 'x', lots: [{ id: '1' }], items: [{ id: '1', relatedLot: '' }] },
      awards: [{ id: '1', relatedLots: ['', '1'] }],
      contracts: [{ id: '1', awardID: '' }],
    },
    issues: [],
    ask: 'tender { items { nodes { lot { id } } } } awards { nodes { lots { nodes { localId } } } } contracts { nodes { award { id } } }',
    answer: {
      tender: { items: nodes({ lot: null }) },
      awards: nodes({ lots: nodes({ localId: '1' }) }),
      contracts: nodes({ award: null }),
    },
  },
  {
    name: '8: an award may have several contracts, and a contract names one award',
    release: {
      awards: [{ id: '1' }],
      contracts: [
        { id: '1', awardID: '1' },
        { id: '2', awardID: '1', awardIDs: ['1'] },
      ],
    },
    issues: ['UNKNOWN_FIELD contracts/1/awardIDs/0'],
    ask: 'awards { nodes { contracts { nodes { localId } } } }',
    answer: { awards: nodes({ contracts: nodes({ localId: '1' }, { localId: '2' }) }) },
  },
  {
    name: '11: an identifier without scheme or id names no register',
    release: {
      parties: [
        party('a', 'A', { identifier: { id: '123' } }),
        party('b', 'B', { identifier: { scheme: 'GB-COH' } }),
        party('c', 'C', { identifier: { scheme: ' GB-COH', id: 123 } }),
        party('d', 'D', { identifier: { scheme: 'GB-COH', id: '' } }),
      ],
    },
    issues: [],
    ask: 'parties { nodes { organization { id } } }',
    answer: {
      parties: nodes(
        ...['OCID/parties/a', 'OCID/parties/b', 'GB-COH-123', 'OCID/parties/d'].map((id) => ({ organization: { id } })),
      ),
    },
  },
  {
    name: '14: numbers and texts are one id',
    release: {
      tender: {
        id: 7,
        lots: [{ id: 1 }],
        items: [{ id: 1, relatedLot: 1 }],
        tenderPeriod: { durationInDays: '30' },
        contractPeriod: { durationInDays: 30.5 },
      },
      awards: [{ id: 1, relatedLots: ['1'] }],
      contracts: [
        { id: 1, awardID: '1' },
        { id: 2, awardID: 1 },
      ],
      planning: { budget: { projectID: 7 } },
    },
    issues: [
      'TYPE_COERCED tender/items/0/relatedLot',
      'TYPE_COERCED tender/tenderPeriod/durationInDays',
      'WRONG_TYPE tender/contractPeriod/durationInDays',
    ],
    ask: 'tender { localId tenderPeriod { durationInDays } items { nodes { lot { localId } } } } awards { nodes { lots { nodes { id } } } } contracts { nodes { award { localId } } } planning { budget { projectID } }',
    answer: {
      tender: { localId: '7', tenderPeriod: { durationInDays: 30 }, items: nodes({ lot: { localId: '1' } }) },
      awards: nodes({ lots: nodes({ id: 'OCID/tender/lots/1' }) }),
      contracts: nodes({ award: { localId: '1' } }, { award: { localId: '1' } }),
      planning: { budget: { projectID: '7' } },
    },
  },
  {
    name: '15, 21: objects of one id stay apart, and references lead to the first',
    release: {
      awards: [{ id: '1', title: 'a' }, { id: 1, title: 'b' }, { title: 'c' }, { id: '1', title: 'd' }],
      contracts: [{ id: '1', awardID: '1' }],
    },
    issues: ['DUPLICATE_ID awards/1/id', 'MISSING_ID awards/2', 'DUPLICATE_ID awards/3/id'],
    ask: 'awards { nodes { id title } } contracts { nodes { award { title } } }',
    answer: {
      awards: nodes(...['1', '1~2', '~3', '1~3'].map((step, i) => ({ id: `OCID/awards/${step}`, title: 'abcd'[i] }))),
      contracts: nodes({ award: { title: 'a' } }),
    },
  },
  {
    name: '16: a process that is not here is named all the same',
    release: {
      relatedProcesses: [{ id: '1', relationship: ['framework'], scheme: 'ocid', identifier: 'ocds-not-here' }],
    },
    issues: [],
    ask: 'relatedProcesses { nodes { relationship scheme identifier } }',
    answer: { relatedProcesses: nodes({ relationship: ['framework'], scheme: 'ocid', identifier: 'ocds-not-here' }) },
  },
  {
    name: 'a reference with the id of an identifier leads to the party that has it, if that is one (Dominican Republic)',
    release: {
      parties: [
        party('DO-UC-5', 'Unit', { identifier: { scheme: 'DO-UC', id: '5' }, roles: ['buyer'] }),
        party('DO-RPE-5', 'Five', { identifier: { scheme: 'DO-RPE', id: 5 } }),
        party('DO-RPE-6', 'Six', { identifier: { scheme: 'DO-RPE', id: '6' } }),
        party('7', 'Seven', { identifier: { scheme: 'DO-RPE', id: '8' } }),
        party('8', 'Eight', { identifier: { scheme: 'DO-RPE', id: '9' } }),
      ],
      awards: [{ id: '1', suppliers: [{ id: '5' }, { id: 6 }, { id: '6', name: 'Eight' }, { id: '8' }, { id: '10' }] }],
    },
    issues: [
      'UNRESOLVED_REFERENCE awards/0/suppliers/0/id',
      'REFERENCE_WITH_OTHER_ID awards/0/suppliers/1/id',
      'REFERENCE_WITH_OTHER_ID awards/0/suppliers/2/id',
      'UNRESOLVED_REFERENCE awards/0/suppliers/4/id',
    ],
    ask: 'awards { nodes { suppliers { edges { node { name } } } } }',
    answer: {
      awards: nodes({
        suppliers: { edges: [null, 'Six', 'Eight', 'Eight', null].map((name) => ({ node: name && { name } })) },
      }),
    },
  },
];

describeQuirks(QUIRKS, (graph) => {
  test('19: a notice that tells little changes only what it tells of', async () => {
    const ocid = 'ocds-delta';
    const [before, after] = ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'];
    const whole = tender({ title: 'A bridge', lots: [{ id: '1', title: 'Piers' }] });
    const delta = tender({ status: 'cancelled', lots: [{ id: '1', status: 'cancelled' }] });
    await graph().import([{ ocid, date: before, tag: ['compiled'], ...whole }]);
    await graph().import([{ ocid, date: after, tag: ['tenderCancellation'], ...delta }]);
    const { data } = await graph().ask(
      `{ release(ocid: "${ocid}") { date tender { title status lots { nodes { title status } } } } }`,
    );
    expect(data.release).toEqual({
      date: after,
      tender: { title: 'A bridge', status: 'CANCELLED', lots: nodes({ title: 'Piers', status: 'CANCELLED' }) },
    });
  });
});
