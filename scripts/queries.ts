/**
 * npm run queries
 *
 * Writes docs/queries.md: the operations of operations/ with what they answer on the sample. A test fails while the file
 * is another.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execute, parse } from 'graphql';
import { createContext } from '../src/cli/createContext';
import { scratchDatabases } from '../src/database/scratch';
import { Store } from '../src/import/Store';
import type { JsonObject } from '../src/ocds/json';
import { buildSchema } from '../src/schema/buildSchema';
import { queriesPage, readOperations } from './operations';

const ROOT = join(__dirname, '..');
const SAMPLE = join(ROOT, 'data/sample');

async function main(): Promise<void> {
  const scratch = await scratchDatabases();
  const engine = scratch();
  const releases = readdirSync(SAMPLE)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const text = readFileSync(join(SAMPLE, file), 'utf8');
      const document = JSON.parse(text) as JsonObject;
      return { ocid: document.ocid as string, form: 'compiled', document, text, file, position: '0' } as const;
    });
  await new Store(engine).store(releases);
  const schema = buildSchema();
  const { dialect } = engine;
  const session = {
    dialect,
    all: engine.all.bind(engine),
    json: engine.json.bind(engine),
    close: () => Promise.resolve(),
  };
  const open = createContext(() => session, scratch);
  const page = await queriesPage(readOperations(join(ROOT, 'operations')), async (query) =>
    execute({ schema, document: parse(query), contextValue: open() }),
  );
  writeFileSync(join(ROOT, 'docs/queries.md'), page);
}

void main();
