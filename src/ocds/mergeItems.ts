import type { JsonObject } from './json';
import { idOf } from './values';

/** The objects of one array, while those of a release are merged into them. */
export class MergeItems {
  private readonly byId = new Map<string, JsonObject>();
  private readonly seen = new Set<string>();

  constructor(readonly list: JsonObject[]) {
    for (const item of list) this.index(idOf(item), item);
  }

  /** Whether the release had this id in the array before. */
  repeats(id: string | undefined): boolean {
    if (id === undefined) return false;
    const isRepeated = this.seen.has(id);
    this.seen.add(id);
    return isRepeated;
  }

  find(id: string | undefined): JsonObject | undefined {
    return id === undefined ? undefined : this.byId.get(id);
  }

  add(id: string | undefined, item: JsonObject): void {
    this.list.push(item);
    this.index(id, item);
  }

  private index(id: string | undefined, item: JsonObject): void {
    if (id !== undefined) this.byId.set(id, item);
  }
}
