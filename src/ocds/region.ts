/** The countries of the NUTS and of its sister in the UK, the ITL (`TL`), by the letters that their codes begin with. */
export const COUNTRIES = new Set(
  (
    'AL AT BA BE BG CH CY CZ DE DK EE EL ES FI FR HR HU IE IS IT LI LT LU LV ME MK MT NL NO PL PT RO RS SE SI SK TL TR ' +
    'UA UK XK'
  ).split(' '),
);

const CODE = /^[A-Z]{2}[A-Z0-9]{0,3}$/;
const COUNTRY = 2;

/** Codes of four letters and more have a digit, or a `ZZ` for what lies outside of all regions: `ESSEX` is none. */
const NARROW = /\d|ZZ/;

/** What the regions of the UK are called where no codes are used: by Contracts Finder. */
export const UK_REGIONS: ReadonlyMap<string, string> = new Map([
  ['north east', 'UKC'],
  ['north west', 'UKD'],
  ['yorkshire and the humber', 'UKE'],
  ['east midlands', 'UKF'],
  ['west midlands', 'UKG'],
  ['east of england', 'UKH'],
  ['london', 'UKI'],
  ['south east', 'UKJ'],
  ['south west', 'UKK'],
  ['wales', 'UKL'],
  ['scotland', 'UKM'],
  ['northern ireland', 'UKN'],
]);

export const UK: ReadonlySet<string> = new Set([
  'UK',
  'GB',
  'United Kingdom',
  'England',
  'Scotland',
  'Wales',
  'Northern Ireland',
]);

/** Countries that the NUTS calls otherwise than ISO 3166. */
export const ISO: ReadonlyMap<string, string> = new Map([
  ['UK', 'GB'],
  ['EL', 'GR'],
]);

/** Where an address says that it is. */
export interface Whereabouts {
  readonly region?: unknown;
  readonly country?: unknown;
  readonly countryName?: unknown;
}

/** The region of an address as a code of the NUTS or ITL; undefined where it is other words (`Kent`). */
export function regionCode(address: Whereabouts): string | undefined {
  const code = typeof address.region === 'string' ? address.region.trim() : '';
  if (!CODE.test(code))
    return UK.has((address.country ?? address.countryName) as string) ? UK_REGIONS.get(code.toLowerCase()) : undefined;
  if (code.length === COUNTRY) return isCountry(code, address) ? code : undefined;
  const isKnown = COUNTRIES.has(code.slice(0, COUNTRY)) && (code.length === COUNTRY + 1 || NARROW.test(code));
  return isKnown ? code : undefined;
}

/** `QC` in Canada is none. */
function isCountry(code: string, { country, countryName }: Whereabouts): boolean {
  if (typeof country === 'string') return country === code || country === ISO.get(code);
  return typeof countryName !== 'string' || COUNTRIES.has(code);
}

/** 0 for a country, 1 to 3 for ever smaller regions. */
export const regionLevel = (code: string): number => code.length - COUNTRY;

/** The wider regions that a region lies in, the smallest first: `UKG3`, `UKG`, `UK`. */
export function widerRegions(code: string): string[] {
  const wider: string[] = [];
  for (let length = code.length - 1; length >= COUNTRY; length--) wider.push(code.slice(0, length));
  return wider;
}
