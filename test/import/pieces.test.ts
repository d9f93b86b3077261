import fc from 'fast-check';
import { digestOf, contentOf } from '../../src/import/digest/digest';
import { LARGE, piecesOf, writtenAgain } from '../../src/import/digest/pieces';
import type { Json, JsonObject } from '../../src/ocds/json';
import { textOf } from '../../src/ocds/kept';

/** As if it had been read from a large text. */
const LONG = 'x'.repeat(LARGE + 1);

/** One character that JavaScript writes as two, over each end of a piece. */
const faces = `${'a'.repeat(LARGE - 1)}${'\u{1F600}'.repeat(LARGE)}`;

describe('a large release in pieces', () => {
  test('is written again as it would be in one', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const document = JSON.parse(JSON.stringify(value)) as Json;
        expect([...writtenAgain(document, LONG)].join('')).toBe(JSON.stringify(document));
        expect([...writtenAgain(document, '')]).toEqual([JSON.stringify(document)]);
      }),
    );
    const document = JSON.parse(
      '{"2":[],"1":{},"__proto__":{"a":[[[[-0,1e999]]]]},"":null,"é\\ud800":"\\u2028"}',
    ) as Json;
    expect([...writtenAgain(document, LONG)].join('')).toBe(JSON.stringify(document));
  });

  test('with a long text is written in pieces', () => {
    const document = { tender: { description: `${faces}"\\${faces}` } };
    const pieces = [...writtenAgain(document, LONG)];
    expect(pieces.join('') === JSON.stringify(document)).toBe(true);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(LARGE + 10);
  });

  test('is cut between characters', () => {
    const pieces = piecesOf(faces);
    expect(pieces.length).toBe(3);
    expect(pieces.join('') === faces).toBe(true);
    expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
    expect(piecesOf('')).toEqual(['']);
  });

  test('is kept as it was written, and is known again however it is laid out', () => {
    const document: JsonObject = { ocid: 'ocds-1', tender: { description: faces, lots: [{ id: '1' }, { id: '2' }] } };
    const texts = [JSON.stringify(document), JSON.stringify(document, null, 2), ` ${JSON.stringify(document)}`];
    for (const text of texts) {
      expect(textOf(contentOf(text)) === text).toBe(true);
      expect(digestOf('individual', document, text)).toEqual({
        ...digestOf('individual', document, ''),
        mayLose: false,
      });
    }
  });

  test('is told to have lost what one small was, wherever in it that stood', () => {
    const lost = `{"a":"${faces}","b":[{"c":1,"c":2}],"d":"${LONG}"}`;
    const document = JSON.parse(lost) as JsonObject;
    expect(digestOf('individual', document, lost).mayLose).toBe(true);
    expect(digestOf('individual', document, JSON.stringify(document)).mayLose).toBe(false);
    expect(digestOf('individual', document, lost).hash).not.toBe(
      digestOf('individual', document, JSON.stringify(document)).hash,
    );
  });
});
