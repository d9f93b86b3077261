import { describeQuirks, nodes, party, type Quirk } from '../../support/quirks';

const QUIRKS: Quirk[] = [
  {
    name: '7: without a buyer, parties in that role are the buyers',
    release: {
      parties: [
        party('a', 'A', { roles: ['supplier'] }),
        party('b', 'B', { roles: ['buyer'] }),
        party('c', 'C', { roles: ['supplier', 'buyer'] }),
      ],
    },
    issues: [],
    ask: 'buyer { name } buyers { edges { localId name node { id } } }',
    answer: {
      buyer: { name: 'B' },
      buyers: {
        edges: ['b', 'c'].map((id) => ({ localId: id, name: id.toUpperCase(), node: { id: `OCID/parties/${id}` } })),
      },
    },
  },
  {
    name: '7: the buyer comes first among several',
    release: {
      buyer: { id: 'c', name: 'C said so' },
      parties: [party('b', 'B', { roles: ['buyer'] }), party('c', 'C', { roles: ['buyer'] })],
    },
    issues: [],
    ask: 'buyer { name } buyers { edges { localId name } }',
    answer: {
      buyer: { name: 'C' },
      buyers: {
        edges: [
          { localId: 'c', name: 'C said so' },
          { localId: 'b', name: 'B' },
        ],
      },
    },
  },
  {
    name: '7: all buyers of a list are read',
    release: {
      buyer: [{ id: 'c', name: 'C' }, 'B', { name: 'Ghost' }],
      parties: [party('b', 'B'), party('c', 'C')],
    },
    issues: [
      'EXPECTED_OBJECT buyer',
      'TYPE_COERCED buyer/1',
      'REFERENCE_WITHOUT_ID buyer/1',
      'UNRESOLVED_REFERENCE buyer/2',
    ],
    ask: 'buyer { name } buyers { edges { localId name node { id } } }',
    answer: {
      buyer: { name: 'C' },
      buyers: {
        edges: [
          { localId: 'c', name: 'C', node: { id: 'OCID/parties/c' } },
          { localId: null, name: 'B', node: { id: 'OCID/parties/b' } },
          { localId: null, name: 'Ghost', node: null },
        ],
      },
    },
  },
  {
    name: '7, 21: a buyer that is no party keeps its words',
    release: { parties: [party('a', 'A')], buyer: { id: 'GB-PPON-XXXX-0000-XXXX', name: 'Ghost' } },
    issues: ['UNRESOLVED_REFERENCE buyer/id'],
    ask: 'buyer { id } buyers { edges { localId name node { id } } }',
    answer: { buyer: null, buyers: { edges: [{ localId: 'GB-PPON-XXXX-0000-XXXX', name: 'Ghost', node: null }] } },
  },
  {
    name: 'a party without an identifier goes by its first additional one in a register, as in the profile of the EU',
    release: {
      buyer: { id: 'ORG-0001' },
      parties: [
        party('ORG-0001', 'Kommune', {
          additionalIdentifiers: [{ id: '1' }, { scheme: 'NO-BRC', id: '940100925' }, { scheme: 'XI-LEI', id: '5' }],
        }),
      ],
    },
    issues: [],
    ask: 'buyer { id name identifier { scheme localId } aliases { organizationId } } parties { nodes { identifier { scheme } } }',
    answer: {
      buyer: {
        id: 'NO-BRC-940100925',
        name: 'Kommune',
        identifier: { scheme: 'NO-BRC', localId: '940100925' },
        aliases: [{ organizationId: 'XI-LEI-5' }],
      },
      parties: nodes({ identifier: null }),
    },
  },
  {
    name: 'an organization without a name goes by the name under which it is registered',
    release: {
      parties: [
        { id: 'a', identifier: { scheme: 'GB-COH', id: '770001', legalName: 'A LIMITED' } },
        party('b', 'B', { identifier: { legalName: 'B LIMITED' } }),
        { id: 'c', identifier: { scheme: 'GB-COH', id: '770002' } },
        { id: 'd', name: ' ', identifier: { legalName: 'D LIMITED' } },
      ],
    },
    issues: [],
    ask: 'parties { nodes { name organization { name } } }',
    answer: {
      parties: nodes(
        { name: null, organization: { name: 'A LIMITED' } },
        { name: 'B', organization: { name: 'B' } },
        { name: null, organization: { name: null } },
        { name: ' ', organization: { name: 'D LIMITED' } },
      ),
    },
  },
  {
    name: 'a contract has the suppliers that it names, and one that names none those of its award',
    release: {
      parties: [party('a', 'A'), party('b', 'B')],
      awards: [{ id: '1', suppliers: [{ id: 'a', name: 'A said so' }] }],
      contracts: [
        { id: '1', awardID: '1' },
        { id: '2', awardID: '1', suppliers: [{ id: 'b', name: 'B said so' }] },
        { id: '3', awardID: '1', suppliers: [] },
        { id: '4', suppliers: [{ id: 'b' }, { id: 'ghost', name: 'Ghost' }] },
        { id: '5' },
      ],
    },
    issues: ['UNRESOLVED_REFERENCE contracts/3/suppliers/1/id'],
    ask: `contracts { nodes { suppliers { edges { localId name node { name } } } } }
      parties { nodes { organization { name contractsAsSupplier { nodes { localId } } } } }`,
    answer: {
      contracts: nodes(
        { suppliers: { edges: [{ localId: 'a', name: 'A said so', node: { name: 'A' } }] } },
        { suppliers: { edges: [{ localId: 'b', name: 'B said so', node: { name: 'B' } }] } },
        { suppliers: { edges: [{ localId: 'a', name: 'A said so', node: { name: 'A' } }] } },
        {
          suppliers: {
            edges: [
              { localId: 'b', name: null, node: { name: 'B' } },
              { localId: 'ghost', name: 'Ghost', node: null },
            ],
          },
        },
        { suppliers: { edges: [] } },
      ),
      parties: nodes(
        { organization: { name: 'A', contractsAsSupplier: nodes({ localId: '1' }, { localId: '3' }) } },
        { organization: { name: 'B', contractsAsSupplier: nodes({ localId: '2' }, { localId: '4' }) } },
      ),
    },
  },
  {
    name: 'a reference without the id of a party leads to that of its register id or of its name, if that is one',
    release: {
      parties: [
        party('', 'Blank'),
        party('', 'Other'),
        party('s', 'Same', { identifier: { scheme: 'UA-EDR', id: '51' } }),
        party('t', 'Twin'),
        party('u', 'Twin'),
      ],
      buyer: { id: '', name: 'Other' },
      awards: [
        {
          id: '1',
          suppliers: [
            { name: 'Blank' },
            { identifier: { scheme: 'UA-EDR', id: 51 } },
            { name: 'Twin' },
            { id: '', name: 'Nobody' },
            { id: 'v', name: 'Same' },
            { id: 'w', identifier: { scheme: 'UA-EDR', id: 51 }, name: 'Renamed' },
            { id: 'x', name: 'Twin' },
          ],
        },
      ],
    },
    issues: [
      'MISSING_ID parties/0',
      'MISSING_ID parties/1',
      'REFERENCE_WITHOUT_ID buyer',
      'REFERENCE_WITHOUT_ID awards/0/suppliers/0',
      'REFERENCE_WITHOUT_ID awards/0/suppliers/1',
      'UNRESOLVED_REFERENCE awards/0/suppliers/2',
      'UNRESOLVED_REFERENCE awards/0/suppliers/3',
      'REFERENCE_WITH_OTHER_ID awards/0/suppliers/4/id',
      'REFERENCE_WITH_OTHER_ID awards/0/suppliers/5/id',
      'UNRESOLVED_REFERENCE awards/0/suppliers/6/id',
    ],
    ask: 'buyer { name } awards { nodes { suppliers { edges { node { id } } } } }',
    answer: {
      buyer: { name: 'Other' },
      awards: nodes({
        suppliers: {
          edges: ['OCID/parties/~1', 'UA-EDR-51', null, null, 'UA-EDR-51', 'UA-EDR-51', null].map((id) => ({
            node: id && { id },
          })),
        },
      }),
    },
  },
  {
    name: 'a contract that names no supplier is with those who made its bids, and not with all of its award (eForms)',
    release: {
      parties: ['a', 'b', 'c'].map((id) => party(id, id.toUpperCase())),
      bids: { details: ['a', 'b', 'c'].map((id) => ({ id: `TEN-${id}`, tenderers: [{ id }] })) },
      awards: [{ id: '1', relatedBids: ['TEN-a', 'TEN-b'] }],
      contracts: [
        { id: '1', awardID: '1', relatedBids: ['TEN-a'] },
        { id: '2', awardID: '1', relatedBids: ['TEN-b'], suppliers: [{ id: 'c' }] },
        { id: '3', awardID: '1', relatedBids: ['TEN-z'] },
        { id: '4', relatedBids: ['TEN-b', 'TEN-c', 'TEN-b'] },
      ],
    },
    issues: [],
    ask: 'contracts { nodes { relatedBids suppliers { nodes { name } } } }',
    answer: {
      contracts: nodes(
        { relatedBids: ['TEN-a'], suppliers: nodes({ name: 'A' }) },
        { relatedBids: ['TEN-b'], suppliers: nodes({ name: 'C' }) },
        { relatedBids: ['TEN-z'], suppliers: nodes({ name: 'A' }, { name: 'B' }) },
        { relatedBids: ['TEN-b', 'TEN-c', 'TEN-b'], suppliers: nodes({ name: 'B' }, { name: 'C' }) },
      ),
    },
  },
  {
    name: 'an award that names no supplier went to those who made the bids that won',
    release: {
      parties: ['a', 'b', 'c', 'd'].map((id) => party(id, id.toUpperCase())),
      bids: {
        details: [
          { id: '1', tenderers: [{ id: 'a' }, { id: 'b', name: 'Bee' }] },
          { id: '2', tenderers: [{ id: 'b' }, { id: 'x' }] },
          { id: '3', tenderers: [{ id: 'c' }] },
          { id: '3', tenderers: [{ id: 'd' }] },
          { tenderers: [{ id: 'd' }] },
        ],
      },
      awards: [
        { id: '1', relatedBids: ['1', '2', '1', '9'] },
        { id: '2', relatedBid: '3' },
        { id: '3', relatedBids: ['1'], suppliers: [{ id: 'd' }] },
        { id: '4', relatedBids: ['1'], status: 'unsuccessful' },
        { id: '5' },
      ],
      contracts: [{ id: '1', awardID: '1' }],
    },
    issues: [
      'DUPLICATE_ID bids/details/3/id',
      'MISSING_ID bids/details/4',
      'UNRESOLVED_REFERENCE bids/details/1/tenderers/1/id',
    ],
    ask:
      'awards { nodes { relatedBid relatedBids suppliers { edges { name node { name } } } } } ' +
      'contracts { nodes { suppliers { nodes { name } } } }',
    answer: {
      awards: nodes(
        {
          relatedBid: null,
          relatedBids: ['1', '2', '1', '9'],
          suppliers: {
            edges: [
              { name: null, node: { name: 'A' } },
              { name: 'Bee', node: { name: 'B' } },
              { name: null, node: null },
            ],
          },
        },
        { relatedBid: '3', relatedBids: null, suppliers: { edges: [{ name: null, node: { name: 'C' } }] } },
        { relatedBid: null, relatedBids: ['1'], suppliers: { edges: [{ name: null, node: { name: 'D' } }] } },
        { relatedBid: null, relatedBids: ['1'], suppliers: { edges: [] } },
        { relatedBid: null, relatedBids: null, suppliers: { edges: [] } },
      ),
      contracts: nodes({ suppliers: nodes({ name: 'A' }, { name: 'B' }, null) }),
    },
  },
];

describeQuirks(QUIRKS);
