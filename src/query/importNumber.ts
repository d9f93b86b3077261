import { sql } from '../database/sql';

/** The number of the last import: it goes up with every batch that changes anything, inside its transaction. */
export const importNumber = sql`SELECT coalesce((SELECT number FROM import_state), 0) AS number`;
