/**
 * Over database replicas, a client that wants no answer older than its last sends back the header that it got with that
 * one: the number of the import that the answer was made from. It is all there is to know, so that any process can go on.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { ApolloServerPlugin, BaseContext } from '@apollo/server';

const HEADER = 'ocds-graph-session';

/** The import of which the client has seen an answer. A value that no answer had counts for nothing. */
export function seenImport(headers: IncomingHttpHeaders): number | undefined {
  const value = headers[HEADER];
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}

type Context = BaseContext & { imported?: (() => number | undefined) | undefined };

export const sessionHeaderPlugin: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ request, response, contextValue }) => {
      if (!contextValue.imported) return;
      const { headers } = response.http;
      // An answer that was kept on the way is only for those who have seen as much.
      headers.set('vary', [headers.get('vary'), HEADER].filter(Boolean).join(', '));
      headers.set('access-control-expose-headers', HEADER);
      // What was answered without the database leaves the client where it was.
      const sent = seenImport({ [HEADER]: request.http?.headers.get(HEADER) });
      const imported = contextValue.imported() ?? sent;
      if (imported !== undefined) headers.set(HEADER, String(imported));
    },
  }),
};
