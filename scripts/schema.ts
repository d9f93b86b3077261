/**
 * npm run schema
 *
 * Writes schema.graphql: the subgraph's SDL as the code makes it. A test fails while the file is another.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, printSdl } from '../src/schema/buildSchema';

writeFileSync(join(__dirname, '../schema.graphql'), printSdl(buildSchema()));
