import { Agent } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, send as sendTo } from '../support/serve';
import { startServer } from './startServer';

const send = (agent: Agent, url: string, query?: string): Promise<Answer> => sendTo(url, query, agent);
const keepAlive = () => new Agent({ keepAlive: true, maxSockets: 1 });

describe('stopping', () => {
  it('loses no request of 20 busy connections whose client looks at /ready', async () => {
    const server = await startServer({ settings: { lameDuckSeconds: 2, drainSeconds: 5 } });
    let ready = true;
    let answered = 0;
    const balancer = (async () => {
      const agent = keepAlive();
      while (ready) {
        ready = (await send(agent, `${server.base}ready`)).status === 200;
        await sleep(10);
      }
      agent.destroy();
    })();
    const workers = Array.from({ length: 20 }, async (_, n) => {
      const agent = keepAlive();
      for (let i = 0; ready; i++) {
        const { status, body } = await send(agent, server.url, `{ slow(ms: ${(i + n) % 40}) }`);
        expect([status, body]).toEqual([200, '{"data":{"slow":"done"}}\n']);
        answered++;
      }
      agent.destroy();
    });
    while (answered < 100) await sleep(10);
    const before = answered;
    await Promise.all([server.stop(), balancer, ...workers]);
    expect(answered).toBeGreaterThan(before);
    await expect(fetch(`${server.base}health`)).rejects.toThrow();
  });

  it('answers /ready with 503 at once, everything else as before, and closes each connection', async () => {
    const server = await startServer({ settings: { lameDuckSeconds: 0.4 } });
    const agent = keepAlive();
    expect((await send(agent, server.url, '{ hello }')).headers.connection).toBe('keep-alive');
    const inFlight = send(agent, server.url, '{ slow(ms: 100) }');
    await sleep(20);
    const stopped = server.stop();
    const notReady = await send(keepAlive(), `${server.base}ready`);
    expect(notReady.status).toBe(503);
    expect(JSON.parse(notReady.body)).toMatchObject({ errors: [{ extensions: { code: 'NOT_READY' } }] });
    const answers = [notReady, await inFlight];
    for (const path of ['health', 'nowhere', '%ZZ']) answers.push(await send(keepAlive(), `${server.base}${path}`));
    answers.push(await send(keepAlive(), server.url, '{ hello }'));
    expect(answers.map(({ headers }) => headers.connection)).toEqual(answers.map(() => 'close'));
    expect(answers.map(({ status }) => status)).toEqual([503, 200, 200, 404, 400, 200]);
    await stopped;
  });

  it('waits for an answer that is still being made after the lame duck', async () => {
    const server = await startServer({ settings: { drainSeconds: 5 } });
    const inFlight = send(keepAlive(), server.url, '{ slow(ms: 300) }');
    await sleep(50);
    await server.stop();
    expect((await inFlight).status).toBe(200);
  });

  it('answers a request of which half had arrived', async () => {
    const server = await startServer({ settings: { drainSeconds: 5 } });
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    const answer = new Promise<string>((resolve) => {
      let text = '';
      socket.on('data', (data: Buffer) => (text += data.toString())).on('close', () => resolve(text));
    });
    socket.write('GET /health HTTP/1.1\r\n');
    await sleep(50);
    const stopped = server.stop();
    await sleep(50);
    socket.write('Host: a\r\n\r\n');
    expect(await answer).toMatch(/^HTTP\/1.1 200 OK\r\n[^]*connection: close[^]*{"status":"up"}$/);
    await stopped;
  });

  it('cuts what takes longer than the drain, idle and silent connections included', async () => {
    const server = await startServer({ settings: { drainSeconds: 0.2 } });
    const silent = connect(Number(new URL(server.url).port), '127.0.0.1');
    const cut = send(keepAlive(), server.url, '{ slow(ms: 60000) }').catch(() => 'cut');
    await sleep(50);
    await server.stop();
    expect(await cut).toBe('cut');
    silent.destroy();
  });

  it('is done once, however often it is asked for', async () => {
    const server = await startServer();
    expect(server.stop()).toBe(server.stop());
    await server.stop();
    await server.stop();
  });
});
