import { EventEmitter, once } from 'node:events';
import { Agent, request } from 'node:http';
import { setImmediate as nextRound } from 'node:timers/promises';
import { Turns } from '../../src/server/Turns';
import { startServer } from './startServer';

describe('turns', () => {
  it('lets requests through at once while nobody connects', () => {
    expect(new Turns(new EventEmitter()).next()).toBeUndefined();
  });

  it('begins one request in each round while clients come, in their order, and the rest after that', async () => {
    const server = new EventEmitter();
    const turns = new Turns(server);
    const begun: number[] = [];
    server.emit('connection');
    for (let i = 0; i < 5; i++) void turns.next()!.then(() => begun.push(i));
    for (let round = 1; round <= 3; round++) {
      await nextRound();
      expect(begun).toHaveLength(round);
      server.emit('connection');
    }
    await nextRound();
    await nextRound();
    expect(begun).toEqual([0, 1, 2, 3, 4]);
    await nextRound();
    expect(turns.next()).toBeUndefined();
  });

  it('answers clients that come together before those that came first have asked many times', async () => {
    const CLIENTS = 30;
    const { url } = await startServer({
      answer: () => {
        for (const end = performance.now() + 2; performance.now() < end;);
        return { data: Buffer.from('{"hello":"world"}'), path: 'planner' };
      },
    });
    const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
    let answers = 0;
    const ask = async (): Promise<void> => {
      const asking = request(url, { agent, method: 'POST', headers: { 'content-type': 'application/json' } });
      const [response] = (await once(asking.end('{"query":"{ hello }"}'), 'response')) as [NodeJS.ReadableStream];
      await once(response.resume(), 'end');
      answers++;
    };
    const before: number[] = [];
    const client = async (): Promise<void> => {
      await ask();
      before.push(answers);
      while (before.length < CLIENTS) await ask();
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
    agent.destroy();
    expect(Math.max(...before)).toBeLessThan(4 * CLIENTS);
  });
});
