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
  const code = regionCode({ region: text })!;
  expect(code).toBe(text.trim());
  expect([regionLevel(code), widerRegions(code)]).toEqual([wider.length, wider]);
});

test.each(['Kent', 'KENT', 'ESSEX', 'DEVON', 'USA', 'IRL', 'ZA123', 'UKG333', 'ukg33', 'U', '', null, undefined, 12])(
  '%p is no code of a region',
  (text) => {
    expect(regionCode({ region: text })).toBeUndefined();
  },
);

test.each([
  ['AR', { country: 'AR' }, 'AR'],
  ['UK', { country: 'GB', countryName: 'United Kingdom' }, 'UK'],
  ['IE', { countryName: 'Ireland' }, 'IE'],
  ['QC', { countryName: 'CAN' }, undefined],
  ['DE', { country: 'US' }, undefined],
  ['Yorkshire and the Humber', { countryName: 'United Kingdom' }, 'UKE'],
  ['LONDON ', { country: 'GB', countryName: 'England' }, 'UKI'],
  ['London', { countryName: 'England' }, 'UKI'],
  ['South East', { countryName: 'Ireland' }, undefined],
  ['London', { country: 'CA' }, undefined],
  ['London', {}, undefined],
  ['England', { countryName: 'United Kingdom' }, undefined],
])('%p in %p is the region %p', (region, country, code) => {
  expect(regionCode({ region, ...country })).toBe(code);
});
