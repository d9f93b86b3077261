/*
 * What the merge routine of OCDS 1.1 does otherwise than by default, as data: the fields that it leaves out and the
 * arrays that it replaces whole. Derived from the release schema of OCDS 1.1 with the extensions of the EU and UK
 * profiles, by the three conditions of the standard. A path is written without array indexes; braces hold alternatives.
 */

/**
 * `omit`: not merged at all. `replace`: the array as a whole is one value. `replaceNamed`: the same of an array of
 * organizations of OCDS 1.0, in a release without parties and none of them with an id.
 */
export type MergeAction = 'omit' | 'replace' | 'replaceNamed';

export interface MergeRule {
  readonly action: MergeAction;
  /** Where the standard says so. */
  readonly clause: string;
  readonly paths: readonly string[];
}

/** A rule found by walking down a document, one step per key. */
export interface RuleNode {
  readonly action?: MergeAction;
  readonly below: ReadonlyMap<string, RuleNode>;
}

const ROUTINE = 'https://standard.open-contracting.org/1.1/en/schema/merging/';

const AMENDMENTS = '{{awards,contracts,tender}/{amendment,amendments},contracts/proposedAmendments}';
const ITEMS = '{awards,contracts,tender}/items';
const MILESTONES = '{planning,tender,tender/lots,contracts,contracts/implementation}/milestones';
const LOCATIONS = `{${ITEMS}/deliveryLocation,tender/{,lots/}{bidOpening/location,otherRequirements/reservedParticipationLocation}}`;
const ORGANIZATION_REFERENCES = [
  `${AMENDMENTS}/{suppliersAdded,suppliersRemoved}`,
  '{awards,bids/details}/subcontracting/subcontracts/{mainContractors,subcontractor}',
  'awards/suppliers',
  'bids/details/tenderers',
  'buyer',
  '{contracts,planning/budget}/finance/financingParty',
  'contracts/implementation/transactions/{payee,payer}',
  'parties/shareholders/shareholder',
  'tender/{procuringEntity,tenderers,lots/buyer}',
  'tender/{,lots/}designContest/selectedParticipants',
];

/** Every rule that differs from merging objects by key and arrays of objects by id. */
export const OCDS_MERGE_RULES: readonly MergeRule[] = [
  {
    action: 'omit',
    clause: `${ROUTINE}#discarded-fields: "omitWhenMerged": true`,
    paths: ['id', 'date', 'tag'],
  },
  {
    action: 'replace',
    clause: `${ROUTINE}#whole-list-merge: the field has "wholeListMerge": true`,
    paths: [
      ...ORGANIZATION_REFERENCES.map((place) => `${place}/additionalIdentifiers`),
      `${AMENDMENTS}/{rationaleClassifications,unstructuredChanges}`,
      `${ITEMS}/{additionalClassifications,deliveryAddresses,deliveryLocations}`,
      'parties/{additionalContactPoints,additionalIdentifiers}',
      'parties/details/{classifications,excludedSupplier/exclusionGrounds/criteria}',
      'tender/{additionalClassifications,deliveryAddresses,deliveryLocations,legislativeReferences}',
      'tender/procurementMethodRationaleClassifications',
      'tender/{,lots/}{contractTerms/customerServices,designContest/juryMembers,recurrence/dates}',
      'tender/{,lots/}selectionCriteria/criteria',
      'tender/lots/{additionalClassifications,essentialAssets}',
      'tender/{lots,lotGroups}/{awardCriteria/criteria,identifiers}',
      'tender/{,lots/,lotGroups/}techniques/frameworkAgreement/buyer{Classification,Location}Restrictions',
    ],
  },
  {
    action: 'replace',
    clause: `${ROUTINE}#whole-list-merge: items/type has anything other than "object"`,
    paths: [
      ...[...ORGANIZATION_REFERENCES, 'parties'].map((place) => `${place}/contactPoint/availableLanguage`),
      `${AMENDMENTS}/relatedLots`,
      `${LOCATIONS}/{gazetteer/identifiers,geometry/coordinates}`,
      `${MILESTONES}/{relatedLots,documents/relatedLots}`,
      '{awards,bids/details,contracts,contracts/implementation,planning,tender}/documents/relatedLots',
      '{awards,tender/lotGroups,contracts/finance,planning/budget/finance}/relatedLots',
      '{awards,tender,tender/lots}/additionalProcurementCategories',
      '{contracts/,}relatedProcesses/relationship',
      'parties/roles',
      'tender/{coveredBy,lots/coveredBy,specialRegime,submissionMethod}',
      'tender/participationFees/{methodOfPayment,type}',
      'tender/{,lots/}otherRequirements/{qualificationSystem{Conditions,Methods},reservedParticipation}',
      'tender/{,lots/}submissionTerms/{languages,subcontractingClauses}',
    ],
  },
  {
    action: 'replace',
    clause: `${ROUTINE}#whole-list-merge: items/properties has no id`,
    paths: [`${AMENDMENTS}/changes`],
  },
  {
    action: 'replaceNamed',
    clause: 'https://standard.open-contracting.org/1.0/en/schema/reference/#organization: it has no id',
    paths: ['awards/suppliers', 'tender/tenderers'],
  },
];

/** All paths that a pattern with `{alternatives,of,any{Depth,s}}` stands for. */
export function expandPaths(pattern: string): string[] {
  const innermost = /\{([^{}]*)\}/.exec(pattern);
  if (!innermost) return [pattern];
  const [braces, alternatives = ''] = innermost;
  const before = pattern.slice(0, innermost.index);
  const after = pattern.slice(innermost.index + braces.length);
  return [...new Set(alternatives.split(',').flatMap((part) => expandPaths(before + part + after)))];
}

interface GrowingNode extends RuleNode {
  action?: MergeAction;
  below: Map<string, GrowingNode>;
}

/** The rules as a tree, so that merging a field costs one lookup. */
export function ruleTree(rules: readonly MergeRule[]): RuleNode {
  const root: GrowingNode = { below: new Map() };
  for (const { action, paths } of rules) {
    for (const path of paths.flatMap(expandPaths)) {
      let node = root;
      for (const key of path.split('/')) {
        const next: GrowingNode = node.below.get(key) ?? { below: new Map() };
        node.below.set(key, next);
        node = next;
      }
      node.action = action;
    }
  }
  return root;
}
