import type { Arbitrary } from 'fast-check';
import { getNamedType, isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { made, type Chance } from './Chance';
import { RandomInputs } from './inputs';
import type { Pool } from './Pool';
import { Scope } from './Scope';
import { Selections } from './Selections';
import { smallerOperation } from './smaller';
import { Variables } from './Variables';

/** What a client sends. */
export interface Operation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Where all that is selected stands: of which type it is, and what is around it. */
export interface Root {
  readonly type: GraphQLObjectType;
  readonly around: (selections: string) => string;
}

/** Any operation that the schema takes, small enough for the limits of the server, with values of the pool. */
export function operations(
  schema: GraphQLSchema,
  pool: Pool,
  root: Root = { type: schema.getQueryType()!, around: (selections) => selections },
): Arbitrary<Operation> {
  const inputs = new RandomInputs(pool);
  const steps = stepsBetween(schema);
  return made((chance) => operation(schema, chance, inputs, chance.of(steps), root), smallerOperation(schema));
}

function operation(
  schema: GraphQLSchema,
  chance: Chance,
  inputs: RandomInputs,
  steps: Steps,
  { type, around }: Root,
): Operation {
  const variables = new Variables(chance);
  const selections = new Selections(schema, chance, inputs, variables, steps, chance.between(5, 45));
  const place = { scope: new Scope(), levels: chance.between(3, 17), room: chance.of([5, 20, 60, 200]), types: [] };
  const root = around(selections.set(type, place));
  const fragments = selections.fragments.map(({ name, on, text }) => `fragment ${name} on ${on} { ${text} }`);
  const definitions = variables.definitions();
  const head = definitions || chance.permille(300) ? `query ${chance.of(['', 'Any'])}${definitions} ` : '';
  return {
    query: [`${head}${root}`, ...chance.some(fragments, fragments.length)].join('\n'),
    variables: variables.values,
  };
}

/** How many fields it takes to come to one type from each of the others. */
type Steps = ReadonlyMap<string, number>;

/**
 * The steps to every type of objects. An operation that goes to one of them meets what few fields lead to as often as
 * what many do.
 */
function stepsBetween(schema: GraphQLSchema): Steps[] {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const fields = types.flatMap((from) =>
    Object.values(from.getFields()).map(({ type }) => ({ from: from.name, to: getNamedType(type).name })),
  );
  return types.map(({ name }) => {
    const steps = new Map([[name, 0]]);
    for (const [to, count] of steps)
      // grows while it is walked: the nearest first
      for (const field of fields) if (field.to === to && !steps.has(field.from)) steps.set(field.from, count + 1);
    return steps;
  });
}
