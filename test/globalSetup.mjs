import { startPostgres } from './postgres.mjs';

export default async function globalSetup() {
  globalThis.__POSTGRES__ = await startPostgres();
  process.env.TEST_POSTGRES_URL = globalThis.__POSTGRES__.url;
}
