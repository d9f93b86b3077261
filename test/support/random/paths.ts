import {
  getOperationAST,
  Kind,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLErrorExtensions,
} from 'graphql';
import { checkOperation } from '../../../src/server/checkOperation';
import { keysOfSchema } from '../../../src/server/entityKeys';
import { createErrorMask, createFormatError } from '../../../src/server/formatError';
import { KnownOperation } from '../../../src/server/KnownOperation';
import { limitsTimes } from '../../../src/server/limits';
import type { EntityKeys } from '../../../src/server/representations';
import { theSchema, type Graph } from '../graph';

/** A way to answer an operation: the text of the JSON that a client gets. */
export type Path = (
  graph: Graph,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
) => Promise<string>;

const resolvers: Path = async (graph, document, variables) => text(await graph.execute(document, variables));

/** What the planner leaves to the resolvers they answer. */
const planner: Path = async (graph, document, variables) => {
  const planned = await graph.plan(document, variables);
  return 'data' in planned ? `{"data":${planned.data.toString()}}` : resolvers(graph, document, variables);
};

/** What our own execution must not differ from. */
const reference: Path = async (graph, document, variables) => text(await graph.executePlainly(document, variables));

/** All ways that there are; they must not differ by a byte. */
export const PATHS: Readonly<Record<string, Path>> = { reference, resolvers, planner };

/** Whether the server lets an operation come to any path. */
export function isTaken(document: DocumentNode, variables: Readonly<Record<string, unknown>>): boolean {
  try {
    const schema = theSchema();
    const known = new KnownOperation(schema, document, getOperationAST(document)!, '', undefined);
    checkOperation(known, variables, { schema, keys: (keys ??= keysOfSchema(schema)), limits: LIMITS });
    return true;
  } catch {
    return false;
  }
}

let keys: EntityKeys | undefined;

const LIMITS = limitsTimes();

const formatError = createFormatError(
  createErrorMask((event) => {
    throw new Error(`an error that no client understands: ${JSON.stringify(event)}`);
  }),
  LIMITS,
);

/** An answer as the server sends it. */
function text({ data, errors }: ExecutionResult): string {
  const formatted = errors?.map((error) => formatError({ ...error.toJSON(), extensions: coded(error) }, error));
  return JSON.stringify({ ...(formatted && { errors: formatted }), data });
}

/** Apollo's code of an error before the server looks at it. */
const coded = (error: GraphQLError): GraphQLErrorExtensions =>
  error.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION ? { code: 'BAD_USER_INPUT' } : error.extensions;
