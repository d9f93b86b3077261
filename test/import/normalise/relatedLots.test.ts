import { describeQuirks, nodes, type Quirk } from '../../support/quirks';

const QUIRKS: Quirk[] = [
  {
    name: 'lots that are named where no edge leads along must be lots of the tender; of another process they may be any',
    release: {
      tender: {
        id: 'x',
        lots: [{ id: '1' }],
        documents: [{ id: 'd', relatedLots: ['1', '2'] }],
        milestones: [{ id: 'm', relatedLots: '3' }],
        amendments: [{ id: 'a', relatedLots: ['4'], unstructuredChanges: [{ relatedLot: '5' }, { relatedLot: '1' }] }],
        lotGroups: [{ id: 'g', relatedLots: [null, '', '6'] }],
      },
      relatedProcesses: [{ id: 'p', relatedLots: ['7'] }],
    },
    issues: [
      'EXPECTED_ARRAY tender/milestones/0/relatedLots',
      'UNRESOLVED_REFERENCE tender/documents/0/relatedLots/1',
      'UNRESOLVED_REFERENCE tender/milestones/0/relatedLots',
      'UNRESOLVED_REFERENCE tender/amendments/0/relatedLots/0',
      'UNRESOLVED_REFERENCE tender/amendments/0/unstructuredChanges/0/relatedLot',
      'UNRESOLVED_REFERENCE tender/lotGroups/0/relatedLots/2',
    ],
    ask: 'tender { documents { nodes { relatedLots } } }',
    answer: { tender: { documents: nodes({ relatedLots: ['1', '2'] }) } },
  },
];

describeQuirks(QUIRKS);
