import type { Dialect } from '../database/dialect';
import type { Row } from '../database/engine';
import { Open } from '../database/given';
import type { Sql } from '../database/sql';
import type { Class } from '../entities/registry';
import { type Cells, type ObjectRequest, Objects } from './readers';
import type { Shape } from './shape';
import { Readers, Statement } from './Statement';

/** How objects are found by what they are known by: those that the table `k` has as `key`. */
export interface Find<K> {
  readonly name: string;
  keys(dialect: Dialect, keys: readonly K[] | Open): Sql;
  rows(dialect: Dialect, type: Class, keys: Sql, object: string): Sql;
}

/** How objects are read by what they are known by. */
export class ObjectReader<K> {
  readonly shape: Shape;
  readonly isSteady: boolean;
  private readonly objects: Objects;
  private readonly statement: Statement<readonly K[]>;

  constructor(dialect: Dialect, type: Class, asked: ObjectRequest, find: Find<K>) {
    this.objects = new Objects(dialect, type, asked);
    ({ shape: this.shape, isSteady: this.isSteady } = this.objects);
    const keys = find.keys(dialect, new Open((all) => all));
    this.statement = new Statement(dialect, this.objects.json(find.rows(dialect, type, keys, 't')));
  }

  of(keys: readonly K[]): Sql {
    return this.statement.of(keys);
  }

  /** The objects, each with the key that it was found by as `_key`. */
  rows([row]: readonly Row[]): Row[] {
    return (JSON.parse(row!.objects as string) as Cells[]).map(this.objects.rowOf);
  }
}

const objects = new Readers<ObjectReader<never>>();

/** Objects of several classes, found in several ways, may be asked for the same. */
export const objectReader = <K>(dialect: Dialect, type: Class, asked: ObjectRequest, find: Find<K>): ObjectReader<K> =>
  objects.of(asked, `${dialect.name} ${type.name} ${find.name}`, () => new ObjectReader(dialect, type, asked, find));
