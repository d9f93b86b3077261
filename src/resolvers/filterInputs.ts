import { Field, Float, InputType, Int } from 'type-graphql';
import { DateTime } from '../entities/DateTime';
import { Classification } from '../entities/Classification';
import { edgesFrom } from '../entities/edges';
import { enumOf } from '../entities/enums';
import { Region } from '../entities/Region';
import { fieldsOf, type Class, type FieldInfo } from '../entities/registry';
import type { Codelist } from '../ocds/codelist';

/*
 * The filter of every class, made from its fields and edges: what does not exist cannot be asked for, and what is new
 * in an entity can be filtered by at once. Each input says in its description what it means; query/filter.ts does it.
 */

type Type = () => unknown;

const made = new Map<string, Class>();

/** The input called `name`, made once; inputs may name each other in circles. */
function input(name: string, description: string, fields: (add: Add) => void): Class {
  const known = made.get(name);
  if (known) return known;
  const type = class {};
  made.set(name, type);
  InputType(name, { description })(type);
  fields((field, of, says) => {
    Field(of as () => typeof String, { nullable: true, description: says })(type.prototype, field);
  });
  return type;
}

type Add = (name: string, type: Type, description: string) => void;

const EQUALITY = (add: Add, of: Type): void => {
  add('eq', of, 'Equal to this.');
  add('ne', of, 'There, and not equal to this.');
  add('in', () => [of()], 'Equal to one of these.');
  add('notIn', () => [of()], 'There, and equal to none of these.');
  add('isNull', () => Boolean, 'true: missing. false: there.');
};

const ORDER = (add: Add, of: Type, range: Class): void => {
  add('lt', of, 'Less than this.');
  add('lte', of, 'Less than this or equal to it.');
  add('gt', of, 'Greater than this.');
  add('gte', of, 'Greater than this or equal to it.');
  add('between', () => range, 'Between two values, both included.');
};

function comparable(name: string, of: Type, description: string, more: (add: Add) => void = () => undefined): Class {
  const range = (): Class =>
    input(`${name}Range`, `Two ends, both included; one may be left out.`, (add) => {
      add('from', of, 'The lower end.');
      add('to', of, 'The upper end.');
    });
  return input(`${name}Filter`, description, (add) => {
    EQUALITY(add, of);
    ORDER(add, of, range());
    more(add);
  });
}

const SCALARS: Record<string, () => Class> = {
  text: () =>
    comparable(
      'String',
      () => String,
      'Compares a text, letter by letter: `a` is not `A` but where it is said.',
      (add) => {
        add('startsWith', () => String, 'Begins with this; A to Z in either case.');
        add('contains', () => String, 'Has this somewhere in it; A to Z in either case.');
      },
    ),
  whole: () => comparable('Int', () => Int, 'Compares a whole number.'),
  decimal: () => comparable('Float', () => Float, 'Compares a number.'),
  timestamp: () =>
    comparable(
      'DateTime',
      () => DateTime,
      'Compares an instant, whatever the offset; a date alone is its midnight in UTC. What is dated the first of August in ' +
        'British summer time, `2026-08-01T00:00:00+01:00`, is before `2026-08-01`: give the offset.',
    ),
  flag: () => input('BooleanFilter', 'Compares a yes or no.', (add) => EQUALITY(add, () => Boolean)),
};

function listOfScalars(name: string, of: Type): Class {
  return input(name, 'Looks into a list.', (add) => {
    add('has', of, 'This is in the list.');
    add('hasSome', () => [of()], 'One of these is in the list.');
    add('hasEvery', () => [of()], 'All of these are in the list.');
    add('isNull', () => Boolean, 'true: the list is missing. false: it is there.');
  });
}

function ofCodelist(list: Codelist, many: boolean | undefined): Class {
  const of = (): object => enumOf(list);
  if (many) return listOfScalars(`${list.name}ListFilter`, of);
  return input(`${list.name}Filter`, 'Compares a code.', (add) => EQUALITY(add, of));
}

function ofField(field: FieldInfo): Class | undefined {
  if (field.kind === 'json') return undefined;
  if (field.kind === 'part')
    return field.list ? listOf(field.part!().name, () => partFilter(field.part!())) : partFilter(field.part!());
  if (field.kind === 'code') return ofCodelist(field.codelist!, field.list);
  return field.list ? listOfScalars('StringListFilter', () => String) : SCALARS[field.kind]!();
}

/** A class as English names one of them: `a Lot`, `an Award`, `a Unit`. */
const one = ({ name }: Class): string => `${/^(?!Uni)[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`;

function partFilter(part: Class): Class {
  return input(`${part.name}Filter`, `Looks into ${one(part)}.`, (add) => {
    logic(add, () => partFilter(part));
    for (const field of fieldsOf(part)) {
      const type = ofField(field);
      if (type) add(field.name, () => type, `What holds of \`${field.name}\`.`);
    }
  });
}

function listOf(name: string, filter: () => Class): Class {
  return input(`${name}ListFilter`, `Looks at the objects of a list, each by itself.`, (add) => {
    const of = filter(); // now: TypeGraphQL must know every class before it builds the schema
    add('some', () => of, 'At least one is like this; `{}`: there is one.');
    add('none', () => of, 'None is like this; `{}`: there is none.');
    add('every', () => of, 'All are like this; true of an empty list.');
  });
}

function logic(add: Add, self: Type): void {
  add('and', () => [self()], 'All of these hold.');
  add('or', () => [self()], 'At least one of these holds.');
  add('not', self, 'This does not hold.');
}

/** Codes with a hierarchy; query/under.ts does it. */
const UNDER = new Map<Class, string>([
  [
    Classification,
    'The code of the CPV or any narrower one: `85000000` finds `85310000`, and so does `85`, without the last zeros. ' +
      'Other schemes have none.',
  ],
  [Region, 'The region or any within it, in capitals or not: `UKG` finds `UKG33`.'],
]);

/** The filter of a class with a table: its fields, and what its edges lead to. */
export function filterOf(type: Class): Class {
  return input(`${type.name}Filter`, `What must hold of ${one(type)}: everything that is given.`, (add) => {
    logic(add, () => filterOf(type));
    for (const field of fieldsOf(type)) {
      const of = ofField(field);
      if (of) add(field.name, () => of, `What holds of \`${field.name}\`.`);
    }
    const under = UNDER.get(type);
    if (under) add('under', () => String, under);
    for (const edge of edgesFrom(type).values()) {
      const of = edge.many ? listOf(edge.to.name, () => filterOf(edge.to)) : filterOf(edge.to);
      add(edge.name, () => of, `What holds of \`${edge.name}\`${edge.many ? '' : '; `{}`: it is there'}.`);
    }
  });
}
