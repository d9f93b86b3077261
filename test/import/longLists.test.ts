import { Store } from '../../src/import/Store';
import { ENGINES, freshDatabase } from '../support/engines';
import { incoming } from '../support/graph';

/** More than can be handed to a function one by one (V8 takes some 120,000 arguments), on whichever engine. */
const MANY = 130_000;
const many = <T>(make: (i: number) => T): T[] => Array.from({ length: MANY }, (_, i) => make(i));

test.each(ENGINES)(
  '%s: a release with very many titles and unknown fields is stored like any other, and its first 100,000 issues told',
  async (engine) => {
    const database = await freshDatabase(engine);
    const release = {
      ocid: 'ocds-213czf-1',
      date: '2026-01-01T00:00:00Z',
      tag: ['compiled'],
      tender: { id: 't', lots: engine === 'sqlite' ? many((i) => ({ id: `${i}`, title: 'A lot' })) : [] },
      coordinates: many((i) => i),
    };
    const outcome = await new Store(database.engine).store(incoming([release]));
    expect([outcome.stored, outcome.issues.length]).toEqual([1, 100_000]);
    expect(outcome.issues.at(-1)).toMatchObject({ code: 'TOO_MANY', path: '' });
    await database.close();
  },
  60_000,
);
