import { GraphQLJSON } from 'graphql-scalars';
import { Field, Float, ID, Int } from 'type-graphql';
import { Column, type ColumnType, Index } from 'typeorm';
import { columnInPart } from './columns';
import { DateTime } from './DateTime';
import { enumOf } from './enums';
import { addCopy, addCount, addField, addKey, type Class, type FieldInfo, type FieldKind, fieldsOf } from './registry';
import type { Codelist } from '../ocds/codelist';
import { always, shown } from './shown';

/*
 * One decorator a field: its column, its GraphQL field and what the importer accepts for it, in one line. The property's
 * name is OCDS's own, so the importer finds the published value by it. All fields are nullable: publishers leave
 * anything out. `description` is the users' manual.
 */

/** A column that may be null. TypeORM writes into the options that it is given (1.1.1), so they are never shared. */
const nullableColumn = (type: ColumnType): PropertyDecorator => Column({ type, nullable: true });

const text =
  (description: string, more: Pick<FieldInfo, 'longest' | 'begun' | 'like' | 'namesLots'>): PropertyDecorator =>
  (target, name) => {
    addField(target, { name: String(name), kind: 'text', ...more });
    Field(() => String, shown(description))(target, name);
    nullableColumn('text')(target, name);
  };

/** Words as published. */
export const Text = (description: string, more: Pick<FieldInfo, 'namesLots'> = {}): PropertyDecorator =>
  text(description, more);

/** No word is longer that means something, and an index of PostgreSQL takes no more than 2,704 bytes. */
const LONGEST = 200;

/** A word of an open list, as published, that an index may hold. */
export const Word = (description: string): PropertyDecorator => text(description, { longest: LONGEST });

/** Words as published that are looked for by how they begin. The index of that takes a migration, and a line at the class. */
export const Name = (description: string): PropertyDecorator => text(description, { begun: true });

/** A currency of ISO 4217, as published, or in capitals where it is written otherwise: amounts are summed by it. */
export const Currency = (description: string): PropertyDecorator =>
  text(description, { longest: LONGEST, like: /^[A-Z]{3}$/ });

/** True or false. */
export function Flag(description: string): PropertyDecorator {
  return (target, name) => {
    addField(target, { name: String(name), kind: 'flag' });
    Field(() => Boolean, shown(description))(target, name);
    nullableColumn('boolean')(target, name);
  };
}

/** A whole number of 32 bits. */
export function Whole(description: string): PropertyDecorator {
  return (target, name) => {
    addField(target, { name: String(name), kind: 'whole' });
    Field(() => Int, shown(description))(target, name);
    nullableColumn('integer')(target, name);
  };
}

/** Any number that JSON can carry. */
export function Decimal(description: string): PropertyDecorator {
  return (target, name) => {
    addField(target, { name: String(name), kind: 'decimal' });
    Field(() => Float, shown(description))(target, name);
    nullableColumn('numeric')(target, name);
  };
}

/** A date or date-time: the published text, and beside it the UTC instant (`<name>Instant`) to filter and order by. */
export function Timestamp(description: string): PropertyDecorator {
  return (target, name) => {
    addField(target, { name: String(name), kind: 'timestamp' });
    Field(() => DateTime, shown(description))(target, name);
    nullableColumn('text')(target, name);
    nullableColumn('text')(target, `${String(name)}Instant`);
  };
}

/** A code of a closed codelist. */
export function Code(list: Codelist, description: string): PropertyDecorator {
  const values = enumOf(list); // at once: type-graphql collects its enums before it asks a field for its type
  return (target, name) => {
    addField(target, { name: String(name), kind: 'code', codelist: list });
    Field(() => values, shown(description))(target, name);
    nullableColumn('text')(target, name);
  };
}

/** A list of codes of a closed codelist. */
export function Codes(list: Codelist, description: string): PropertyDecorator {
  const values = enumOf(list);
  return (target, name) => {
    addField(target, { name: String(name), kind: 'code', codelist: list, list: true });
    Field(() => [values], shown(description))(target, name);
    nullableColumn('text')(target, name);
  };
}

/** Any JSON value: for the few fields that OCDS leaves open. */
export function Json(description: string): PropertyDecorator {
  return (target, name) => {
    addField(target, { name: String(name), kind: 'json' });
    Field(() => GraphQLJSON, shown(description))(target, name);
    nullableColumn('text')(target, name);
  };
}

/** A list of words or of codes of an open codelist. */
export function Texts(description: string, more: Pick<FieldInfo, 'namesLots'> = {}): PropertyDecorator {
  return (target, name) => {
    addField(target, { name: String(name), kind: 'text', list: true, ...more });
    Field(() => [String], shown(description))(target, name);
    nullableColumn('text')(target, name);
  };
}

/** The types of columns that are not text. */
const COLUMN_TYPES: Partial<Record<FieldKind, ColumnType>> = { flag: 'boolean', whole: 'integer', decimal: 'numeric' };

