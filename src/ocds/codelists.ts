import { codelist } from './codelist';

/*
 * The closed codelists of OCDS 1.1 and of the extensions of the EU and the UK, as far as our fields use them. The words
 * are ours; the codes are the standard's: https://standard.open-contracting.org/1.1/en/schema/codelists/. Countries and
 * currencies are closed too, but stay strings, since ISO maintains them.
 */

// The release

export const initiationType = codelist('InitiationType', 'How a contracting process begins.', {
  tender: 'By a tender.',
});

export const releaseTag = codelist('ReleaseTag', 'What a release tells about.', {
  planning: 'A purchase is being planned.',
  planningUpdate: 'The plan has changed.',
  tender: 'A tender begins.',
  tenderAmendment: 'The tender has formally changed.',
  tenderUpdate: 'There is news of the tender, without a formal change.',
  tenderCancellation: 'The tender is cancelled.',
  award: 'An award has been decided.',
  awardUpdate: 'There is news of the award.',
  awardCancellation: 'The award is cancelled.',
  contract: 'A contract has been signed or is about to be.',
  contractUpdate: 'There is news of the contract, without a formal change.',
  contractAmendment: 'The contract has formally changed.',
  implementation: 'The contract is being carried out.',
  implementationUpdate: 'There is news of how the contract is carried out.',
  contractTermination: 'The contract has ended.',
  compiled: 'The latest state of the whole process, merged from all its releases.',
});

// The tender

export const tenderStatus = codelist('TenderStatus', 'How far a tender or a lot has come.', {
  planning: 'It is being thought of.',
  planned: 'It is planned and has not begun.',
  active: 'It is going on.',
  cancelled: 'It was cancelled.',
  unsuccessful: 'It ended without an award.',
  complete: 'It has ended with an award.',
  withdrawn: 'It was taken back, and no more is known.',
});

export const method = codelist('ProcurementMethod', 'Who may bid.', {
  open: 'Anyone may bid.',
  selective: 'Only suppliers that qualify may bid.',
  limited: 'Only suppliers that the buyer chooses may bid.',
  direct: 'One supplier is awarded without competition.',
});

export const procurementCategory = codelist('ProcurementCategory', 'What is mainly bought.', {
  goods: 'Things to be supplied.',
  works: 'Building, repair or demolition.',
  services: 'Services of any kind.',
});

export const permission = codelist('Permission', 'Whether something must, may or may not be done.', {
  required: 'It must be done.',
  allowed: 'It may be done.',
  notAllowed: 'It may not be done.',
});

export const participationFeeType = codelist('ParticipationFeeType', 'What a fee is paid for.', {
  document: 'To be given the documents.',
  deposit: 'As a deposit, given back later.',
  submission: 'To submit a bid.',
  win: 'By the supplier that wins.',
});

export const frameworkAgreementMethod = codelist(
  'FrameworkAgreementMethod',
  'Whether suppliers of a framework compete again for each contract.',
  {
    withReopeningCompetition: 'They compete again.',
    withoutReopeningCompetition: 'They do not compete again.',
    withAndWithoutReopeningCompetition: 'They compete again for some contracts and not for others.',
  },
);

export const dynamicPurchasingSystemType = codelist(
  'DynamicPurchasingSystemType',
  'Whether buyers that the process does not name can use a framework or a dynamic purchasing system.',
  {
    open: 'Other buyers can use it.',
    closed: 'Only the buyers named can use it.',
  },
);

export const dynamicPurchasingSystemStatus = codelist(
  'DynamicPurchasingSystemStatus',
  'How far a dynamic purchasing system has come.',
  {
    pending: 'It is planned and not yet in use.',
    active: 'It is in use.',
    cancelled: 'It was cancelled before it was used.',
    terminated: 'It is no longer in use.',
  },
);

// Criteria

export const criterionWeight = codelist('CriterionWeight', 'The kind of weight that a number is.', {
  percentageExact: 'A share of 100, exact.',
  percentageRangeMiddle: 'A share of 100, the middle of a range.',
  decimalExact: 'A share of 1, exact.',
  decimalRangeMiddle: 'A share of 1, the middle of a range.',
  pointsExact: 'Points, exact.',
  pointsRangeMiddle: 'Points, the middle of a range.',
  order: 'A place in the order of importance, 1 being the first.',
});

export const awardCriterionFixed = codelist('AwardCriterionFixed', 'The kind of fixed value that a number is.', {
  total: 'A fixed total, so that bids compete on other criteria.',
  unit: 'A fixed price for each unit.',
});

