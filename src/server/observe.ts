/** Says of every operation what it was, whose, how long it took and how it ended: one line in the log, and metrics. */
import type { ApolloServerPlugin } from '@apollo/server';
import type { Log } from './formatError';
import type { Metrics } from './metrics';

/** Milliseconds from which an operation is worth a line at the level `info`; the others are logged at `debug`. */
const SLOW = 1000;

/** Headers by which Apollo's clients name themselves, and the first letters of what they say. */
const CLIENT = { name: 'apollographql-client-name', version: 'apollographql-client-version', length: 64 };

export function observePlugin(log: Log, metrics: Metrics | undefined): ApolloServerPlugin {
  return {
    requestDidStart: async ({ request }) => {
      const began = performance.now();
      const header = (name: string) => request.http?.headers.get(name)?.slice(0, CLIENT.length);
      return {
        willSendResponse: async ({ response, operationName, operation, queryHash }) => {
          const ms = performance.now() - began;
          const errors = response.body.kind === 'single' ? (response.body.singleResult.errors ?? []) : [];
          const codes = errors.map(({ extensions }) => String(extensions?.['code']));
          // A name counts only once the document that has it is known to be valid.
          const name = (operation && operationName?.slice(0, CLIENT.length)) ?? undefined;
          const client = { name: header(CLIENT.name), version: header(CLIENT.version) };
          metrics?.answered({
            operation: name ?? (operation ? 'anonymous' : 'invalid'),
            client: client.name ?? 'unknown',
            seconds: ms / 1000,
            codes,
          });
          log({
            level: ms >= SLOW ? 'info' : 'debug',
            event: 'operation',
            operation: name,
            document: queryHash?.slice(0, 12),
            client: client.name === undefined ? undefined : client,
            milliseconds: Math.round(ms * 10) / 10,
            ...(codes.length > 0 && { errors: [...new Set(codes)] }),
          });
        },
      };
    },
  };
}
