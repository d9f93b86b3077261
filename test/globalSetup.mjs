import { startPostgres } from './postgres.mjs';

/** What is written need not last, and nobody reads the log of writes: hundreds of databases are made. */
const settings = {
  autovacuum: 'off',
  full_page_writes: 'off',
  max_wal_senders: '0',
  shared_buffers: '256MB',
  wal_level: 'minimal',
};

export default async function globalSetup() {
  globalThis.__POSTGRES__ = await startPostgres({ settings });
  process.env.TEST_POSTGRES_URL = globalThis.__POSTGRES__.url;
}