export const criterionThreshold = codelist('CriterionThreshold', 'The kind of threshold that a number is.', {
  minimumScore: 'The lowest score with which a bid or a candidate stays in.',
  maximumBids: 'The greatest number of bids or candidates that stay in.',
});

export const selectionCriterionType = codelist('SelectionCriterionType', 'What a condition for taking part looks at.', {
  technical: 'Technical and professional ability.',
  economic: 'Economic and financial standing.',
  suitability: 'Suitability to pursue the activity, such as an entry in a trade register.',
  other: 'Something else.',
});

export const appliesTo = codelist('AppliesTo', 'Whom a condition for taking part applies to.', {
  supplier: 'The supplier itself.',
  subcontractor: 'Those to whom the supplier hands on work.',
});

// Bids, awards, contracts

export const bidStatus = codelist('BidStatus', 'How far a bid has come.', {
  invited: 'The supplier was invited to bid.',
  pending: 'The bid was received and not yet assessed.',
  valid: 'The bid meets the conditions.',
  disqualified: 'The bid was ruled out.',
  withdrawn: 'The bidder took the bid back.',
});

export const awardStatus = codelist('AwardStatus', 'How far an award has come.', {
  pending: 'It is proposed and not yet in force.',
  active: 'It is made and in force.',
  cancelled: 'It was cancelled.',
  unsuccessful: 'No award could be made.',
});

export const contractStatus = codelist('ContractStatus', 'How far a contract has come.', {
  pending: 'It is proposed and not yet in force.',
  active: 'It is signed and in force.',
  cancelled: 'It was cancelled before it was signed.',
  terminated: 'It was signed and has ended, completed or not.',
});

export const milestoneStatus = codelist('MilestoneStatus', 'Whether a milestone was met.', {
  scheduled: 'It lies ahead.',
  met: 'It was met.',
  notMet: 'It was not met.',
  partiallyMet: 'It was met in part.',
});

export const penaltyType = codelist('PenaltyType', 'What a penalty for a failure to perform rests on.', {
  contracted: 'On a clause of the contract.',
  imposed: 'On the decision of a court or another authority.',
  negotiated: 'On a settlement between the parties.',
});

export const chargePaidBy = codelist('ChargePaidBy', 'Who pays a charge.', {
  government: 'The government.',
  user: 'Those who use what the contract provides.',
});

// Finance

export const financeType = codelist('FinanceType', 'The kind of finance.', {
  institutional: 'By institutional investors, such as pension funds.',
  commercial: 'By commercial banks.',
  bilateral: 'By another country or its agency.',
  multilateral: 'By an international institution, such as a development bank.',
  publicBondIssue: 'By bonds issued to the public.',
  supplierCredit: 'By credit from a supplier.',
  other: 'In another way.',
});

export const financeCategory = codelist('FinanceCategory', 'The kind of claim, which decides who is paid back first.', {
  equity: 'A share in the ownership, paid back last.',
  seniorDebt: 'Debt paid back first.',
  mezzanineDebt: 'Debt paid back after senior debt and before equity.',
  grant: 'Money that is not paid back.',
  guarantee: 'A promise to pay if another does not.',
  other: 'Another kind.',
});

// Organizations and places

export const partyScale = codelist('PartyScale', 'The size of an organization.', {
  micro: 'A micro enterprise: fewer than 10 staff.',
  sme: 'A small or medium-sized enterprise: fewer than 250 staff.',
  small: 'A small enterprise: fewer than 50 staff.',
  medium: 'A medium-sized enterprise: fewer than 250 staff.',
  large: 'A large enterprise: 250 staff or more.',
  selfEmployed: 'A person working on their own account.',
});

export const votingRights = codelist('VotingRights', 'The votes that come with a share.', {
  ordinary: 'One vote for each share.',
  none: 'No votes.',
  restricted: 'Votes on some matters only.',
  additional: 'More votes than ordinary shares have.',
  enhanced: 'Votes that weigh more on certain matters.',
});

export const geometryType = codelist('GeometryType', 'The kind of a shape on the map.', {
  Point: 'One point.',
  MultiPoint: 'Several points.',
  LineString: 'One line.',
  MultiLineString: 'Several lines.',
  Polygon: 'One area.',
  MultiPolygon: 'Several areas.',
});

export const releaseForm = codelist('ReleaseForm', 'Whether a release is one notice or the state of a whole process.', {
  compiled: 'The state of the whole process, as its publisher merged it.',
  individual: 'One notice, to be merged with the others of its process.',
});
