import { instantOf } from '../../src/ocds/instant';

const at = (text: string): [string, boolean] | undefined => {
  const instant = instantOf(text);
  return instant && [instant.utc, instant.strict];
};

test.each([
  ['2026-05-13T12:21:24Z', '2026-05-13T12:21:24.000Z'],
  ['2026-05-13T12:21:24+00:00', '2026-05-13T12:21:24.000Z'],
  ['2026-05-13T00:21:24+01:00', '2026-05-12T23:21:24.000Z'],
  ['2026-12-28T23:21:24-05:30', '2026-12-29T04:51:24.000Z'],
  ['2024-02-29T12:00:00Z', '2024-02-29T12:00:00.000Z'],
  ['2026-01-31T23:59:59-01:00', '2026-02-01T00:59:59.000Z'],
  ['2026-05-13T12:21:24.5Z', '2026-05-13T12:21:24.500Z'],
  ['2026-05-13T12:21:24.123456+0100', '2026-05-13T11:21:24.123Z'],
  ['2026-05-13T24:00:00Z', '2026-05-14T00:00:00.000Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
])('%s is %s', (text, utc) => expect(at(text)).toEqual([utc, true]));

test.each([
  ['2026-05-13', '2026-05-13T00:00:00.000Z'],
  ['2026-05-13T12:21:24', '2026-05-13T12:21:24.000Z'],
  ['2026-05-13 12:21:24Z', '2026-05-13T12:21:24.000Z'],
  ['2022-12-08 15:45:47.87', '2022-12-08T15:45:47.870Z'],
])('%s is %s, loosely', (text, utc) => expect(at(text)).toEqual([utc, false]));

test.each([
  '',
  'soon',
  '2026-13-01T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '2026-02-29',
  '2026-05-13T25:00:00Z',
  '2026-05-13T12:60:00Z',
  '1-01-01',
  '2026-05-1xT12:21:24Z',
  '2026-05-13T12:21:2٤Z',
])('%j is no date', (text) => expect(at(text)).toBeUndefined());

test('agrees with the engine for every day and offset', () => {
  for (let day = 0; day < 800; day++) {
    const date = new Date(Date.UTC(2023, 11, 20) + day * 86_400_000 + day * 1_234_000).toISOString().slice(0, 19);
    for (const offset of ['Z', '+00:00', '-00:00', '+01:00', '+05:45', '-11:30', '+14:00'])
      expect(at(date + offset)).toEqual([new Date(date + offset).toISOString(), true]);
  }
});
