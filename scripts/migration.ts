/**
 * npm run migration -- NAME
 *
 * Writes the migration that brings both engines from the last migration to today's entities. PostgreSQL is started for
 * it and thrown away.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import 'reflect-metadata';
import { Database } from '../src/database/Database';
import { drift } from '../src/database/drift';

type Drift = Awaited<ReturnType<typeof drift>>;

const FOLDER = join(__dirname, '../src/database/migrations');

async function main(title: string | undefined): Promise<void> {
  if (!title || !/^[A-Z][A-Za-z]+$/.test(title)) throw new Error('usage: npm run migration -- NameInPascalCase');
  if (files().some((file) => nameOf(file) === title)) throw new Error(`There is a migration ${title} already.`);
  const found = await drifts();
  if (Object.values(found).every(({ up }) => up.length === 0)) return console.log('Nothing to migrate.');
  const stamp = Date.now();
  const file = `${stamp}-${title}.ts`;
  writeFileSync(join(FOLDER, file), migration(title, stamp, found));
  writeFileSync(join(FOLDER, 'index.ts'), index(files()));
  console.log(`src/database/migrations/${file}`);
}

async function drifts(): Promise<Record<string, Drift>> {
  const { startPostgres } = await import('../test/postgres.mjs');
  const server = await startPostgres();
  try {
    const [sqlite, postgres] = [await driftOf('sqlite::memory:'), await driftOf(`${server.url}/postgres`)];
    return { 'better-sqlite3': inPlace(sqlite, postgres), postgres };
  } finally {
    await server.stop();
  }
}

async function driftOf(url: string): Promise<Drift> {
  const database = await Database.open(url);
  await database.migrate();
  const found = await drift(database.source);
  await database.close();
  return found;
}

/** TypeORM copies a table of SQLite to give it a column; where nothing else is to be done, they are added in place. */
function inPlace(sqlite: Drift, postgres: Drift): Drift {
  const added = postgres.up.map((each) => /^ALTER TABLE "(\w+)" ADD "(\w+)" [\w ]+( COLLATE "C")?$/.exec(each));
  const columns = added.map((match) => {
    const [, table, column] = match ?? [];
    const copy = sqlite.up.find((each) => each.startsWith(`CREATE TABLE "temporary_${table}" `));
    const [type] = /(?<=^ )\w+(?=[,)])/.exec(copy?.split(`"${column}"`)[1] ?? '') ?? [];
    return type && { table, column, type };
  });
  if (columns.length === 0 || !columns.every((each) => !!each)) return sqlite;
  return {
    up: columns.map(({ table, column, type }) => `ALTER TABLE "${table}" ADD "${column}" ${type}`),
    down: columns.map(({ table, column }) => `ALTER TABLE "${table}" DROP COLUMN "${column}"`).reverse(),
  };
}

const files = (): string[] =>
  readdirSync(FOLDER)
    .filter((name) => /^\d+-.*\.ts$/.test(name))
    .sort();

const nameOf = (file: string): string => file.replace(/^\d+-|\.ts$/g, '');

const migration = (title: string, stamp: number, found: Record<string, Drift>): string =>
  `import { bothEngines } from '../bothEngines';

export const ${title} = bothEngines('${title}${stamp}', ${JSON.stringify(found, null, 2)});
`;

const index = (all: string[]): string =>
  `${all.map((file) => `import { ${nameOf(file)} } from './${file.slice(0, -3)}';`).join('\n')}

/** All migrations, oldest first. A file once released is never changed. */
export const MIGRATIONS = [${all.map(nameOf).join(', ')}];
`;

main(process.argv[2]).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
