/** The countries of the NUTS and of its sister in the UK, the ITL (`TL`), by the letters that their codes begin with. */
const COUNTRIES = new Set(
  (
    'AL AT BA BE BG CH CY CZ DE DK EE EL ES FI FR HR HU IE IS IT LI LT LU LV ME MK MT NL NO PL PT RO RS SE SI SK TL TR ' +
    'UA UK XK'
  ).split(' '),
);

const CODE = /^[A-Z]{2}[A-Z0-9]{0,3}$/;
const COUNTRY = 2;

/** Codes of four letters and more have a digit, or a `ZZ` for what lies outside of all regions: `ESSEX` is none. */
const NARROW = /\d|ZZ/;

/** The region that a published text stands for, as a code of the NUTS or ITL; undefined for other texts (`Kent`). */
export function regionCode(text: unknown): string | undefined {
  const code = typeof text === 'string' ? text.trim() : '';
  if (!CODE.test(code)) return undefined;
  if (code.length === COUNTRY) return code;
  const isKnown = COUNTRIES.has(code.slice(0, COUNTRY)) && (code.length === COUNTRY + 1 || NARROW.test(code));
  return isKnown ? code : undefined;
}

/** 0 for a country, 1 to 3 for ever smaller regions. */
export const regionLevel = (code: string): number => code.length - COUNTRY;

/** The wider regions that a region lies in, the smallest first: `UKG3`, `UKG`, `UK`. */
export function widerRegions(code: string): string[] {
  const wider: string[] = [];
  for (let length = code.length - 1; length >= COUNTRY; length--) wider.push(code.slice(0, length));
  return wider;
}
