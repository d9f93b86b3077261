/**
 * The HTTP server without its routes: time limits, CORS, and one shape for every answer that is not Apollo's, JSON
 * `{ errors: [{ message, extensions: { code } }] }`. Used by `createServer`.
 */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import type { Config } from '../config';
import { LimitError } from '../errors';
import { type ErrorMask, type Visible, visible, visibleLimit } from './formatError';
import { LIMITS } from './limits';

const seconds = (name: 'headersTimeout' | 'requestTimeout' | 'timeoutCheck' | 'keepAlive' | 'silence') =>
  LIMITS[name].value * 1000;

export interface HttpOptions {
  corsOrigins: Config['corsOrigins'];
  /** In bytes. */
  bodyLimit: number;
  mask: ErrorMask;
  isDraining: () => boolean;
}

export function createHttp({ corsOrigins, bodyLimit, mask, isDraining }: HttpOptions): FastifyInstance {
  const addHeaders = (request: FastifyRequest, reply: FastifyReply) => {
    if (isDraining()) reply.header('connection', 'close');
    reply.header('x-content-type-options', 'nosniff');
    allowOrigin(corsOrigins, request, reply);
  };
  const onError = (error: unknown, _request: unknown, reply: FastifyReply) => {
    const status = statusOf(error);
    return sendError(reply, status, refused(status, bodyLimit) ?? mask(error));
  };
  const http = fastify({
    http: { headersTimeout: seconds('headersTimeout'), connectionsCheckingInterval: seconds('timeoutCheck') },
    requestTimeout: seconds('requestTimeout'),
    keepAliveTimeout: seconds('keepAlive'),
    connectionTimeout: seconds('silence'),
    maxRequestsPerSocket: LIMITS.requestsPerConnection.value,
    bodyLimit,
    // A request that arrives on a connection still open while the server closes is answered like any other.
    return503OnClosing: false,
    clientErrorHandler: answerBrokenRequest,
    // For a URL that cannot be decoded; no hook runs then.
    frameworkErrors: (error, request, reply) => {
      addHeaders(request, reply);
      onError(error, request, reply);
    },
  });
  http.setErrorHandler(onError);
  http.setNotFoundHandler((_request, reply) =>
    sendError(reply, 404, visible('NOT_FOUND', 'Nothing is here; the graph is at /graphql.')),
  );
  http.addHook('onRequest', (request, reply, done) => (isPreflight(request) ? void reply.code(204).send() : done()));
  http.addHook('onSend', (request, reply, payload, done) => {
    addHeaders(request, reply);
    done(null, payload);
  });
  return http;
}

export function sendError(reply: FastifyReply, status: number, error: Visible): FastifyReply {
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send({ errors: [error] });
}

/** A 4xx status is the client's; everything else is a fault of ours, except a Host header that no URL can hold. */
function statusOf(error: unknown): number {
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  if (code === 'ERR_INVALID_URL') return 400;
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500 ? statusCode : 500;
}

function refused(status: number, bodyLimit: number): Visible | undefined {
  if (status >= 500) return undefined;
  if (status === 413) {
    return visibleLimit(new LimitError('body', bodyLimit, `The request body is larger than ${bodyLimit} bytes.`));
  }
  if (status === 415) return visible('BAD_REQUEST', 'The Content-Type of a request must be application/json.');
  return visible('BAD_REQUEST', 'The request is malformed: its URL, headers or JSON body cannot be read.');
}

/** What is no HTTP at all never becomes a request: it is answered on the bare socket, which then closes. */
function answerBrokenRequest(error: { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 }[error.code ?? ''] ?? 400;
  const body = JSON.stringify({ errors: [visible('BAD_REQUEST', `${STATUS_CODES[status]}.`)] });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

const isPreflight = ({ method, headers }: FastifyRequest) =>
  method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;

/** No cookie is read, so credentials are never allowed and `*` is safe. */
function allowOrigin(allowed: Config['corsOrigins'], request: FastifyRequest, reply: FastifyReply): void {
  const { origin } = request.headers;
  if (allowed !== '*') reply.header('vary', [reply.getHeader('vary'), 'Origin'].flat().filter(Boolean).join(', '));
  if (origin === undefined || (allowed !== '*' && !allowed.includes(origin))) return;
  reply.header('access-control-allow-origin', allowed === '*' ? '*' : origin);
  if (!isPreflight(request)) return;
  reply.header('access-control-allow-methods', 'GET, POST');
  reply.header('access-control-allow-headers', request.headers['access-control-request-headers'] ?? 'content-type');
  reply.header('access-control-max-age', '86400');
}
