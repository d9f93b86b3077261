import { Field, Float, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../entities/enums';
import { Node } from '../entities/objects';
import { always, shown } from '../entities/shown';
import { amountBasis } from '../ocds/amount';
import { Direction } from './orderInputs';

/** What the totals of a list are made of, the same for all classes. */

const BASIS = enumOf(amountBasis);

@ObjectType({ description: 'A figure of the values in one currency and on one basis. Nothing is converted or mixed.' })
export class ValueFigure {
  @Field(() => String, shown('The currency; null where none is published.'))
  currency: string | null;

  @Field(() => BASIS, always('Whether the amounts are net of tax or with tax.'))
  basis: string;

  @Field(() => Float, always('The figure, in units of the currency.'))
  amount: number;

  @Field(() => Int, always('How many objects have such an amount: those that the figure is of.'))
  count: number;

  @Field(() => Int, always('How many objects have no such amount, and are not in the figure.'))
  missing: number;
}

@ObjectType({ description: 'What a list comes to.' })
export class Aggregate {
  @Field(() => Int, always('How many objects the list has.'))
  count: number;
}

const figures = (description: string): PropertyDecorator => Field(() => [ValueFigure], always(description));

@ObjectType({
  description:
    'What a list of objects with a `value` comes to. Figures leave memberships of dynamic markets out. They have in them ' +
    'what was cancelled, and frameworks with their estimated maximum beside their call-offs; a filter leaves either out.',
})
export class ValueAggregate extends Aggregate {
  @figures(
    'The sum of the values, for each currency and basis; empty, not zero, where none is published. Exact to 15 significant digits.',
  )
  sum: ValueFigure[];

  @figures('The mean of the values, for each currency and basis: the sum by the count, to 15 significant digits.')
  avg: ValueFigure[];

  @figures('The least of the values, for each currency and basis.')
  min: ValueFigure[];

  @figures('The greatest of the values, for each currency and basis.')
  max: ValueFigure[];

  @Field(
    () => Int,
    always(
      'How many of the objects are memberships of a dynamic market, by which nothing is bought: awards and contracts of ' +
        'a process with a notice UK14 or UK15.',
    ),
  )
  memberships: number;
}

@ObjectType({ description: 'What the objects of a group have in common in one dimension.' })
export class GroupKey {
  @Field(() => String, always('The dimension, as it was asked for.'))
  dimension: string;

  @Field(
    () => String,
    shown('An id, a code, a flag or a time, as the dimension says; null for the objects without any.'),
  )
  value: string | null;

  @Field(() => String, shown('What the value is called, where it has a name.'))
  label: string | null;

  @Field(() => Node, shown('The object that the value stands for, if it does.'))
  node: object | null;
}

const COUNT_ORDERS = {
  COUNT: 'By how many objects there are in the group.',
  KEY: 'By the values that the objects have in common: times and codes from the first to the last.',
};
const VALUE_ORDERS = {
  ...COUNT_ORDERS,
  SUM_NET: 'By the sum of the values net of tax, in the currency that is named.',
  SUM_GROSS: 'By the sum of the values with tax, in the currency that is named.',
};

function orderEnum(name: string, orders: Record<string, string>): object {
  const values = Object.fromEntries(Object.keys(orders).map((each) => [each, each]));
  const valuesConfig = Object.fromEntries(Object.entries(orders).map(([each, description]) => [each, { description }]));
  registerEnumType(values, { name, description: 'What groups can be ordered by.', valuesConfig });
  return values;
}
const CountOrderBy = orderEnum('GroupOrderBy', COUNT_ORDERS);
const ValueOrderBy = orderEnum('ValueGroupOrderBy', VALUE_ORDERS);

@InputType({ description: 'The order of groups; ties are broken by their values.' })
export class GroupOrder {
  @Field(() => CountOrderBy, { description: 'What to order by.' })
  by: string;

  @Field(() => Direction, { defaultValue: 'DESC', description: 'Which way.' })
  direction: keyof typeof Direction;
}

@InputType({
  description: 'The order of groups of objects with a value; ties are broken by what the groups have in common.',
})
export class ValueGroupOrder {
  @Field(() => ValueOrderBy, { description: 'What to order by.' })
  by: string;

  @Field(() => Direction, { defaultValue: 'DESC', description: 'Which way.' })
  direction: keyof typeof Direction;

  @Field(() => String, {
    nullable: true,
    description: 'Of a sum, and needed there: the currency as a three-letter code of ISO 4217.',
  })
  currency?: string | null;
}
