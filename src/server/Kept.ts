/** What is kept by a text that clients send, and how much at most: entries, and the characters that they have together. */
export class Kept<V> {
  private readonly entries = new Map<string, { readonly value: V; readonly characters: number }>();
  private characters = 0;

  constructor(private readonly max: { readonly entries: number; readonly characters: number }) {}

  get size(): number {
    return this.entries.size;
  }

  get(key: string): V | undefined {
    const found = this.entries.get(key);
    if (found === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, found); // the newest stand last
    return found.value;
  }

  /** Those that have not been asked for for the longest time give way. */
  set(key: string, value: V, characters = key.length): void {
    if (this.entries.has(key)) return;
    this.entries.set(key, { value, characters });
    this.characters += characters;
    for (const oldest of this.entries.keys()) {
      if (this.size <= this.max.entries && this.characters <= this.max.characters) return;
      this.delete(oldest);
    }
  }

  delete(key: string): boolean {
    this.characters -= this.entries.get(key)?.characters ?? 0;
    return this.entries.delete(key);
  }
}
