import { Award } from '../../src/entities';
import { keptOf, keyOf } from '../../src/entities/rollups';
import { Changes, type Moving } from '../../src/import/rollups/Changes';

test('groups that change come list by list, in the order of their keys and then of their money, each once', () => {
  const changes = new Changes();
  const kept = keptOf(Award).filter(({ by, extremes }) => by.length === 2 && !extremes)[0]!;
  const numbered = kept.by.map((dimension) => changes.numbersOf(dimension));
  const list = changes.listOf(kept, [0, 1]);
  const texts = ['m', 'b', null, 'x', 'a', 'ab'];
  for (let i = 0; i < 200; i++) {
    const amounts = {
      currency: i % 3 === 0 ? 'GBP' : 'EUR',
      member: 0,
      net: i,
      gross: null,
      netHundredths: 100 * i,
      grossHundredths: undefined,
    } as const;
    const numbers = numbered.map((own, place) => own.one(texts[(i * (place + 1) + (i >> 4)) % texts.length]!));
    const object: Moving = { id: i, numbers, amounts, kind: changes.kindOf(amounts), move: 'came' };
    changes.add(list, object);
  }
  const [found, ...others] = [...changes.changed()];
  expect(others).toEqual([]);
  const { all, order, valuesOf } = found!;
  const groups = [...all.groups(order)];
  const keys = groups.map(([part]) => keyOf(kept, valuesOf(part!)).replaceAll('null', '"'));
  expect(keys).toEqual([...new Set(keys)].sort());
  expect(new Set(groups.flat()).size).toBe(groups.flat().length);
  const count = groups.flat().reduce((sum, part) => sum + all.changeOf(part).came.count, 0);
  expect(count).toBe(200);
  for (const parts of groups) {
    const kinds = parts.map((part) => all.changeOf(part).currency);
    expect(kinds).toEqual([...new Set(kinds)].sort((a, b) => (a === 'GBP' ? -1 : 1) - (b === 'GBP' ? -1 : 1)));
  }
});
