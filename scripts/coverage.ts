/**
 * npm run coverage
 *
 * Writes docs/coverage.md: which fields of OCDS are typed, and how often they are published. The table of fields is
 * beside the project (../shared/ocds/FIELDS.tsv); without it the page stays as it is.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema } from '../src/schema/buildSchema';
import { coverage } from './coverageTable';

const FIELDS = join(__dirname, '../../shared/ocds/FIELDS.tsv');

if (existsSync(FIELDS)) {
  writeFileSync(join(__dirname, '../docs/coverage.md'), coverage(buildSchema(), readFileSync(FIELDS, 'utf8')));
} else console.error('There is no ../shared/ocds/FIELDS.tsv: docs/coverage.md stays as it is.');
