import type { ByteWindow } from './byteWindow';
import type { Position, ReadItem } from './types';

/** What was found and not yet handed out, and where in the file things are. */
export class ItemQueue {
  /** How many were ever found. */
  found = 0;
  private readonly items: ReadItem[] = [];
  private index = 0;

  constructor(
    private readonly file: string,
    private readonly window: ByteWindow,
  ) {}

  /** Offsets must not decrease from call to call. */
  positionAt(byteOffset: number): Position {
    return { file: this.file, index: this.index, byteOffset, line: this.window.lineAt(byteOffset) };
  }

  add(items: readonly ReadItem[]): void {
    for (const item of items) {
      this.items.push(item);
      this.found++;
      if (item.kind !== 'note') this.index++;
    }
  }

  /** Empties the queue. */
  take(): ReadItem[] {
    return this.items.splice(0);
  }
}
