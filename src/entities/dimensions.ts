import { enumName } from '../ocds/codelist';
import { Award } from './Award';
import { Classification } from './Classification';
import { classificationId, regionId } from './codeIds';
import {
  AwardClassification,
  AwardRegion,
  LotClassification,
  LotRegion,
  TenderClassification,
  TenderRegion,
} from './codeLinks';
import { Contract } from './Contract';
import { Document } from './Document';
import { edgesFrom } from './edges';
import { ImportIssue } from './ImportIssue';
import { Lot } from './Lot';
import { Organization } from './Organization';
import { Region } from './Region';
import { fieldsOf, type Class } from './registry';
import { hop, type Edge, type Hop } from './relation';
import { Release } from './Release';
import { Tender } from './Tender';

/*
 * What objects can be grouped by: their own codes and flags, and what lies at the end of edges, declared below. An
 * object with several values of a dimension stands in the group of each.
 */

export type Span = 'year' | 'quarter' | 'month';

/** A node that a group's value stands for. */
export interface NodeOfValue {
  readonly type: Class;
  readonly id: (value: string) => string;
  /** The field that names it. */
  readonly label: string;
}

export interface Dimension {
  readonly name: string;
  readonly description: string;
  /** The way from the object to the row that has the value; empty for its own. */
  readonly path: readonly Edge[];
  /** Only rows whose column is this. */
  readonly where?: { readonly column: string; readonly is: string };
  /** The field with the value, or with a list of them, or one of a part. */
  readonly field: string | readonly [part: string, field: string];
  /** Of a date: what it is rounded to. */
  readonly span?: Span;
  readonly node?: NodeOfValue;
  /** Whether there are few values, however large the database is. */
  readonly few?: boolean;
  /** Whether there are ever more values as the database grows. */
  readonly many?: boolean;
  /** Whether all values of an object are one together, as a list in JSON: for cells alone. */
  readonly set?: boolean;
}

type Declared = Omit<Dimension, 'name' | 'path'> & { path?: readonly (string | Edge)[] };

const ORGANIZATION: NodeOfValue = { type: Organization, id: (value) => value, label: 'name' };
const CPV: NodeOfValue = {
  type: Classification,
  id: (code) => classificationId({ scheme: 'CPV', code }),
  label: 'description',
};
const REGION: NodeOfValue = { type: Region, id: regionId, label: 'code' };

/** An edge that is no field of the graph: to all codes around the published ones. */
const codes = (from: Class, to: Class, through: Hop): Edge => ({
  from,
  name: '',
  to,
  description: '',
  many: true,
  fromKey: 'pk',
  toKey: 'pk',
  through,
  order: 'id',
});
const tenderCodes = codes(Tender, Classification, hop(TenderClassification, 'tenderPk', 'classificationPk'));
const awardCodes = codes(Award, Classification, hop(AwardClassification, 'awardPk', 'classificationPk'));
const lotCodes = codes(Lot, Classification, hop(LotClassification, 'lotPk', 'classificationPk'));
const lotRegions = codes(Lot, Region, hop(LotRegion, 'lotPk', 'regionPk'));
const tenderRegions = codes(Tender, Region, hop(TenderRegion, 'tenderPk', 'regionPk'));
const awardRegions = codes(Award, Region, hop(AwardRegion, 'awardPk', 'regionPk'));

/** As instants are compared: Find a Tender's days begin an hour before midnight in summer. */
const IN_UTC = 'in UTC, where the first hour of a month in British summer time is in the month before';

const byDate = (field: string, says: string, ...path: string[]): Record<string, Declared> => ({
  YEAR: { description: `By the year ${says}, ${IN_UTC}: \`2026\`.`, path, field, span: 'year' },
  QUARTER: { description: `By the quarter ${says}, ${IN_UTC}: \`2026-Q1\`.`, path, field, span: 'quarter' },
  MONTH: { description: `By the month ${says}, ${IN_UTC}: \`2026-01\`.`, path, field, span: 'month' },
});

const byCodes = (
  about: string,
  classification: (string | Edge)[],
  region: (string | Edge)[],
): Record<string, Declared> => ({
  ...Object.fromEntries(
    ['DIVISION', 'GROUP', 'CLASS'].map((is) => [
      `CPV_${is}`,
      {
        description: `By the ${is.toLowerCase()} of the CPV that ${about} falls under; once under each, if there are several.`,
        path: classification,
        where: { column: 'level', is },
        field: 'code',
        node: CPV,
        few: is === 'DIVISION',
      },
    ]),
  ),
  ...Object.fromEntries(
    [0, 1, 2, 3].map((level) => [
      level === 0 ? 'COUNTRY' : `REGION_${level}`,
      {
        description: `By the ${level === 0 ? 'country' : `region of level ${level} of the NUTS`} that ${about} is delivered in; once in each, if there are several.`,
        path: region,
        where: { column: 'level', is: String(level) },
        field: 'code',
        node: REGION,
        few: level < 2,
      },
    ]),
  ),
});

