import { Kind, type DocumentNode, type ExecutionResult, type GraphQLError, type GraphQLErrorExtensions } from 'graphql';
import { createErrorMask, createFormatError } from '../../../src/server/formatError';
import { limitsTimes } from '../../../src/server/limits';
import type { Graph } from '../graph';

/** A way to answer an operation: the text of the JSON that a client gets. */
export type Path = (
  graph: Graph,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
) => Promise<string>;

const resolvers: Path = async (graph, document, variables) => text(await graph.execute(document, variables));

/** All ways that there are; they must not differ by a byte. */
export const PATHS: Readonly<Record<string, Path>> = { resolvers };

const formatError = createFormatError(
  createErrorMask((event) => {
    throw new Error(`an error that no client understands: ${JSON.stringify(event)}`);
  }),
  limitsTimes(),
);

/** An answer as the server sends it. */
function text({ data, errors }: ExecutionResult): string {
  const formatted = errors?.map((error) => formatError({ ...error.toJSON(), extensions: coded(error) }, error));
  return JSON.stringify({ ...(formatted && { errors: formatted }), data });
}

/** Apollo's code of an error before the server looks at it. */
const coded = (error: GraphQLError): GraphQLErrorExtensions =>
  error.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION ? { code: 'BAD_USER_INPUT' } : error.extensions;
