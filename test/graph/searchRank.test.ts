import type { Row } from '../../src/database/engine';
import type { JsonObject } from '../../src/ocds/json';
import { parseSearch, SEARCHED, type Search } from '../../src/query/search';
import { searchCount, searchPage } from '../../src/query/searchPage';
import type { Measure } from '../../src/query/searchRank';
import { ENGINES } from '../support/engines';
import { Graph } from '../support/graph';

/** Common and rare words, in titles and elsewhere, of releases of a few days and of none. */
const MANY = Array.from({ length: 60 }, (_, i): JsonObject => {
  const says = (each: number, words: string): string => (i % each === 0 ? words : 'other');
  return {
    ocid: `ocds-213czf-${i}`,
    id: `${i}`,
    ...(i % 7 === 0 ? {} : { date: `2026-01-0${1 + (i % 5)}T00:00:00Z` }),
    tag: ['compiled'],
    parties: [
      {
        id: `${i}`,
        name: `Council of ${says(9, 'rare roads')}`,
        identifier: { scheme: 'GB-COH', id: `${i}` },
        roles: ['buyer'],
      },
    ],
    tender: {
      id: `REF-${i}`,
      title: `${says(2, 'common road')} works ${says(20, 'rare')}`,
      description: `Works on a ${says(3, 'rare')} ${says(4, 'common roadside')}.`,
      lots: [{ id: '1', title: says(5, 'Road of the common') }],
    },
  };
});
const TEXTS = [
  'common',
  'rare',
  'works',
  'ro*',
  '"common road"',
  '"common ro*"',
  'common rare',
  'road w*',
  'common-ro*',
  'rare ro* c*',
  'none',
  'roadside*',
  'none*',
];

describe.each(ENGINES)('either way of reading a rank on %s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, MANY);
  });
  afterAll(() => graph.close());

  const all = (statement: Parameters<typeof graph.database.engine.all>[0]): Promise<Row[]> =>
    graph.database.engine.all(statement);
  const types = SEARCHED.map(({ name }) => name);
  const kinds: Partial<Search>[] = [
    {},
    { types: ['Lot', 'Organization'] },
    { types: ['Tender'] },
    { filter: { date: { gte: '2026-01-03' } } },
  ];

  test.each(TEXTS)('%s: all pages are the same, and as many as are counted', async (text) => {
    const { dialect } = graph.database.engine;
    for (const kind of kinds) {
      const search: Search = { terms: parseSearch(text), types, size: 4, ...kind };
      const pages = async (measure: Measure): Promise<Row[]> => {
        const found: Row[] = [];
        for (let position: Search['position']; ;) {
          const rows = await all(searchPage(dialect, { ...search, position }, undefined, measure));
          const page = rows.slice(0, search.size);
          found.push(...page);
          if (rows.length <= search.size) return found;
          const { _0, _1, _2 } = page.at(-1)! as Record<string, string>;
          position = [Number(_0), _1!, _2!];
        }
      };
      const listed = await pages({ near: 0, far: 0, dear: 0, sieved: 1, words: 0, documents: 0 });
      expect(await pages({ near: 0, far: 0, dear: 0, sieved: 1, words: 1000, documents: 0 })).toEqual(listed);
      expect(await pages({ near: 1000, far: 1000, dear: 1e9, sieved: 1, words: 0, documents: 0 })).toEqual(listed);
      expect(await pages({ near: 3, far: 9, dear: 2, sieved: 2, words: 1, documents: 5 })).toEqual(listed);
      expect(await pages({ near: 0, far: 0, dear: 0, sieved: 1, words: 2, documents: 1000 })).toEqual(listed);
      expect(listed).toEqual(await all(searchPage(dialect, { ...search, size: 1000 })));
      expect(listed).toHaveLength(Number((await all(searchCount(dialect, search)))[0]!.count));
    }
  });
});
