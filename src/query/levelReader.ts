import type { Dialect } from '../database/dialect';
import type { Row } from '../database/engine';
import { Open } from '../database/given';
import { join, name, sql, type Sql } from '../database/sql';
import type { ByKey, EdgeReader } from './readers';
import { Statement } from './Statement';

/** Keys of the parents at the start of an edge. */
type Keys = readonly number[];

/** How all that is asked for at one level of an operation is read: by one statement, a column for each edge. */
export class LevelReader {
  readonly isSteady: boolean;
  private readonly statement: Statement<readonly Keys[]>;

  constructor(
    dialect: Dialect,
    readonly edges: readonly EdgeReader[],
  ) {
    this.isSteady = edges.every((edge) => edge.isSteady);
    const column = (edge: EdgeReader, i: number): Sql => {
      const keys = new Open((all) => (all as readonly Keys[])[i]);
      return sql`${edge.json(dialect.keys(keys))} AS ${name(String(i))}`;
    };
    this.statement = new Statement(dialect, sql`SELECT ${join(edges.map(column), ', ')}`);
  }

  /** @param keys of the parents of each edge. */
  of(keys: readonly Keys[]): Sql {
    return this.statement.of(keys);
  }

  /** What one edge has come to. */
  read([row]: readonly Row[], edge: number): ByKey {
    return this.edges[edge]!.read(JSON.parse(row![edge] as string));
  }
}
