import fc from 'fast-check';

/** Any character of Unicode: fast-check's own unit `binary` makes a table of them all first, which takes seconds. */
export const CHARACTER = fc
  .oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((point) => String.fromCodePoint(point));
