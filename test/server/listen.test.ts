import { readConfig } from '../../src/config';
import { ListenError } from '../../src/errors';
import { createServer } from '../../src/server/createServer';
import { exampleGraph } from './exampleGraph';
import { startServer } from './startServer';

const listenAt = (HOST: string, PORT: string) => {
  const { schema } = exampleGraph();
  const config = readConfig({ HOST, PORT, LAME_DUCK_SECONDS: '0' });
  const server = createServer({ schema, config, context: () => ({}), ready: async () => {}, log: () => {} });
  return { listening: server.listen(), stop: server.stop };
};
const refusal = (host: string, port: string) =>
  listenAt(host, port).listening.then(
    () => undefined,
    (error: ListenError) => error,
  );

describe('listening', () => {
  it('says in one sentence that the port is in use', async () => {
    const first = await startServer();
    const { port } = new URL(first.url);
    const error = await refusal('127.0.0.1', port);
    expect(error).toBeInstanceOf(ListenError);
    expect(error?.code).toBe('ADDRESS_UNAVAILABLE');
    expect(error?.message).toBe(`Port ${port} of 127.0.0.1 is in use by another program; set PORT to a free one.`);
    expect(await (await first.post({ query: '{ hello }' })).json()).toEqual({ data: { hello: 'world' } });
  });

  it('says that an address is of another machine', async () => {
    const error = await refusal('192.0.2.1', '0');
    expect(error).toBeInstanceOf(ListenError);
    expect(error?.message).toBe('This machine has no address 192.0.2.1; set HOST to one.');
  });

  it.each([
    ['0.0.0.0', /^http:\/\/localhost:\d+\/graphql$/],
    ['localhost', /^http:\/\/(127\.0\.0\.1|\[::1\]):\d+\/graphql$/],
    ['127.0.0.1', /^http:\/\/127\.0\.0\.1:\d+\/graphql$/],
  ])('at %s gives a URL that answers', async (host, expected) => {
    const { listening, stop } = listenAt(host, '0');
    const { url } = await listening;
    expect(url).toMatch(expected);
    expect((await fetch(new URL('/health', url))).status).toBe(200);
    await stop();
    await expect(fetch(new URL('/health', url))).rejects.toThrow();
  });

  it('may be stopped before it began', async () => {
    const { schema } = exampleGraph();
    const config = readConfig({});
    const server = createServer({ schema, config, context: () => ({}), ready: async () => {}, log: () => {} });
    await server.stop();
  });
});
