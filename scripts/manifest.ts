/**
 * npm run manifest
 *
 * Writes persisted-documents.json: the operations of operations/, for clients that name them by hash. A test fails
 * while the file is another.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestOf } from './persistedDocuments';

const ROOT = join(__dirname, '..');
writeFileSync(
  join(ROOT, 'persisted-documents.json'),
  `${JSON.stringify(manifestOf(join(ROOT, 'operations')), null, 2)}\n`,
);
