import { join } from 'node:path';
import { startPostgres } from '../test/postgres.mjs';

/** With memory for the whole of the data, as a server for many users has it; without its compiler, which short statements
 *  only wait for. */
const SETTINGS = {
  shared_buffers: '1GB',
  work_mem: '64MB',
  effective_cache_size: '4GB',
  random_page_cost: '1.1',
  jit: 'off',
};

/** The PostgreSQL of a folder, which keeps its databases for the next run. */
export async function postgresIn(parent) {
  try {
    return await startPostgres({ keep: join(parent, 'postgres'), settings: SETTINGS });
  } catch (cause) {
    throw new Error(`PostgreSQL does not start in ${parent}: is another bench running?`, { cause });
  }
}
