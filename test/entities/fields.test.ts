import 'reflect-metadata';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { buildSchema, Query, Resolver } from 'type-graphql';
import { type Class, ENTITIES, Release } from '../../src/entities';
import * as entities from '../../src/entities';
import type { Codelist } from '../../src/ocds/codelist';
import * as codelists from '../../src/ocds/codelists';
import { enumName } from '../../src/ocds/codelist';
import { type FieldInfo, fieldsOf, nodeOf, nodeTypes } from '../../src/entities/registry';

/*
 * The classes against the standard: every field that OCDS and its extensions define, or that publishers use, has a place
 * in them, of the right kind and described.
 */

const {
  Amendment, Award, Bid, Bids, BidStatistic, Contract, Document, Implementation, Item, Lot, Milestone,
  Party, PerformanceFailure, Planning, RelatedProcess, Tender, Transaction,
} = entities; // prettier-ignore

/** The classes that say something of the graph, and not of the database alone. */
const TYPES = nodeTypes().filter((type) => ENTITIES.includes(type));

/** What the document nests and a class of its own table holds. */
const CONTAINED = new Map<Class, Record<string, Class>>([
  [
    Release,
    {
      parties: Party,
      buyer: entities.ReleaseBuyer,
      planning: Planning,
      tender: Tender,
      bids: Bids,
      awards: Award,
      contracts: Contract,
      relatedProcesses: RelatedProcess,
    },
  ],
  [Planning, { documents: Document, milestones: Milestone }],
  [Tender, { lots: Lot, items: Item, documents: Document, milestones: Milestone, amendments: Amendment }],
  [Lot, { milestones: Milestone }],
  [Bids, { statistics: BidStatistic, details: Bid }],
  [Bid, { tenderers: entities.BidTenderer, documents: Document }],
  [
    Award,
    {
      suppliers: entities.AwardSupplier,
      items: Item,
      documents: Document,
      milestones: Milestone,
      amendments: Amendment,
    },
  ],
  [
    Contract,
    {
      items: Item,
      documents: Document,
      milestones: Milestone,
      amendments: Amendment,
      proposedAmendments: Amendment,
      implementation: Implementation,
      relatedProcesses: RelatedProcess,
      suppliers: entities.ContractSupplier,
    },
  ],
  [
    Implementation,
    {
      transactions: Transaction,
      milestones: Milestone,
      documents: Document,
      performanceFailures: PerformanceFailure,
    },
  ],
  [Milestone, { documents: Document }],
  [PerformanceFailure, { documents: Document }],
]);

/**
 * What has no field on purpose: extensions of Amendment in the one `amendment` of OCDS 1.0. It was deprecated before they
 * came, nobody publishes them there, and `amendments` has them all.
 */
const LEFT_OUT = [
  'relatedLots',
  'unstructuredChanges',
  'standstill',
  'rationaleClassifications',
  'period',
  'hasRenewal',
  'value',
  'aboveThreshold',
  'suppliersAdded',
  'suppliersRemoved',
].map((property) => `LegacyAmendment/${property}`);

const fieldOf = (type: Class, published: string): FieldInfo | undefined =>
  fieldsOf(type).find((field) => field.name !== 'id' && (field.published ?? field.name) === published);

/** The class that a property leads to. */
const nextOf = (type: Class, published: string): Class | undefined =>
  CONTAINED.get(type)?.[published] ?? fieldOf(type, published)?.part?.();

const has = (type: Class, published: string): boolean =>
  !!CONTAINED.get(type)?.[published] || !!fieldOf(type, published);

const shared = (name: string): string => resolve(__dirname, '../../../shared/ocds', name);

/** A test over a file beside the repository, skipped by name where it is absent. */
const withShared = (name: string, title: string, run: (path: string) => void): void => {
  if (existsSync(shared(name))) test(title, () => run(shared(name)));
  else test.skip(`${title} (skipped: there is no ${shared(name)})`, () => undefined);
};

describe('the schema', () => {
  @Resolver()
  class TinyResolver {
    @Query(() => Release, { nullable: true, description: 'A release.' })
    release(): Release | null {
      return null;
    }
  }

  let schema: GraphQLSchema;
  beforeAll(async () => {
    const orphanedTypes = TYPES.filter((type) => !nodeOf(type).link) as unknown as (new () => object)[];
    schema = await buildSchema({ resolvers: [TinyResolver], orphanedTypes, validate: false });
  });

  test('has a type for each class and none for a join table', () => {
    for (const type of TYPES) expect([type.name, !!schema.getType(type.name)]).toEqual([type.name, !nodeOf(type).link]);
    expect(schema.getType('OrganizationLink')).toBeUndefined();
  });

  test('describes every type, field and enum value in sentences', () => {
    const poor: string[] = [];
    const check = (name: string, description: string | null | undefined) => {
      if (!description?.endsWith('.') || description.length < 10) poor.push(`${name}: ${description}`);
    };
    for (const type of Object.values(schema.getTypeMap())) {
      if (isIntrospectionType(type) || isSpecifiedScalarType(type) || type.name === 'Query' || type.name === 'JSON')
        continue;
      check(type.name, type.description);
      if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type))
        for (const field of Object.values(type.getFields())) check(`${type.name}.${field.name}`, field.description);
      if (isEnumType(type))
        for (const value of type.getValues()) check(`${type.name}.${value.name}`, value.description);
    }
    expect(poor).toEqual([]);
  });

  test('names every code of every closed codelist', () => {
    for (const list of Object.values<Codelist>(codelists)) {
      expect(Object.keys(list.values)).toHaveLength(Object.keys(list.codes).length);
      const type = schema.getType(list.name);
      if (!isEnumType(type)) throw new Error(`${list.name} is no enum of the schema`);
      expect(type.getValues().map((value) => value.name)).toEqual(Object.keys(list.codes).map(enumName));
    }
  });
});

