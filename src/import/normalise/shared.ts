import type { Class } from '../../entities/registry';
import type { Json } from '../../ocds/json';
import type { Cells } from './table';

/** What one release says of a node that it shares with others. */
export interface Said {
  readonly id: string;
  /** The id of the node's parent, of the same class. */
  readonly parent?: string;
  /** The columns of the node that this decides (entities/shared.ts). */
  readonly cells: Readonly<Record<string, Json>>;
}

/** A cell that waits for the key of a shared node, which only the store knows. */
export interface Pending {
  readonly row: Cells;
  readonly column: number;
  readonly type: Class;
  readonly id: string;
}

/** What one release says of the nodes that it shares with others, and the cells that wait for their keys. */
export class SharedNodes {
  readonly said = new Map<Class, Map<string, Said>>();
  readonly pending: Pending[] = [];

  /** Of what a release says twice, the first counts. */
  say(type: Class, said: Said): void {
    const own = this.said.get(type) ?? new Map<string, Said>();
    if (!own.has(said.id)) this.said.set(type, own.set(said.id, said));
  }

  await(row: Cells, column: number, type: Class, id: string): void {
    this.pending.push({ row, column, type, id });
  }
}
