/** What is kept by a text that clients send, and how much at most: entries, and the characters that their texts have together. */
export class Kept<V> {
  private readonly values = new Map<string, V>();
  private characters = 0;

  constructor(private readonly max: { readonly entries: number; readonly characters: number }) {}

  get(text: string): V | undefined {
    return this.values.get(text);
  }

  /** The oldest give way. */
  set(text: string, value: V): void {
    if (this.values.has(text)) return;
    this.values.set(text, value);
    this.characters += text.length;
    for (const oldest of this.values.keys()) {
      if (this.values.size <= this.max.entries && this.characters <= this.max.characters) return;
      this.values.delete(oldest);
      this.characters -= oldest.length;
    }
  }
}
