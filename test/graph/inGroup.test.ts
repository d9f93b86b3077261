import { postgres } from '../../src/database/dialect';
import { Award } from '../../src/entities';
import { dimensionsOf } from '../../src/entities/dimensions';
import { inGroups } from '../../src/query/inGroup';

/** How many other rows it takes PostgreSQL to see whether an object stands in a group. */
function subqueries(values: Record<string, string | null>, of: 'parent' | 'each'): number {
  const by = Object.keys(values).map((name) => dimensionsOf(Award).get(name)!);
  const within = [{ by, values: Object.values(values) }];
  return inGroups(postgres, Award, within, 'x', of).write(postgres.placeholder).text.split('SELECT').length - 1;
}

test.each(['parent', 'each'] as const)('what an object says itself is tested on it, of %s', (of) => {
  expect(subqueries({ YEAR: '2026', STATUS: 'active' }, of)).toBe(0);
  expect(subqueries({ YEAR: null, HAS_RENEWAL: 'true' }, of)).toBe(0);
  const [only, both] = [{ CPV_DIVISION: '45000000' }, { CPV_DIVISION: '45000000', YEAR: '2026' }];
  expect(subqueries(both, of)).toBe(subqueries(only, of));
});
