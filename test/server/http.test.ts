import { connect } from 'node:net';
import { createHttp } from '../../src/server/createHttp';
import { createErrorMask } from '../../src/server/formatError';
import { type Started, startServer } from './startServer';

let server: Started;
beforeAll(async () => void (server = await startServer()));

const json = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  return (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
};
const codeOf = async (response: Response) => (await json(response)).errors[0]!.extensions.code;

/** What comes back on a bare connection for these bytes. */
const raw = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(server.url);
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket
      .on('data', (data: Buffer) => (answer += data.toString()))
      .on('close', () => resolve(answer))
      .on('error', reject);
  });

describe('a request that is not GraphQL', () => {
  it.each([
    ['JSON that ends early', '{"query":'],
    ['nothing', ''],
    ['a number', '7'],
    ['null', 'null'],
    ['an empty object', '{}'],
    ['a query that is a list', '{"query":["{ hello }"]}'],
    ['a batch', '[{"query":"{ hello }"}]'],
    ['variables that are a list', '{"query":"{ hello }","variables":[1]}'],
    ['a prototype', '{"query":"{ hello }","__proto__":{"a":1}}'],
  ])('is answered with HTTP 400 BAD_REQUEST: %s', async (_name, body) => {
    const response = await server.post(body);
    expect(response.status).toBe(400);
    expect(await codeOf(response)).toBe('BAD_REQUEST');
  });

  it.each(['application/xml', 'multipart/form-data; boundary=x', 'nonsense'])('is refused as %s', async (type) => {
    const response = await server.post('{"query":"{ hello }"}', { 'content-type': type });
    expect(response.status).toBe(415);
    expect(await codeOf(response)).toBe('BAD_REQUEST');
  });

  it('is refused as text, which any web page may send without being asked about it', async () => {
    const response = await server.post('{"query":"{ hello }"}', { 'content-type': 'text/plain' });
    expect(response.status).toBe(400);
    expect((await json(response)).errors[0]!.message).toContain('CSRF');
  });

  it.each(['PUT', 'PATCH', 'DELETE'])('is refused as %s, with the methods that are allowed', async (method) => {
    const response = await fetch(server.url, { method, headers: { 'apollo-require-preflight': '1' } });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST');
    expect(await codeOf(response)).toBe('BAD_REQUEST');
  });

  it('is refused when it is an undecodable URL', async () => {
    const response = await fetch(`${server.base}%ZZ`);
    expect(response.status).toBe(400);
    expect(await codeOf(response)).toBe('BAD_REQUEST');
  });

  it('is HTTP 404 at a path where nothing is', async () => {
    for (const path of ['', 'graphql/more', 'metrics/more', '.env']) {
      const response = await fetch(`${server.base}${path}`);
      expect(response.status).toBe(404);
      expect(await codeOf(response)).toBe('NOT_FOUND');
    }
  });

  it.each([
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['an unknown method', 'BREW /graphql HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['headers without end', `GET /health HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['a Host that no URL can hold', 'GET /graphql HTTP/1.1\r\nHost: [\r\nConnection: close\r\n\r\n', 400],
  ])('is answered on a bare socket: %s', async (_name, text, status) => {
    const [head, body] = (await raw(text)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(JSON.parse(body!)).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });
});

describe('a browser', () => {
  const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

  it.each(['production', 'test', 'development'])("sees Apollo's page at /graphql in %s", async (mode) => {
    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = mode;
    const started = await startServer().finally(() => (process.env['NODE_ENV'] = before));
    const response = await fetch(started.url, { headers: { accept } });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html');
    expect(await response.text()).toContain('new window.EmbeddedSandbox');
    const malformed = await (await started.post('{')).text();
    expect(malformed).not.toMatch(/stack|node_modules| at /);
    const failed = await (await started.post({ query: '{ fail(with: "plain") }' })).text();
    expect(failed).not.toMatch(/stack|node_modules|secret/);
  });

  it('asks from any origin by default, and is told so before it asks', async () => {
    const origin = 'https://studio.apollographql.com';
    const preflight = await fetch(server.url, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,apollo-require-preflight',
      },
    });
    expect(preflight.status).toBe(204);
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'content-type,apollo-require-preflight',
      'access-control-max-age': '86400',
    });
    for (const body of [{ query: '{ hello }' }, '{']) {
      expect((await server.post(body, { origin })).headers.get('access-control-allow-origin')).toBe('*');
    }
  });

  it('asks from Apollo Studio where a list has it, by GET and by POST', async () => {
    const origin = 'https://studio.apollographql.com';
    const { url } = await startServer({ settings: { corsOrigins: ['https://a.example', origin] } });
    for (const method of ['GET', 'POST']) {
      const { status, headers } = await fetch(url, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': method,
          'access-control-request-headers': 'apollographql-client-name,content-type',
        },
      });
      expect([status, headers.get('access-control-allow-origin')]).toEqual([204, origin]);
      expect(headers.get('access-control-allow-headers')).toBe('apollographql-client-name,content-type');
    }
  });

  it('asks only from the origins of a list, and never sends credentials', async () => {
    const started = await startServer({ settings: { corsOrigins: ['https://a.example'] } });
    const allowed = async (origin: string) => (await started.post({ query: '{ hello }' }, { origin })).headers;
    expect((await allowed('https://a.example')).get('access-control-allow-origin')).toBe('https://a.example');
    expect((await allowed('https://b.example')).get('access-control-allow-origin')).toBeNull();
    expect((await allowed('https://b.example')).get('vary')).toBe('Origin');
    expect((await allowed('https://a.example')).get('access-control-allow-credentials')).toBeNull();
  });
});

describe('health', () => {
  it('says that the process is up without asking the database', async () => {
    const started = await startServer({ ready: () => Promise.reject(new Error('down')) });
    const response = await fetch(`${started.base}health`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'up' }]);
  });

  it('says that it is ready when the database is, and 503 when it is not, without saying why', async () => {
    expect((await fetch(`${server.base}ready`)).status).toBe(200);
    const started = await startServer({ ready: () => Promise.reject(new Error('no such table /secret/path')) });
    const response = await fetch(`${started.base}ready`);
    expect(response.status).toBe(503);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] });
    expect(text).not.toContain('secret');
    expect(started.logs[0]).toMatchObject({ message: 'Error: no such table /secret/path' });
  });
});

it('gives slow clients the times of the limits table and no more', async () => {
  const http = createHttp({
    corsOrigins: '*',
    mask: createErrorMask(() => {}),
    isDraining: () => false,
    bodyLimit: 1024,
  });
  expect(http.server).toMatchObject({
    headersTimeout: 10_000,
    requestTimeout: 25_000,
    keepAliveTimeout: 65_000,
    timeout: 60_000,
    maxRequestsPerSocket: 10_000,
  });
  await http.close();
});

it('says nothing about caching, which Apollo would follow every field for', async () => {
  expect((await server.post({ query: '{ hello }' })).headers.get('cache-control')).toBeNull();
});

describe('federated traces', () => {
  const traced = async (settings: object) => {
    const started = await startServer({ settings });
    const answer = await started.post({ query: '{ hello }' }, { 'apollo-federation-include-trace': 'ftv1' });
    const body = (await answer.json()) as { extensions?: { ftv1?: string } };
    return { ftv1: body.extensions?.ftv1, logs: started.logs };
  };

  it('are sent to nobody unless it is set', async () => {
    expect(await traced({})).toEqual({ ftv1: undefined, logs: [] });
    expect((await traced({ inlineTracing: true })).ftv1).toEqual(expect.any(String));
  });
});
