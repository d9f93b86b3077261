/**
 * Whose turn it is to be answered. In one round of its event loop Node accepts one connection, however many wait (libuv
 * since 1.45), and reads from all that it has: clients that come together would wait until those before them have been
 * answered many times. So while clients are coming, one request is begun in each round, in the order of their arrival.
 */
import type { EventEmitter } from 'node:events';

export class Turns {
  private readonly waiting: (() => void)[] = [];
  /** Whether clients are coming: one came in this round or in the last. */
  private areComing = false;
  private hasCome = false;

  /** @param server tells by `connection` of each that it accepts. */
  constructor(server: EventEmitter) {
    server.on('connection', () => {
      this.hasCome = true;
      if (this.areComing) return;
      this.areComing = true;
      setImmediate(this.endRound);
    });
  }

  /** What to wait for before a request is answered; nothing while no clients are coming. */
  next(): Promise<void> | undefined {
    return this.areComing ? new Promise((resolve) => this.waiting.push(resolve)) : undefined;
  }

  private readonly endRound = (): void => {
    const begun = this.hasCome ? 1 : this.waiting.length;
    this.areComing = this.hasCome;
    this.hasCome = false;
    if (this.areComing) setImmediate(this.endRound);
    for (const begin of this.waiting.splice(0, begun)) begin();
  };
}
