import { describeQuirks, nodes, type Quirk } from '../../support/quirks';

const QUIRKS: Quirk[] = [
  {
    name: 'a text in the language of the release is that of the field where this has none',
    release: {
      language: 'EN',
      parties: [{ id: 'a', name_en: 'Agriculture', name_fr: 'Agriculture et Agroalimentaire', name: '' }],
      tender: { id: 'x', title: 'Title', title_en: 'Other', description_en: 7, status_en: 'active' },
    },
    issues: [
      'TRANSLATION parties/0/name_fr',
      'OTHER_NAME parties/0/name_en',
      'TRANSLATION tender/title_en',
      'UNKNOWN_FIELD tender/description_en',
      'OTHER_NAME tender/status_en',
    ],
    ask: 'parties { nodes { name organization { name } } } tender { title description }',
    answer: {
      parties: nodes({ name: 'Agriculture', organization: { name: 'Agriculture' } }),
      tender: { title: 'Title', description: null },
    },
  },
  {
    name: 'so it is in what has no life of its own, and in references (Canada)',
    release: {
      language: 'en',
      buyer: { id: 'a', name_en: 'Agriculture', name_fr: 'Agriculture et Agroalimentaire' },
      parties: [
        { id: 'a', identifier: { id: '01', legalName_fr: 'Agriculture', legalName_en: 'Farms', legalName: '' } },
      ],
      tender: { id: 'x', items: [{ id: '1', unit: { name_en: 'Hour' }, classification: { description_en: 'Text' } }] },
    },
    issues: [
      'TRANSLATION parties/0/identifier/legalName_fr',
      'OTHER_NAME parties/0/identifier/legalName_en',
      'OTHER_NAME tender/items/0/unit/name_en',
      'OTHER_NAME tender/items/0/classification/description_en',
      'TRANSLATION buyer/name_fr',
      'OTHER_NAME buyer/name_en',
    ],
    ask: `buyers { edges { name node { name } } } parties { nodes { name identifier { legalName } } }
      tender { items { nodes { unit { name } classification { description } } } }`,
    answer: {
      buyers: { edges: [{ name: 'Agriculture', node: { name: 'Farms' } }] },
      parties: nodes({ name: null, identifier: { legalName: 'Farms' } }),
      tender: { items: nodes({ unit: { name: 'Hour' }, classification: { description: 'Text' } }) },
    },
  },
  {
    name: 'the texts of known fields in other languages are no unknown fields, wherever they are',
    release: {
      parties: [
        { id: 'p', name_en: 'P', identifier: { id: '1', legalName_fr: 'P' }, address: { countryName_es: 'P' } },
      ],
      tender: { id: '1', title_fr: 'T', 'description_sr-Latn': 'T', items: [{ id: '1', unit: { name_ru: 'U' } }] },
      awards: [{ id: '1', suppliers: [{ id: 'p', name_en: 'P' }], title_long: 'T', title_en: ['T'], nothing_en: 'T' }],
    },
    issues: [
      'TRANSLATION parties/0/name_en',
      'TRANSLATION parties/0/identifier/legalName_fr',
      'TRANSLATION parties/0/address/countryName_es',
      'TRANSLATION tender/title_fr',
      'TRANSLATION tender/description_sr-Latn',
      'TRANSLATION tender/items/0/unit/name_ru',
      'UNKNOWN_FIELD awards/0/title_long',
      'UNKNOWN_FIELD awards/0/title_en/0',
      'UNKNOWN_FIELD awards/0/nothing_en',
      'TRANSLATION awards/0/suppliers/0/name_en',
    ],
  },
];

describeQuirks(QUIRKS);
