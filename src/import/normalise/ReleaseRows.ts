import { keyInRelease } from '../../entities/keys';
import type { Class } from '../../entities/registry';
import type { Json } from '../../ocds/json';
import { tableOf, type Cells } from './table';

/** The rows of one release, table by table. `room` is how many rows of one kind a release has keys for. */
export class ReleaseRows {
  readonly tables = new Map<Class, Cells[]>();

  constructor(
    private readonly pk: number,
    private readonly room: number,
  ) {}

  of(type: Class): readonly Cells[] {
    return this.tables.get(type) ?? [];
  }

  add(type: Class, row: Cells): void {
    const rows = this.tables.get(type);
    if (rows) rows.push(row);
    else this.tables.set(type, [row]);
  }

  /** A row with a key of its own; undefined when the keys have run out. */
  begin(type: Class): Cells | undefined {
    const table = tableOf(type);
    const pk = this.nextKey(type);
    if (pk === undefined) return undefined;
    const row = table.blank();
    row[table.column('pk')] = pk;
    this.add(type, row);
    return row;
  }

  /** The same with some cells filled. */
  link(type: Class, cells: Readonly<Record<string, Json>>): Cells | undefined {
    const row = this.begin(type);
    if (row) for (const [name, value] of Object.entries(cells)) row[tableOf(type).column(name)] = value;
    return row;
  }

  /** Undefined when the keys have run out. */
  nextKey(type: Class): number | undefined {
    const place = this.of(type).length;
    return place < this.room ? keyInRelease(this.pk, place) : undefined;
  }
}
