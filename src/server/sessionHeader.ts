/**
 * Over database replicas, a client that wants no answer older than its last sends back the header that it got with that
 * one: the number of the import that the answer was made from. It is all there is to know, so that any process can go on.
 */
import type { IncomingHttpHeaders } from 'node:http';

export const SESSION = 'ocds-graph-session';

/** The import of which the client has seen an answer. A value that no answer had counts for nothing. */
export const seenImport = (headers: IncomingHttpHeaders): number | undefined => readSession(headers[SESSION]);

export const readSession = (value: unknown): number | undefined =>
  typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