/**
 * An OCDS object without a life of its own, kept in columns of its own: to be filtered, ordered and summed by. They are
 * not a TypeORM embedded, whose naming loses the capitals of the inner name (typeorm 1.1: `valueAmountgross`).
 */
export function Columns(
  part: () => Class,
  description: string,
  more: Pick<FieldInfo, 'former'> = {},
): PropertyDecorator {
  return (target, name) => {
    addField(target, { name: String(name), kind: 'part', part, columns: true, ...more });
    Field(part, shown(description))(target, name);
    for (const inner of fieldsOf(part())) {
      const column = columnInPart(String(name), inner.name);
      nullableColumn(COLUMN_TYPES[inner.kind] ?? 'text')(target, column);
      if (inner.kind === 'timestamp') nullableColumn('text')(target, `${column}Instant`);
    }
  };
}

/**
 * An OCDS object without a life of its own, kept as JSON in one column. The index of a text that is looked for by how it
 * begins takes a migration, and a line at the class.
 */
export function Part(
  part: () => Class,
  description: string,
  more: Pick<FieldInfo, 'former' | 'beginnings'> = {},
): PropertyDecorator {
  return (target, name) => {
    addField(target, { name: String(name), kind: 'part', part, ...more });
    Field(part, shown(description))(target, name);
    nullableColumn('text')(target, name);
  };
}

/** A list of OCDS objects without a life of their own, kept as JSON in one column. */
export function Parts(part: () => Class, description: string): PropertyDecorator {
  return (target, name) => {
    addField(target, { name: String(name), kind: 'part', part, list: true });
    Field(() => [part()], shown(description))(target, name);
    nullableColumn('text')(target, name);
  };
}

/** OCDS's `id`: unique only where it stands, so that `id` stays free for what is unique everywhere. */
export function LocalId(description: string): PropertyDecorator {
  return (target, name) => {
    addField(target, { name: String(name), kind: 'text', published: 'id' });
    Field(() => String, shown(description))(target, name);
    nullableColumn('text')(target, name);
  };
}

/** The globally unique id. */
export function GlobalId(description: string): PropertyDecorator {
  return (target, name) => {
    addField(target, { name: String(name), kind: 'text', derived: true, required: true });
    Field(() => ID, always(description))(target, name);
    Column('text')(target, name);
  };
}

/** Words that the importer makes, and that are never missing: the ocid of the release that an object stands in, say. */
export function Made(description: string): PropertyDecorator {
  return (target, name) => {
    addField(target, { name: String(name), kind: 'text', derived: true, required: true });
    Field(() => String, always(description))(target, name);
    Column('text')(target, name);
  };
}

const DERIVED = { whole: Int, decimal: Float, flag: Boolean } as const;

/** What the importer works out, where what it follows from is published: a whole number, unless it says otherwise. */
export function Derived(description: string, kind: keyof typeof DERIVED = 'whole'): PropertyDecorator {
  return (target, name) => {
    addField(target, { name: String(name), kind, derived: true });
    Field(() => DERIVED[kind], shown(description))(target, name);
    nullableColumn(COLUMN_TYPES[kind]!)(target, name);
  };
}

/** A list of codes of a closed codelist that the importer works out. */
export function DerivedCodes(list: Codelist, description: string): PropertyDecorator {
  const values = enumOf(list);
  return (target, name) => {
    addField(target, { name: String(name), kind: 'code', codelist: list, list: true, derived: true });
    Field(() => [values], shown(description))(target, name);
    nullableColumn('text')(target, name);
  };
}

interface KeyOptions {
  /** Columns that the index holds too, so that a walk through a join table reads the index alone. */
  then?: readonly string[];
  /** False where no walk comes in by the key. */
  indexed?: boolean;
}

/** The key of another row, by which edges.ts walks from that row to this one and back. Never shown. */
export function Key({ then = [], indexed = true }: KeyOptions = {}): PropertyDecorator {
  return (target, name) => {
    addKey(target, String(name));
    nullableColumn('bigint')(target, name);
    if (indexed) Index([String(name), ...then], { where: `"${String(name)}" IS NOT NULL` })(target.constructor);
  };
}

/**
 * A copy of the column of that name of the object that `key` leads to. In the index of a row's other key, right behind
 * it, the objects at the end of an edge stand in the order of that column: a page of a list ends where it is full. Both
 * stand in one release, and so are replaced together. Never shown.
 */
export function CopyOf(from: Class, key: string, type: ColumnType): PropertyDecorator {
  return (target, name) => {
    addCopy(target, { column: String(name), from, key });
    nullableColumn(type)(target, name);
  };
}

/**
 * How many objects lie at the end of an edge, to order by where ever more rows would be counted for each object. The
 * importer fills it in with all that it makes of a release. Never shown.
 */
export function CountOf(edge: string): PropertyDecorator {
  return (target, name) => {
    addCount(target, edge, String(name));
    nullableColumn('integer')(target, name);
  };
}