describe('the fields', () => {
  withShared('FIELDS.tsv', 'cover every path that is published or defined', (path) => {
    const rows = readFileSync(path, 'utf8').trim().split('\n').slice(1);
    const missing: string[] = [];
    for (const row of rows) {
      const [name = ''] = row.split('\t');
      let type: Class | undefined = Release;
      for (const property of name.split('/').map((step) => step.replace('[]', ''))) {
        if (!type || !has(type, property)) {
          missing.push(name);
          break;
        }
        type = nextOf(type, property);
      }
    }
    expect(rows.length).toBeGreaterThan(900);
    expect(missing).toEqual([]);
  });

  withShared('release-schema-1.1-eu-uk.json', 'are of the kinds that the schema asks for', (path) => {
    const wrong: string[] = [];
    const root = JSON.parse(readFileSync(path, 'utf8')) as Property & { definitions: Record<string, Property> };
    const resolved = (property: Property): Property =>
      property.$ref ? (root.definitions[property.$ref.split('/').at(-1) ?? ''] ?? {}) : property;
    const seen = new Set<Property>();
    const pairs = new Set<string>();

    const visit = (at: string, schema: Property, type: Class): void => {
      const pair = `${type.name} ${Object.keys(schema.properties ?? {}).join()}`;
      if (pairs.has(pair)) return;
      pairs.add(pair);
      seen.add(schema);
      for (const [name, property] of Object.entries(schema.properties ?? {})) {
        const where = `${at}/${name}`;
        const plain = resolved(property);
        const item = plain.items && resolved(plain.items);
        const target = item ?? plain;
        const next = nextOf(type, name);
        if (!has(type, name)) {
          if (!LEFT_OUT.includes(`${type.name}/${name}`)) wrong.push(`${where}: missing in ${type.name}`);
        } else if (next) visit(where, target, next);
        else {
          const field = fieldOf(type, name) as FieldInfo;
          if (!kindsOf(target, plain).includes(field.kind))
            wrong.push(`${where}: ${field.kind}, not ${kindsOf(target, plain).join(' or ')}`);
          if (field.kind !== 'json' && !!field.list !== !!item) wrong.push(`${where}: list`);
          const codes = plain.openCodelist === false && (item ?? plain).enum?.filter((code) => code !== null);
          for (const code of (field.codelist && codes) || [])
            if (!(code in (field.codelist?.codes ?? {})))
              wrong.push(`${where}: ${code} not in ${field.codelist?.name}`);
        }
      }
    };

    visit('', root, Release);
    // The schema defines these two and, their extensions being merged only in part, refers to neither.
    const stray: Record<string, Class> = { Suitability: fieldOf(Lot, 'suitability')!.part!(), PerformanceFailure };
    for (const [name, type] of Object.entries(stray)) visit(name, root.definitions[name]!, type);
    const unseen = Object.entries(root.definitions).filter(([, each]) => each.properties && !seen.has(each));
    expect(unseen.map(([name]) => name)).toEqual([]);
    expect(wrong).toEqual([]);
  });
});

interface Property {
  $ref?: string;
  type?: string | string[];
  format?: string;
  codelist?: string;
  openCodelist?: boolean;
  enum?: string[];
  properties?: Record<string, Property>;
  items?: Property;
}

/** The kinds of field that hold what the schema allows. Countries and currencies are strings, since ISO keeps them. */
function kindsOf(target: Property, holder: Property): FieldInfo['kind'][] {
  const types = [target.type ?? []].flat().filter((type) => type !== 'null');
  const iso = holder.codelist === 'country.csv' || holder.codelist === 'currency.csv';
  if (holder.openCodelist === false && !iso) return ['code'];
  if (target.format === 'date-time') return ['timestamp'];
  if (types.join() === 'boolean') return ['flag'];
  if (types.join() === 'integer') return ['whole'];
  if (types.join() === 'number') return ['decimal'];
  if (types.join() === 'string' || types.join() === 'string,integer') return ['text', 'timestamp'];
  return ['json'];
}
