import { GraphQLError, Kind, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { BEYOND, type Dialect } from '../database/dialect';
import type { JsonReader } from '../database/engine';
import { UserInputError } from '../errors';
import { ByCondition } from '../execution/ByCondition';
import { fragmentsOf } from '../execution/fragments';
import { Declined, type Bound, type Variables } from './binding';
import { filled, type Fill } from './blanks';
import { Compiler } from './Compiler';
import { object } from './object';
import { usesIn } from './open';
import { root } from './root';
import { Template } from './Template';

/** A valid operation within the limits, with its variables as GraphQL coerces them. */
export interface Asked {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Variables;
}

/** The JSON text of `data`; or why the resolvers have to answer. */
export type Planned = { readonly data: Buffer; readonly path: 'planner' } | { readonly reason: string };

interface Plan {
  readonly statement: Template;
  /** How many objects may have been read for each in the answer. */
  readonly weight: number;
  /** Whether a sum may stand in the answer: one that no double holds is an error, which the resolvers word. */
  readonly sums: boolean;
  readonly blanks: readonly Bound<Fill>[];
}

/**
 * Answers a whole operation by one statement that gives the finished JSON: what the resolvers would answer, byte for
 * byte, or nothing. Plans live as long as their documents, which the server keeps in a bounded store.
 */
export class Planner {
  private readonly plans = new WeakMap<OperationDefinitionNode, ByCondition<Plan | Declined>>();

  /** @param maxObjects what one operation may read: where the answer cannot tell, the resolvers count. */
  constructor(
    private readonly dialect: Dialect,
    private readonly maxObjects: number,
  ) {}

  async answer(asked: Asked, reader: JsonReader): Promise<Planned> {
    const plan = this.planOf(asked);
    if (plan instanceof Declined) return { reason: plan.reason };
    let statement;
    try {
      statement = plan.statement.write(asked.variables);
    } catch (error) {
      return { reason: reasonOf(error) };
    }
    const data = await reader.json(statement);
    if (plan.sums && data.includes(BEYOND)) return { reason: 'sum' };
    if (!mayHold(data, this.maxObjects / plan.weight)) return { reason: 'objectsRead' };
    return { data: plan.blanks.length > 0 ? filled(data, plan.blanks, asked.variables) : data, path: 'planner' };
  }

  private planOf(asked: Asked): Plan | Declined {
    const { operation, document, variables } = asked;
    let plans = this.plans.get(operation);
    if (!plans) this.plans.set(operation, (plans = new ByCondition(document)));
    return plans.get(variables, () => this.compile(asked));
  }

  private compile({ schema, document, operation, variables }: Asked): Plan | Declined {
    if (operation.operation !== 'query') return new Declined(operation.operation);
    const { dialect } = this;
    const uses = usesIn(schema, document, operation);
    const compiler = new Compiler(dialect, schema, fragmentsOf(document), variables, object, uses);
    try {
      const whole = {
        kind: Kind.FIELD,
        name: { kind: Kind.NAME, value: '' },
        selectionSet: operation.selectionSet,
      } as const;
      const answer = root(compiler, schema.getQueryType()!, [whole]);
      const { isSelective, weight, sums, blanks } = compiler;
      const statement = new Template(dialect, dialect.json.finished(answer), isSelective, uses);
      return { statement, weight, sums, blanks };
    } catch (error) {
      return new Declined(reasonOf(error));
    }
  }
}

/**
 * Whether the objects behind an answer are at most so many for certain. Each that was read stands there as `{` or `null`,
 * and one more for each list stands for the one that tells whether there are more. Only so much is looked at that the rest
 * is too short to have too many.
 */
function mayHold(data: Buffer, most: number): boolean {
  let left = most;
  for (let at = 0; at < data.length - left * SHORTEST; at++)
    if ((data[at] === OBJECT || (data[at] === NULL[0] && NULL.every((byte, i) => data[at + i] === byte))) && --left < 0)
      return false;
  return true;
}

const SHORTEST = '{},'.length;
const OBJECT = '{'.charCodeAt(0);
const NULL = Buffer.from('null');

/** What is wrong with an argument the resolvers say, each where it stands. */
function reasonOf(error: unknown): string {
  if (error instanceof Declined) return error.reason;
  if (error instanceof UserInputError || error instanceof GraphQLError) return 'input';
  throw error;
}
