/**
 * Refuses an operation that is over a limit, or that refers to entities wrongly, after it was validated and before
 * anything of it runs: HTTP 400 and one error.
 */
import { GraphQLError, type GraphQLSchema, getVariableValues } from 'graphql';
import { LimitError, UserInputError } from '../errors';
import type { Variables } from './answer';
import { jsonDepth } from './inputDepth';
import type { KnownOperation } from './KnownOperation';
import { checkLimit, LIMITS, type Limits } from './limits';
import { type EntityKeys, checkRepresentations } from './representations';

export interface OperationRules {
  readonly schema: GraphQLSchema;
  readonly keys: EntityKeys;
  readonly limits: Limits;
}

/** The variables of the operation as GraphQL coerces them; undefined where only execution can say what is wrong. */
export function checkOperation(
  known: KnownOperation,
  sent: Readonly<Record<string, unknown>>,
  rules: OperationRules,
): Variables | undefined {
  try {
    return check(known, sent, rules);
  } catch (error) {
    throw error instanceof LimitError || error instanceof UserInputError ? refusal(error) : error;
  }
}

function check(
  known: KnownOperation,
  sent: Readonly<Record<string, unknown>>,
  { schema, keys, limits }: OperationRules,
): Variables | undefined {
  const { operation } = known;
  // Executing it would say so too, but as an error of the server's.
  if (!schema.getRootType(operation.operation)) {
    const extensions = { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } };
    throw new GraphQLError(`This API has no ${operation.operation} operations.`, { nodes: operation, extensions });
  }
  for (const value of Object.values(sent)) checkLimit(limits, 'inputDepth', jsonDepth(value));
  const options = { maxErrors: LIMITS.validationErrors.value };
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], sent, options);
  if (!coerced) return undefined; // Execution reports every wrong variable and runs nothing.

  const { size, ids, literalDepth, representations } = known.measure(coerced);
  checkLimit(limits, 'inputDepth', literalDepth);
  checkLimit(limits, 'depth', size.depth);
  checkLimit(limits, 'fields', size.fields);
  checkLimit(limits, 'aliases', size.aliases);
  checkLimit(limits, 'directives', size.directives);
  checkLimit(limits, 'ids', ids);
  for (const list of representations) checkRepresentations(list, keys);
  checkLimit(limits, 'potentialNodes', size.potentialNodes);
  return coerced;
}

/** Apollo takes the HTTP status of a refused operation from here; `formatError` adds the code. */
function refusal(error: LimitError | UserInputError): GraphQLError {
  return new GraphQLError(error.message, { originalError: error, extensions: { http: { status: 400 } } });
}
