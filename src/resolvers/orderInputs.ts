import { Field, InputType, registerEnumType } from 'type-graphql';
import { edgesFrom } from '../entities/edges';
import { fieldsOf, hasValue, type Class, type FieldInfo } from '../entities/registry';
import { UserInputError } from '../errors';
import { enumName } from '../ocds/codelist';
import type { OrderKey, OrderTerm } from '../query/order';

/** The ways a class can be ordered, by their names in GraphQL. */
type Keys = Record<string, OrderKey>;

const keys = new Map<Class, Keys>();

export const Direction = { ASC: 'ASC', DESC: 'DESC' } as const;
registerEnumType(Direction, {
  name: 'OrderDirection',
  description: 'Which way a list is ordered. What is missing comes last either way.',
  valuesConfig: {
    ASC: { description: 'From the least to the greatest.' },
    DESC: { description: 'From the greatest to the least.' },
  },
});

const sortable = (field: FieldInfo): boolean => !field.list && field.kind !== 'part' && field.kind !== 'json';

function keysOf(type: Class): Keys {
  const known = keys.get(type);
  if (known) return known;
  const own: Keys = {};
  for (const field of fieldsOf(type)) {
    if (sortable(field)) own[enumName(field.name)] = { by: 'field', path: [field.name] };
    else if (field.columns)
      for (const inner of fieldsOf(field.part!()).filter(sortable))
        own[enumName(`${field.name}_${inner.name}`)] = { by: 'field', path: [field.name, inner.name] };
  }
  for (const edge of edgesFrom(type).values()) {
    if (!edge.many) continue;
    own[enumName(`${edge.name}_count`)] = { by: 'count', edge: edge.name };
    if (!hasValue(edge.to)) continue;
    own[enumName(`${edge.name}_sumNet`)] = { by: 'sum', edge: edge.name, amount: 'amount' };
    own[enumName(`${edge.name}_sumGross`)] = { by: 'sum', edge: edge.name, amount: 'amountGross' };
  }
  keys.set(type, own);
  return own;
}

function describe(key: OrderKey): string {
  if (key.by === 'field') return `By \`${key.path.join('.')}\`.`;
  if (key.by === 'count') return `By how many \`${key.edge}\` there are.`;
  const basis = key.amount === 'amount' ? 'net of tax' : 'with tax';
  return `By the sum of the values of \`${key.edge}\`, ${basis}, in the currency that is named.`;
}

const made = new Map<Class, Class>();

/** The `orderBy` input of a class. */
export function orderOf(type: Class): Class {
  const known = made.get(type);
  if (known) return known;
  const own = keysOf(type);
  const by = Object.fromEntries(Object.keys(own).map((name) => [name, name]));
  registerEnumType(by, {
    name: `${type.name}OrderBy`,
    description: `What a list of ${type.name} can be ordered by.`,
    valuesConfig: Object.fromEntries(Object.entries(own).map(([name, key]) => [name, { description: describe(key) }])),
  });
  const order = class {};
  const { prototype } = order as { prototype: object };
  InputType(`${type.name}Order`, { description: `One step of the order of a list of ${type.name}.` })(order);
  Field(() => by, { description: 'What to order by.' })(prototype, 'by');
  Field(() => Direction, { defaultValue: 'ASC', description: 'Which way.' })(prototype, 'direction');
  Field(() => String, {
    nullable: true,
    description: 'Of a sum, and needed there: the currency as a three-letter code of ISO 4217.',
  })(prototype, 'currency');
  made.set(type, order);
  return order;
}

export interface OrderInput {
  by: string;
  direction: keyof typeof Direction;
  currency?: string | null;
}

/** @throws UserInputError where a sum has no currency. */
export function orderTerms(type: Class, given: readonly OrderInput[] | null | undefined): OrderTerm[] {
  return (given ?? []).map(({ by, direction, currency }) => {
    const key = keysOf(type)[by]!;
    if (key.by === 'sum' && !currency)
      throw new UserInputError(`Ordering by ${by} needs a "currency": sums never mix currencies.`);
    return { key, descending: direction === 'DESC', ...(currency && { currency }) };
  });
}
