import { Field, InputType, registerEnumType } from 'type-graphql';
import type { Class } from '../entities/registry';
import type { OrderKey } from '../query/order';
import { orderKeys } from '../query/orderKeys';

export const Direction = { ASC: 'ASC', DESC: 'DESC' } as const;
registerEnumType(Direction, {
  name: 'OrderDirection',
  description: 'Which way a list is ordered. What is missing comes last either way.',
  valuesConfig: {
    ASC: { description: 'From the least to the greatest.' },
    DESC: { description: 'From the greatest to the least.' },
  },
});

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
  const own = orderKeys(type);
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
    description:
      'Of a sum, and needed there: the currency as a three-letter code of ISO 4217. No other order heeds it: amounts of ' +
      'all currencies stand in one order, unless a filter asks for one.',
  })(prototype, 'currency');
  made.set(type, order);
  return order;
}
