/**
 * What happens to an operation between validation and execution: its limits are checked, and an Answerer may answer it
 * so that nothing is executed. Which way it was answered is counted, and told where that is wanted.
 */
import {
  type ApolloServerPlugin,
  type BaseContext,
  type GraphQLRequestContext,
  type GraphQLResponse,
  HeaderMap,
} from '@apollo/server';
import type { FormattedExecutionResult } from 'graphql';
import { type Answerer, type Declined, FinishedJson, type Variables } from './answer';
import { checkOperation } from './checkOperation';
import type { ErrorMask } from './formatError';
import type { Limits } from './limits';
import type { Metrics } from './metrics';
import type { EntityKeys } from './representations';

export interface OperationOptions<C> {
  keys: EntityKeys;
  limits: Limits;
  mask: ErrorMask;
  answer: Answerer<C> | undefined;
  metrics: Metrics | undefined;
  /** Puts into `extensions` of every answer which way it was found, and why. */
  debugPath: boolean;
}

/** The way of an answer, and why it was taken. */
interface Path {
  readonly path: 'planner' | 'cache' | 'resolvers';
  readonly reason?: string;
}

export function operationPlugin<C extends BaseContext>(options: OperationOptions<C>): ApolloServerPlugin<C> {
  const { keys, limits, mask, answer, metrics, debugPath } = options;
  return {
    requestDidStart: async () => {
      let variables: Variables | undefined;
      let path: Path | undefined;
      return {
        didResolveOperation: async (request) => {
          variables = checkOperation(request, keys, limits);
        },
        responseForOperation: async (request) => {
          try {
            const found = await tryAnswer(request, variables, answer);
            path = 'data' in found ? { path: found.path } : { path: 'resolvers', reason: found.reason };
            return 'data' in found ? finished({ data: new FinishedJson(found.data) as never }) : null;
          } catch (error) {
            path = { path: 'planner', reason: 'failed' };
            return finished({ errors: [mask(error)], data: null });
          }
        },
        willSendResponse: async ({ response: { body } }) => {
          if (!path) return; // refused
          metrics?.took(path.path, path.reason ?? '');
          if (debugPath && body.kind === 'single')
            body.singleResult.extensions = { ...body.singleResult.extensions, ...path };
        },
      };
    },
  };
}

async function tryAnswer<C extends BaseContext>(
  { schema, document, operation, contextValue: context, metrics }: GraphQLRequestContext<C>,
  variables: Variables | undefined,
  answer: Answerer<C> | undefined,
): Promise<Declined | Awaited<ReturnType<Answerer<C>>>> {
  if (!answer) return { reason: 'none' };
  if (!document || !operation || !variables) return { reason: 'invalid' };
  // A trace is of resolvers.
  if (metrics.captureTraces) return { reason: 'trace' };
  return answer({ schema, document, operation, variables, context });
}

const finished = (singleResult: FormattedExecutionResult): GraphQLResponse => ({
  body: { kind: 'single', singleResult },
  http: { status: undefined, headers: new HeaderMap() },
});
