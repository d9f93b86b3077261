import type { WriteSession } from '../database/engine';
import { greatestKey } from './takeKeys';

/**
 * Keys for processes that may be new to the database. They are given before that is known, so that rows can be made while
 * others are stored; in its transaction each is asked for once more.
 */
export class FreshKeys {
  private next = 1;
  private session: WriteSession | undefined;
  /** The greatest key when the transaction began. */
  private taken = 0;

  take(): number {
    return this.next++;
  }

  /** Inside the transaction, where nobody else gives keys. */
  async begin(session: WriteSession): Promise<void> {
    if (this.session === session) return;
    this.session = session;
    this.taken = await greatestKey(session, 'release');
    this.next = Math.max(this.next, this.taken + 1);
  }

  isFree(key: number): boolean {
    return key > this.taken;
  }
}
