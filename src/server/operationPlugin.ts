/**
 * All that this server does to an operation on its way through Apollo, in one plugin: each one more costs every request
 * a promise at each step.
 */
import {
  type ApolloServerPlugin,
  type GraphQLRequestContext,
  type GraphQLRequestListener,
  type GraphQLResponse,
  HeaderMap,
} from '@apollo/server';
import type { FormattedExecutionResult } from 'graphql';
import type { Variables } from './answer';
import { answerHeaders } from './answerHeaders';
import type { KnownOperation } from './KnownOperation';
import type { Observe } from './observe';
import type { OperationContext, Operations, Path } from './Operations';
import { checkListed, type PersistedDocuments } from './persisted';
import type { ShortWay } from './ShortWay';

export interface PluginOptions<C extends OperationContext> {
  operations: Operations<C>;
  observe: Observe;
  /** The only documents that are answered, if there are such. */
  listed: PersistedDocuments | undefined;
  /** Learns what it may answer by itself the next time. */
  short: ShortWay<C> | undefined;
}

export function operationPlugin<C extends OperationContext>(options: PluginOptions<C>): ApolloServerPlugin<C> {
  return { requestDidStart: () => Promise.resolve(new Listener(options)) };
}

class Listener<C extends OperationContext> implements GraphQLRequestListener<C> {
  private readonly began = performance.now();
  private known: KnownOperation | undefined;
  private variables: Variables | undefined;
  private path: Path | undefined;

  constructor(private readonly options: PluginOptions<C>) {}

  // Async, for Apollo would not catch what is thrown before there is a promise.
  async didResolveOperation({ document, operation, queryHash, request }: GraphQLRequestContext<C>): Promise<void> {
    const { operations, listed } = this.options;
    if (listed) checkListed(listed, queryHash!);
    if (!operation) return; // Apollo says which one it missed.
    this.known = operations.known(document!, operation, queryHash!);
    this.variables = operations.check(this.known, request.variables);
  }

  /** Null where Apollo has to execute it: whoever follows every field does so there. */
  async responseForOperation(request: GraphQLRequestContext<C>): Promise<GraphQLResponse | null> {
    const { known, variables: coerced } = this;
    const { operations, short } = this.options;
    const { operationName } = request.request;
    if (known && coerced) short?.learn(request.source!, operationName, known);
    if (!known || !coerced || request.metrics.captureTraces) {
      this.path = { path: 'resolvers', reason: coerced ? 'trace' : 'invalid' };
      return null;
    }
    const { result, ...path } = await operations.answer(known, coerced, request.contextValue);
    this.path = path;
    return finished(result);
  }

  async willSendResponse({
    response,
    request,
    operationName,
    queryHash,
    contextValue,
  }: GraphQLRequestContext<C>): Promise<void> {
    const result = response.body?.kind === 'single' ? response.body.singleResult : undefined;
    const header = (name: string): string | undefined => request.http?.headers.get(name);
    if (result && this.path) this.options.operations.tell(this.path, result);
    const { headers } = response.http;
    const isFailed = !!result?.errors;
    for (const [name, value] of answerHeaders({ isFailed, age: this.known?.age, context: contextValue, header }))
      if (!isFailed || !headers.has(name)) headers.set(name, value);
    // A name counts only once the document that has it is known to be valid.
    const name = this.known ? operationName : undefined;
    this.options.observe({ began: this.began, header, name, hash: queryHash, errors: result?.errors });
    await contextValue.close?.();
  }
}

const finished = (singleResult: FormattedExecutionResult): GraphQLResponse => ({
  body: { kind: 'single', singleResult },
  http: { status: undefined, headers: new HeaderMap() },
});
