import type { Archived } from '../../src/import/archive';
import { jsonLines, recordPackage } from '../../src/import/formats';

let read = 0;

/** The history of two processes: of each so many releases, the first compiled by its publisher. */
async function* history(count: number): AsyncGenerator<Archived> {
  for (const ocid of ['ocds-1', 'ocds-2'])
    for (let n = 0; n < count; n++) {
      read++;
      const document = { ocid, id: String(n), date: `2026-01-0${n + 1}T00:00:00Z`, tag: ['tender'], [`x${n}`]: n };
      yield { ocid, form: n === 0 ? 'compiled' : 'individual', hash: String(n), text: JSON.stringify(document) };
    }
}

const whole = async (pieces: AsyncIterable<string>): Promise<string> => {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
};

test('releases of a record go out as they are read, and what they make together behind them', async () => {
  read = 0;
  const seen: number[] = [];
  let text = '';
  for await (const piece of recordPackage(history(3), new Date(0))) {
    if (piece.includes('"tag":["tender"]')) seen.push(read);
    text += piece;
  }
  expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
  const { records } = JSON.parse(text) as { records: { ocid: string; releases: object[]; compiledRelease: object }[] };
  expect(records.map(({ ocid, releases }) => [ocid, releases.length])).toEqual([
    ['ocds-1', 3],
    ['ocds-2', 3],
  ]);
  expect(records[1]!.compiledRelease).toMatchObject({ ocid: 'ocds-2', tag: ['compiled'], x0: 0, x1: 1, x2: 2 });
});

test('a process that its publisher compiled goes out as it was sent', async () => {
  expect(await whole(jsonLines(history(1)))).toMatch(/^\{"ocid":"ocds-1".*"x0":0\}\n\{"ocid":"ocds-2".*"x0":0\}\n$/);
});
