/**
 * What becomes of an operation that is valid: its limits are checked, an Answerer is asked and then the resolvers, and how
 * it ended is told. Both ways to an answer come here: Apollo's pipeline (`operationPlugin`) and the short one (`ShortWay`).
 */
import type { BaseContext } from '@apollo/server';
import type { DocumentNode, FormattedExecutionResult, OperationDefinitionNode } from 'graphql';
import { type Answerer, type Declined, FinishedJson, type Variables } from './answer';
import type { CacheAge } from './cacheHeader';
import { checkOperation, type OperationRules } from './checkOperation';
import type { ErrorMask, FormatError } from './formatError';
import { KnownOperation } from './KnownOperation';
import type { Metrics } from './metrics';

/** What one operation is given; `close` is called when it has been answered, `imported` tells the state that it read. */
export type OperationContext = BaseContext & {
  close?: () => Promise<void>;
  imported?: (() => number | undefined) | undefined;
};

export interface OperationsOptions<C> extends OperationRules {
  readonly ageOf: CacheAge;
  readonly mask: ErrorMask;
  readonly formatError: FormatError;
  readonly answer: Answerer<C> | undefined;
  readonly metrics: Metrics | undefined;
  /** Puts into `extensions` of every answer which way it was found, and why. */
  readonly debugPath: boolean;
}

/** Variables as the client sent them. */
export type Sent = Readonly<Record<string, unknown>> | undefined;

/** The way of an answer, and why it was taken. */
export interface Path {
  readonly path: 'planner' | 'cache' | 'resolvers';
  readonly reason?: string;
}

/** An operation that is answered already. */
export interface Settled extends Path {
  readonly result: FormattedExecutionResult;
}

export class Operations<C> {
  private readonly byDocument = new WeakMap<DocumentNode, KnownOperation[]>();

  constructor(private readonly options: OperationsOptions<C>) {}

  /** The same for the same node of a document, which Apollo keeps. */
  known(document: DocumentNode, operation: OperationDefinitionNode, hash: string): KnownOperation {
    let of = this.byDocument.get(document);
    if (!of) this.byDocument.set(document, (of = []));
    let known = of.find((each) => each.operation === operation);
    if (!known) {
      const { schema, ageOf } = this.options;
      known = new KnownOperation(schema, document, operation, hash, ageOf(document, operation));
      of.push(known);
    }
    return known;
  }

  check(known: KnownOperation, sent: Sent): Variables | undefined {
    return checkOperation(known, sent ?? {}, this.options);
  }

  /** The answer: the Answerer's or, where it declines, that of the resolvers, byte for byte as Apollo would give it. */
  async answer(known: KnownOperation, variables: Variables, context: C): Promise<Settled> {
    const found = await this.ask(known, variables, context);
    if ('result' in found) return found;
    const { reason, answered } = found;
    let data: Buffer | undefined;
    try {
      const executed = await known.executable(variables).execute(context, variables);
      const json = executed.data === null ? null : new FinishedJson(executed.data);
      const errors = executed.errors?.map((error) => this.options.formatError(error.toJSON(), error));
      if (!errors) data = json?.json;
      return { path: 'resolvers', reason, result: { ...(errors && { errors }), data: json as never } };
    } finally {
      await answered?.(data);
    }
  }

  /** Where the Answerer throws, the operation has failed, and says as little of it as a resolver would. */
  private async ask(known: KnownOperation, variables: Variables, context: C): Promise<Settled | Declined> {
    const { answer, schema, mask } = this.options;
    if (!answer) return { reason: 'none' };
    const { document, operation, hash } = known;
    try {
      const found = await answer({ schema, document, operation, hash, variables, context });
      if ('reason' in found) return found;
      return { path: found.path, result: { data: new FinishedJson(found.data) as never } };
    } catch (error) {
      return { path: 'planner', reason: 'failed', result: { errors: [mask(error)], data: null } };
    }
  }

  /** Counts the way of an answer, and writes it into the answer where that is wanted. */
  tell({ path, reason }: Path, result: FormattedExecutionResult | undefined): void {
    const { metrics, debugPath } = this.options;
    metrics?.took(path, reason ?? '');
    if (debugPath && result)
      result.extensions = { ...result.extensions, path, ...(reason !== undefined && { reason }) };
  }
}
