import { describeQuirks, nodes, party, type Quirk } from '../../support/quirks';

const QUIRKS: Quirk[] = [
  {
    name: 'OCDS 1.0: organizations that are described in their places are parties, once for each register id',
    release: {
      buyer: { name: 'B', identifier: { scheme: 'UA-EDR', id: '1' }, address: { locality: 'K' } },
      awards: [
        { id: '1', suppliers: [{ name: 'S', identifier: { scheme: 'UA-EDR', id: '2' } }, { name: 'No register' }] },
        { id: '2', suppliers: [{ name: 'B too', identifier: { scheme: 'UA-EDR', id: 1 } }] },
      ],
      bids: { details: [{ id: '1', tenderers: [{ id: 's', name: 'S', identifier: { scheme: 'UA-EDR', id: '2' } }] }] },
    },
    issues: [],
    ask: `buyer { id name } buyers { edges { name node { id } } } parties { nodes { name roles address { locality } organization { id } } }
      awards { nodes { suppliers { edges { name node { id name } } } } } bids { details { nodes { tenderers { nodes { id } } } } }`,
    answer: {
      buyer: { id: 'UA-EDR-1', name: 'B' },
      buyers: { edges: [{ name: 'B', node: { id: 'UA-EDR-1' } }] },
      parties: nodes(
        { name: 'B', roles: ['buyer', 'supplier'], address: { locality: 'K' }, organization: { id: 'UA-EDR-1' } },
        { name: 'S', roles: ['supplier', 'tenderer'], address: null, organization: { id: 'UA-EDR-2' } },
        { name: 'No register', roles: ['supplier'], address: null, organization: { id: 'OCID/parties/~3' } },
      ),
      awards: nodes(
        {
          suppliers: {
            edges: [
              { name: 'S', node: { id: 'UA-EDR-2', name: 'S' } },
              { name: 'No register', node: { id: 'OCID/parties/~3', name: 'No register' } },
            ],
          },
        },
        { suppliers: { edges: [{ name: 'B too', node: { id: 'UA-EDR-1', name: 'B' } }] } },
      ),
      bids: { details: nodes({ tenderers: nodes({ id: 'UA-EDR-2' }) }) },
    },
  },
  {
    name: 'OCDS 1.0: whoever is described anywhere is a party, once where all that is said of it is the same',
    release: {
      buyer: { name: 'Ministry', address: { locality: 'K' } },
      tender: {
        id: 'x',
        procuringEntity: { name: 'Ministry', address: { locality: 'K' } },
        tenderers: [{ name: 'Ministry', address: { locality: 'L' } }, { identifier: { scheme: 'UA-EDR', id: '7' } }],
      },
      contracts: [{ id: '1', implementation: { transactions: [{ id: '1', payee: { name: 'Late' } }] } }],
    },
    issues: [],
    ask: 'parties { nodes { name roles address { locality } organization { id } } }',
    answer: {
      parties: nodes(
        {
          name: 'Ministry',
          roles: ['buyer', 'procuringEntity'],
          address: { locality: 'K' },
          organization: { id: 'OCID/parties/~1' },
        },
        { name: 'Ministry', roles: ['tenderer'], address: { locality: 'L' }, organization: { id: 'OCID/parties/~2' } },
        { name: null, roles: ['tenderer'], address: null, organization: { id: 'UA-EDR-7' } },
        { name: 'Late', roles: ['payee'], address: null, organization: { id: 'OCID/parties/~4' } },
      ),
    },
  },
  {
    name: 'a text where an organization belongs is the id of a party or else a name',
    release: {
      buyer: 'Ministry',
      awards: [
        { id: '1', suppliers: ['A', ' '] },
        { id: '2', suppliers: 'A' },
      ],
    },
    issues: [
      'TYPE_COERCED buyer',
      'TYPE_COERCED awards/0/suppliers/0',
      'WRONG_TYPE awards/0/suppliers/1',
      'EXPECTED_ARRAY awards/1/suppliers',
      'TYPE_COERCED awards/1/suppliers',
    ],
    ask: 'buyer { id name } awards { nodes { suppliers { edges { name node { id } } } } }',
    answer: {
      buyer: { id: 'OCID/parties/~1', name: 'Ministry' },
      awards: nodes(...[1, 2].map(() => ({ suppliers: { edges: [{ name: 'A', node: { id: 'OCID/parties/~2' } }] } }))),
    },
  },
  {
    name: 'OCDS 1.0: who pays and is paid is a party by its identifier, and the amount is the value',
    release: {
      contracts: [
        {
          id: '1',
          implementation: {
            transactions: [
              {
                id: '1',
                amount: { amount: 5, currency: 'UAH' },
                providerOrganization: { scheme: 'UA-EDR', id: '41', legalName: 'Payer' },
                receiverOrganization: { id: '42', legalName: 'Payee' },
              },
              {
                id: '2',
                value: { amount: 6 },
                amount: { amount: 7, currency: 'UAH' },
                payer: { name: 'Payer of today', identifier: { scheme: 'UA-EDR', id: '41' } },
                providerOrganization: { scheme: 'UA-EDR', id: '41', legalName: 'Payer' },
              },
            ],
          },
        },
      ],
    },
    issues: [],
    ask: `parties { nodes { name roles organization { id } } } contracts { nodes { implementation { transactions {
      nodes { value { amount currency } amount { amount } payer { name identifier { localId } } payee { name localId } } } } } }`,
    answer: {
      parties: nodes(
        { name: 'Payer', roles: ['payer'], organization: { id: 'UA-EDR-41' } },
        { name: 'Payee', roles: ['payee'], organization: { id: 'OCID/parties/~2' } },
      ),
      contracts: nodes({
        implementation: {
          transactions: nodes(
            {
              value: { amount: 5, currency: 'UAH' },
              amount: { amount: 5 },
              payer: { name: 'Payer', identifier: { localId: '41' } },
              payee: { name: 'Payee', localId: null },
            },
            {
              value: { amount: 6, currency: null },
              amount: { amount: 7 },
              payer: { name: 'Payer of today', identifier: { localId: '41' } },
              payee: null,
            },
          ),
        },
      }),
    },
  },
  {
    name: 'OCDS 1.0: a form that nobody filled in is no party (Nigeria)',
    release: {
      buyer: { name: ' ', identifier: { scheme: '', id: '', legalName: 'Agency' } },
      tender: {
        id: '1',
        tenderers: [{ name: '', identifier: { scheme: 'NG', id: '', legalName: '' }, address: { region: '' } }],
      },
      contracts: [
        { id: '1', implementation: { transactions: [{ id: '1', providerOrganization: { id: '', legalName: '' } }] } },
      ],
    },
    issues: [],
    ask: 'buyer { name } parties { nodes { name roles } }',
    answer: { buyer: { name: 'Agency' }, parties: nodes({ name: ' ', roles: ['buyer'] }) },
  },
  {
    name: 'OCDS 1.1 without parties: who is named is one, with its id told; the same id with another name is another',
    release: {
      tender: { id: '1', procuringEntity: { id: '663', name: 'Tourism' } },
      buyer: { id: 663, name: 'Tourism', address: { locality: 'Pretoria' } },
      awards: [{ id: '1', suppliers: [{ id: '1', name: 'A' }, { id: '1', name: 'B' }, { id: '663' }, { id: '2' }] }],
    },
    issues: [
      'UNRESOLVED_REFERENCE tender/procuringEntity/id',
      'UNRESOLVED_REFERENCE buyer/id',
      'UNRESOLVED_REFERENCE awards/0/suppliers/0/id',
      'UNRESOLVED_REFERENCE awards/0/suppliers/1/id',
      'UNRESOLVED_REFERENCE awards/0/suppliers/3/id',
    ],
    ask: `buyer { name } parties { nodes { localId name roles organization { id } } }
      awards { nodes { suppliers { edges { name node { name } } } } }`,
    answer: {
      buyer: { name: 'Tourism' },
      parties: nodes(
        {
          localId: '663',
          name: 'Tourism',
          roles: ['procuringEntity', 'buyer'],
          organization: { id: 'OCID/parties/~1' },
        },
        { localId: '1', name: 'A', roles: ['supplier'], organization: { id: 'OCID/parties/~2' } },
        { localId: '1', name: 'B', roles: ['supplier'], organization: { id: 'OCID/parties/~3' } },
      ),
      awards: nodes({
        suppliers: {
          edges: [
            { name: 'A', node: { name: 'A' } },
            { name: 'B', node: { name: 'B' } },
            { name: null, node: { name: 'Tourism' } },
            { name: null, node: null },
          ],
        },
      }),
    },
  },
  {
    name: 'the procuring entity of another id than its party is told as such (Germany, whose ids are swapped)',
    release: {
      parties: [party('ORG-0001', 'SVLFG', { identifier: { id: 'Leitweg-ID 9' }, roles: ['buyer'] }), party('b', 'B')],
      buyer: { id: 'Leitweg-ID 9', name: 'SVLFG', identifier: { id: 'ORG-0001' } },
      tender: { id: '1', procuringEntity: { id: 'Leitweg-ID 9', name: 'SVLFG' }, tenderers: [{ id: 'c', name: 'C' }] },
    },
    issues: [
      'REFERENCE_WITH_OTHER_ID buyer/id',
      'REFERENCE_WITH_OTHER_ID tender/procuringEntity/id',
      'UNRESOLVED_REFERENCE tender/tenderers/0/id',
    ],
    ask: 'buyer { name } buyers { nodes { id } } tender { procuringEntity { name } }',
    answer: {
      buyer: { name: 'SVLFG' },
      buyers: nodes({ id: 'OCID/parties/ORG-0001' }),
      tender: { procuringEntity: { name: 'SVLFG' } },
    },
  },
  {
    name: 'OCDS 1.1: where there are parties, what has a register id that none of them has is one too',
    release: {
      parties: [party('a', 'A', { roles: ['buyer'] }), party('b', 'B', { identifier: { scheme: 'UA-EDR', id: '78' } })],
      tender: { id: '1', procuringEntity: { name: 'S', identifier: { scheme: 'UA-EDR', id: '77' } } },
      awards: [
        {
          id: '1',
          suppliers: [
            { name: 'S', identifier: { scheme: 'UA-EDR', id: '77' } },
            { id: 'b', identifier: { scheme: 'UA-EDR', id: '79' } },
            { name: 'C', identifier: { id: '80' } },
          ],
        },
      ],
    },
    issues: ['UNRESOLVED_REFERENCE awards/0/suppliers/2'],
    ask: 'parties { nodes { name roles organization { id } } } awards { nodes { suppliers { edges { name node { id } } } } }',
    answer: {
      parties: nodes(
        { name: 'A', roles: ['buyer'], organization: { id: 'OCID/parties/a' } },
        { name: 'B', roles: null, organization: { id: 'UA-EDR-78' } },
        { name: 'S', roles: ['procuringEntity', 'supplier'], organization: { id: 'UA-EDR-77' } },
      ),
      awards: nodes({
        suppliers: {
          edges: [
            { name: 'S', node: { id: 'UA-EDR-77' } },
            { name: null, node: { id: 'UA-EDR-78' } },
            { name: 'C', node: null },
          ],
        },
      }),
    },
  },
];

describeQuirks(QUIRKS);
