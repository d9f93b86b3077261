/**
 * Refuses an operation that is over a limit, or that refers to entities wrongly, after it was validated and before
 * anything of it runs: HTTP 400 and one error. Called by `operationPlugin`.
 */
import type { BaseContext, GraphQLRequestContextDidResolveOperation } from '@apollo/server';
import { GraphQLError, getVariableValues } from 'graphql';
import { LimitError, UserInputError } from '../errors';
import type { Variables } from './answer';
import { jsonDepth } from './inputDepth';
import { checkLimit, LIMITS, type Limits } from './limits';
import { measureOperation } from './measureOperation';
import { type EntityKeys, checkRepresentations } from './representations';

/** The variables of the operation as GraphQL coerces them; undefined where only execution can say what is wrong. */
export function checkOperation(
  request: GraphQLRequestContextDidResolveOperation<BaseContext>,
  keys: EntityKeys,
  limits: Limits,
): Variables | undefined {
  try {
    return check(request, keys, limits);
  } catch (error) {
    throw error instanceof LimitError || error instanceof UserInputError ? refusal(error) : error;
  }
}

function check(
  { schema, document, operation, request }: GraphQLRequestContextDidResolveOperation<BaseContext>,
  keys: EntityKeys,
  limits: Limits,
): Variables | undefined {
  if (!operation) return undefined; // Apollo says which one it missed.
  // Executing it would say so too, but as an error of the server's.
  if (!schema.getRootType(operation.operation)) {
    throw new UserInputError(`This API has no ${operation.operation} operations.`);
  }
  const sent = request.variables ?? {};
  for (const value of Object.values(sent)) checkLimit(limits, 'inputDepth', jsonDepth(value));
  const options = { maxErrors: LIMITS.validationErrors.value };
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], sent, options);
  if (!coerced) return undefined; // Execution reports every wrong variable and runs nothing.

  const { size, ids, literalDepth, representations } = measureOperation(schema, document, operation, coerced);
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