const buyer = (...path: string[]): Declared => ({
  description: 'By the organization that buys; of several the first.',
  path: [...path, 'buyer'],
  field: 'id',
  node: ORGANIZATION,
  many: true,
});
const bySupplier: Record<string, Declared> = {
  SUPPLIER: {
    description: 'By supplier: an object with several suppliers stands in the group of each, whole.',
    path: ['suppliers'],
    field: 'id',
    node: ORGANIZATION,
    many: true,
  },
  SUPPLIER_SCALE: {
    description: 'By how large its suppliers are, as the release says; once under each size, if there are several.',
    field: 'supplierScales',
    few: true,
  },
};
const method = (...path: string[]): Declared => ({
  description: 'By who may bid.',
  path,
  field: 'procurementMethod',
  few: true,
});
const category = (whose: string, ...path: string[]): Declared => ({
  description: `By whether mainly goods, works or services are bought, as ${whose} says itself.`,
  path,
  field: 'mainProcurementCategory',
  few: true,
});
const notices = (whose: string): Declared => ({
  description: `By the kinds of notice published ${whose}, such as \`UK6\`; once under each, if there are several.`,
  path: ['documents'],
  field: 'noticeType',
});
const sme = (...path: string[]): Declared => ({
  description:
    'By whether a lot is thought to suit small and medium-sized enterprises. What a tender says of itself is no lot: see `hasLotsForSmes`.',
  path,
  field: ['suitability', 'sme'],
  few: true,
});

const DECLARED = new Map<Class, Record<string, Declared>>([
  [
    Release,
    {
      BUYER: buyer(),
      ...byCodes('the tender', ['tender', tenderCodes], ['tender', tenderRegions]),
      PROCUREMENT_METHOD: method('tender'),
      CATEGORY: category('the tender', 'tender'),
      NOTICE_TYPE: notices('in any section'),
      ...byDate('date', 'of the newest information'),
    },
  ],
  [
    Tender,
    {
      BUYER: buyer(),
      ...byCodes('the tender', [tenderCodes], [tenderRegions]),
      CATEGORY: category('the tender'),
      NOTICE_TYPE: notices('about the tender'),
      ...byDate('date', 'of the newest information on the process', 'release'),
      SME: sme('lots'),
    },
  ],
  [
    Lot,
    {
      BUYER: buyer('tender'),
      ...byCodes('the lot', [lotCodes], [lotRegions]),
      PROCUREMENT_METHOD: method('tender'),
      CATEGORY: category('the lot'),
      ...byDate('date', 'of the newest information on the process', 'tender', 'release'),
      SME: sme(),
    },
  ],
  [
    Award,
    {
      BUYER: buyer(),
      ...bySupplier,
      ...byCodes('the award', [awardCodes], [awardRegions]),
      PROCUREMENT_METHOD: method('tender'),
      CATEGORY: category('the award'),
      NOTICE_TYPE: notices('about the award'),
      ...byDate('date', 'of the decision'),
      SME: sme('lots'),
    },
  ],
  [
    Contract,
    {
      BUYER: buyer(),
      ...bySupplier,
      ...byCodes('the award behind the contract', ['award', awardCodes], ['award', awardRegions]),
      PROCUREMENT_METHOD: method('tender'),
      CATEGORY: category('the award', 'award'),
      NOTICE_TYPE: notices('about the contract'),
      ...byDate('dateSigned', 'of the signature'),
      SME: sme('lots'),
    },
  ],
  [
    Document,
    {
      NOTICE_TYPE: { description: 'By the kind of notice.', field: 'noticeType' },
      DOCUMENT_TYPE: { description: 'By the kind of document.', field: 'documentType' },
      ...byDate('datePublished', 'of the publication'),
    },
  ],
  [ImportIssue, { CODE: { description: 'By what is wrong.', field: 'code' } }],
]);

const noticesOfProcess: Declared = { description: '', path: ['release', 'documents'], field: 'noticeType', set: true };

/** What cells alone are told apart by (rollups.ts): no dimension of the graph. */
const OF_CELLS = new Map<Class, Record<string, Declared>>([
  [
    Tender,
    {
      NOTICES: noticesOfProcess,
      DEADLINE: { description: '', field: ['tenderPeriod', 'endDate'], span: 'month' },
      DAYS_TO_BID: { description: '', field: 'daysToBid' },
    },
  ],
  [Award, { NOTICES: noticesOfProcess }],
  [Contract, { NOTICES: noticesOfProcess }],
]);

const known = new Map<Class, ReadonlyMap<string, Dimension>>();

/** What a class can be grouped by, by name. */
export function dimensionsOf(type: Class): ReadonlyMap<string, Dimension> {
  let own = known.get(type);
  if (!own) known.set(type, (own = byName([...declared(type, DECLARED), ...ownFields(type)])));
  return own;
}

/** The same, and what cells alone are told apart by. */
export const dimensionsOfCells = (type: Class): ReadonlyMap<string, Dimension> =>
  byName([...dimensionsOf(type).values(), ...declared(type, OF_CELLS)]);

const byName = (dimensions: readonly Dimension[]): ReadonlyMap<string, Dimension> =>
  new Map(dimensions.map((each) => [each.name, each]));

function declared(type: Class, all: ReadonlyMap<Class, Record<string, Declared>>): Dimension[] {
  return Object.entries(all.get(type) ?? {}).map(([name, each]) => {
    const path: Edge[] = [];
    let at = type;
    for (const step of each.path ?? []) {
      const edge = typeof step === 'string' ? edgesFrom(at).get(step) : step;
      if (!edge) throw new Error(`dimension ${name} of ${type.name}: ${at.name} has no such edge`);
      path.push(edge);
      at = edge.to;
    }
    return { ...each, name, path };
  });
}

/** Codes of closed lists and flags are dimensions by themselves, unless one is declared over the same field. */
function ownFields(type: Class): Dimension[] {
  const taken = new Set(declared(type, DECLARED).flatMap(({ path, field }) => (path.length === 0 ? [field] : [])));
  return fieldsOf(type)
    .filter(({ kind, list, name }) => !list && (kind === 'code' || kind === 'flag') && !taken.has(name))
    .map(({ name }) => ({ name: enumName(name), description: `By \`${name}\`.`, path: [], field: name, few: true }));
}
