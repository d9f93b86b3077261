import type { DataSource } from 'typeorm';

/**
 * The statements that stand between the migrated database and the entities: none, when every change of an entity has its
 * migration.
 */
export async function drift(source: DataSource): Promise<{ up: string[]; down: string[] }> {
  const { upQueries, downQueries } = await source.driver.createSchemaBuilder().log();
  return { up: upQueries.map(({ query }) => query), down: downQueries.map(({ query }) => query).reverse() };
}
