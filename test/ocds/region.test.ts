import { regionCode, regionLevel, widerRegions } from '../../src/ocds/region';

test.each([
  ['UKG33', ['UKG3', 'UKG', 'UK']],
  [' UKI ', ['UK']],
  ['UKN0A', ['UKN0', 'UKN', 'UK']],
  ['TLI32', ['TLI3', 'TLI', 'TL']],
  ['FI1B1', ['FI1B', 'FI1', 'FI']],
  ['UKZZZ', ['UKZZ', 'UKZ', 'UK']],
  ['UK', []],
  ['ZA', []],
])('%p is a region within %p', (text, wider) => {
  const code = regionCode(text)!;
  expect(code).toBe(text.trim());
  expect([regionLevel(code), widerRegions(code)]).toEqual([wider.length, wider]);
});

test.each(['Kent', 'KENT', 'ESSEX', 'DEVON', 'USA', 'IRL', 'ZA123', 'UKG333', 'ukg33', 'U', '', null, undefined, 12])(
  '%p is no code of a region',
  (text) => {
    expect(regionCode(text)).toBeUndefined();
  },
);
