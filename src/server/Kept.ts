/** What is kept by a text: what was asked for last, so many entries, and so many characters or bytes of them together. */
export class Kept<V> {
  private readonly entries = new Map<string, { readonly value: V; readonly room: number }>();
  private taken = 0;

  constructor(private readonly max: { readonly entries: number; readonly room: number }) {}

  get size(): number {
    return this.entries.size;
  }

  /** What the entries take together. */
  get room(): number {
    return this.taken;
  }

  has(key: string): boolean {
    return this.entries.has(key);
  }

  get(key: string): V | undefined {
    const found = this.entries.get(key);
    if (found === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, found); // the newest stand last
    return found.value;
  }

  /** Those that have not been asked for for the longest time give way. */
  set(key: string, value: V, room = key.length): void {
    if (this.entries.has(key)) return;
    this.entries.set(key, { value, room });
    this.taken += room;
    for (const oldest of this.entries.keys()) {
      if (this.size <= this.max.entries && this.taken <= this.max.room) return;
      this.delete(oldest);
    }
  }

  delete(key: string): boolean {
    this.taken -= this.entries.get(key)?.room ?? 0;
    return this.entries.delete(key);
  }

  clear(): void {
    this.entries.clear();
    this.taken = 0;
  }
}
