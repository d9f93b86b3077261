import type { Chance } from './Chance';

/** The same JSON with other values in it: of the same types, and so that they still mean something where they stand. */
export function otherValues(chance: Chance, value: unknown): unknown {
  if (chance.permille(300)) return value;
  if (typeof value === 'string') return chance.of(textsLike(value));
  if (typeof value === 'number') return chance.of([value + 1, value - 1, -value, 0, value * 2]);
  if (Array.isArray(value)) {
    const others = value.map((each) => otherValues(chance, each));
    return chance.of([others, others, others.slice(1), [...others, ...value.slice(0, 1)]]);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, otherValues(chance, each)]));
}

function textsLike(text: string): string[] {
  if (/^\d{8}$/.test(text)) return [`${text.slice(0, 2)}000000`, `${text.slice(0, 3)}00000`, '33000000'];
  if (/^\d{4}-\d\d-\d\d/.test(text)) {
    const month = text.slice(0, 7);
    return [
      `${month}-01T00:00:00Z`,
      `${month}-02T00:00:00Z`,
      `${month}-01`,
      '2025-01-01T00:00:00Z',
      `${month}-01T01:00+01:00`,
    ];
  }
  return [text.slice(1), text.slice(0, -1), text.toLowerCase(), text.toUpperCase(), '', `${text}\0`];
}
