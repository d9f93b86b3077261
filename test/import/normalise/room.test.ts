import { Award, AwardSupplier, Document, Item, Party, ReleaseBuyer } from '../../../src/entities';
import { normaliseRelease } from '../../../src/import/normalise/release';
import type { JsonObject } from '../../../src/ocds/json';

/* A release has keys for a million objects of each kind. Here it has keys for four. */

const ROOM = 4;
const ids = (count: number): JsonObject[] => Array.from({ length: count }, (_, i) => ({ id: `${i}` }));
const normalise = (document: JsonObject) => normaliseRelease({ ocid: 'ocds-1', ...document }, 'ocds-1', 7, ROOM);
const told = (document: JsonObject): string[] => normalise(document).issues.map(({ code, path }) => `${code} ${path}`);

test('a release that has room for its objects tells of nothing', () => {
  const { tables, issues } = normalise({ tender: { items: ids(ROOM) } });
  expect(issues).toEqual([]);
  expect(tables.get(Item)).toHaveLength(ROOM);
});

test('objects that there are no keys for are left out, and their list is named', () => {
  const { tables, issues } = normalise({ tender: { items: ids(ROOM + 2) } });
  expect(issues).toEqual([{ code: 'TOO_MANY', path: 'tender/items', value: null }]);
  expect(tables.get(Item)).toHaveLength(ROOM);
});

test('objects of one kind share their keys, wherever they stand', () => {
  const { tables, issues } = normalise({ tender: { documents: ids(3) }, awards: [{ id: '1', documents: ids(3) }] });
  expect(issues).toEqual([{ code: 'TOO_MANY', path: 'awards/0/documents', value: null }]);
  expect([tables.get(Document)!.length, tables.get(Award)!.length]).toEqual([ROOM, 1]);
});

test('references that there are no keys for are left out, and their list is named', () => {
  const awards = ids(2).map((award) => ({ ...award, suppliers: ids(3) }));
  const { tables, issues } = normalise({ parties: ids(3), awards });
  expect(issues).toEqual([{ code: 'TOO_MANY', path: 'awards/1/suppliers', value: null }]);
  expect(tables.get(AwardSupplier)).toHaveLength(ROOM);
  const lots = {
    tender: { lots: ids(3) },
    awards: ids(2).map((award) => ({ ...award, relatedLots: ['0', '1', '2'] })),
  };
  expect(told(lots)).toEqual(['TOO_MANY awards/1/relatedLots']);
});

test('buyers beyond the room are left out, and the parties are named', () => {
  const parties = ids(ROOM).map((party) => ({ ...party, roles: ['buyer'] }));
  const { tables, issues } = normalise({ buyer: { id: 'somebody else' }, parties });
  expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
    'UNRESOLVED_REFERENCE buyer/id',
    'TOO_MANY parties',
  ]);
  expect([tables.get(Party)!.length, tables.get(ReleaseBuyer)!.length]).toEqual([ROOM, ROOM]);
});

test('the last issue that there is room for says that there are more', () => {
  expect(told({ a: 1, b: 2, c: 3 })).toEqual(['UNKNOWN_FIELD a', 'UNKNOWN_FIELD b', 'UNKNOWN_FIELD c']);
  expect(told({ a: 1, b: 2, c: 3, d: 4, e: 5 })).toEqual([
    ...['a', 'b', 'c'].map((path) => `UNKNOWN_FIELD ${path}`),
    'TOO_MANY ',
  ]);
});

test('of a release in a schema of its own a hundred thousand issues are kept, and that there are more', () => {
  const own = Array.from({ length: 100_001 }, (_, i) => i);
  const { issues } = normaliseRelease({ ocid: 'ocds-1', own }, 'ocds-1', 7);
  expect(issues).toHaveLength(100_000);
  expect(issues.at(-1)).toEqual({ code: 'TOO_MANY', path: '', value: null });
});
