import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { coverage } from '../../scripts/coverageTable';
import { theSchema } from '../support/graph';

const ROOT = join(__dirname, '../..');
const FIELDS = join(ROOT, '../shared/ocds/FIELDS.tsv');
const PAGE = join(ROOT, 'docs/coverage.md');

const tsv = (...rows: [path: string, definedIn: string, published: number][]): string =>
  ['path\ttype\tmultiplicity\tcodelist\tformat\tdefined_in\tin_seeds_of_5\tin_fts_compiled_of_10']
    .concat(rows.map(([path, definedIn, published]) => `${path}\tstring\t0..1\t\t\t${definedIn}\t0\t${published}`))
    .join('\n');

if (existsSync(FIELDS)) {
  test('docs/coverage.md is what the schema and the table of fields say: `npm run coverage` writes it', () => {
    expect(readFileSync(PAGE, 'utf8')).toBe(coverage(theSchema(), readFileSync(FIELDS, 'utf8')));
  });
} else test.skip('docs/coverage.md is up to date (skipped: there is no ../shared/ocds/FIELDS.tsv)', () => undefined);

test('docs/coverage.md has no field that is typed nowhere', () => {
  expect(readFileSync(PAGE, 'utf8')).not.toContain('**nowhere**');
});

test('a field is found where the schema has it, and said to be nowhere where it has not', () => {
  const page = coverage(
    theSchema(),
    tsv(
      ['ocid', 'core', 10],
      ['buyer/name', 'core', 9],
      ['awards', 'core', 5],
      ['awards[]/suppliers[]/name', 'core', 4],
      ['awards[]/items[]/additionalClassifications[]/id', 'core', 3],
      ['awards[]/value/amountGross', 'UK ext', 2],
      ['awards[]/x', 'UNDECLARED', 1],
    ),
  );
  for (const line of [
    '- Typed, of all fields: 6 of 7; of the fields that the sample holds: 6 of 7.',
    '| `ocid` | `Release.ocid` | core | 10 |',
    '| `buyer/name` | `ReleaseBuyerEdge.name` | core | 9 |',
    '| `awards` | `Release.awards` | core | 5 |',
    '| `awards[]/suppliers[]/name` | `AwardSupplierEdge.name` | core | 4 |',
    '| `awards[]/items[]/additionalClassifications[]/id` | `ClassificationReference.localId` | core | 3 |',
    '| `awards[]/value/amountGross` | `Value.amountGross` | UK ext | 2 |',
    '| `awards[]/x` | **nowhere** | no schema | 1 |',
  ])
    expect(page.split('\n')).toContain(line);
});

test('a block that is never published stands on one line', () => {
  const page = coverage(
    theSchema(),
    tsv(
      ['tender/title', 'core', 1],
      ['tender/designContest', 'EU profile', 0],
      ['tender/designContest/hasPrizes', 'EU profile', 0],
      ['tender/designContest/prizes/details[]/id', 'EU profile', 0],
      ['tender/milestones', 'core', 0],
      ['tender/milestones[]/id', 'core', 0],
    ),
  );
  expect(page).toContain(
    [
      'Never published:',
      '',
      '| Field or block | Typed as | Defined in | Fields in it |',
      '| --- | --- | --- | --- |',
      '| `tender/designContest` | `Tender.designContest` | EU profile | 2 |',
      '| `tender/milestones` | `Tender.milestones` | core | 1 |',
      '',
    ].join('\n'),
  );
});
