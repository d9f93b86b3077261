import type { Engine } from '../../src/database/engine';
import { sql } from '../../src/database/sql';

/** How often the table of totals was rid of rows that others have taken the place of; SQLite keeps none. */
export async function cleanings(engine: Engine): Promise<number> {
  if (!engine.dialect.cleaned) return 0;
  const [row] = await engine.all(
    sql`SELECT vacuum_count AS count FROM pg_stat_user_tables WHERE relid = 'rollup'::regclass`,
  );
  return Number(row!.count);
}
