import fc from 'fast-check';
import { json, outline, outlineOf, read, refusedText, release, values } from './reading';

/*
 * What is JSON and what is not: each text stands as a value in a release between two others, and what JSON.parse says of
 * it decides.
 */

const VALID = [
  ...[
    '0',
    '-0',
    '1',
    '-1',
    '123456789012345678901234567890',
    '0.5',
    '1e5',
    '1E+2',
    '1e-2',
    '-0.0e-0',
    '1.7976931348623157e308',
  ],
  ...[
    '""',
    '"a"',
    '"\\""',
    '"\\\\"',
    '"\\/"',
    '"\\b\\f\\n\\r\\t"',
    '"\\u0000"',
    '"\\u00e9"',
    '"\\ud83d\\ude00"',
    '"\\uD800"',
  ],
  ...['"\x7f"', '"é"', '"€"', '"😀"', '"\u2028\u2029"', '"\\u005C\\u0022"', '"\uFFFF"', '"{}[],:"', '"}"', '"\\\\\\""'],
  ...[
    '[]',
    '[ ]',
    '[1]',
    '[1,2]',
    '[[],[[]]]',
    '[\n1\r\n,\t2 ]',
    '{}',
    '{ }',
    '{"":0}',
    '{"a":1,"a":2}',
    '{"\\u0061":{}}',
    '{"}":"{"}',
  ],
  ...['null', 'true', 'false', ' null', 'null ', '[null,true,false]', '{"e":1e1}', '{"releases":[]}'],
];

/** No JSON, but publishers write it, and it can only mean one thing. */
const RAW = [
  '"\t"',
  '"\n"',
  '"a\r\nb"',
  '"\0"',
  '"\\"\n\\""',
  '{"a\tb":["\n","\\n"]}',
  '"\n, "',
  '"{\n}"',
  '[NaN,"\t"]',
];

const INVALID = [
  ...[
    '',
    ' ',
    '01',
    '-',
    '+1',
    '.5',
    '1.',
    '1e',
    '1e+',
    '0x1',
    '1 000',
    '1,000',
    '--1',
    '1-2',
    '0.1.2',
    '1/2',
    '\u0661',
    '-Infin',
  ],
  ...['"', '"\\"', '"a', 'a"', '"\\x"', '"\\u12"', '"\\u{61}"', "'a'", '"a""b"', '`a`', '"\\', '"\\\n"', '"\\\t"'],
  ...['[', ']', '[1', '[1,]', '[,1]', '[,]', '[1 2]', '[1,,2]', '[1}', '{1]', '(1)', '[1]]', '[[1]', '[a]'],
  ...[
    '{',
    '}',
    '{1:2}',
    '{"a"}',
    '{"a":}',
    '{:1}',
    '{"a":1,}',
    '{"a":1,,"b":2}',
    '{a:1}',
    '{"a" 1}',
    '{"a":1 "b":2}',
    '{"a":1}}',
    '{{}}',
  ],
  ...[
    'nul',
    'True',
    'None',
    'undefined',
    'nan',
    'NULL',
    '<a>',
    '&',
    '#',
    '// a',
    '/* a */ 1',
    '1 // a',
    '\uFEFF1',
    '\u00a01',
    '1\u00a0',
    '\f1',
    '$',
  ],
];

describe('a value of a release', () => {
  const around = (text: string): string =>
    `[${json(release(1))},{"ocid":"ocds-213czf-2","date":"d","x":${text}},${json(release(3))}]`;

  test.each(VALID)('may be %s', async (text) => {
    const items = await read(around(text));
    expect(values(items)[1]?.x).toEqual(JSON.parse(text));
    expect(outline(items)).toEqual(['1', '2', '3']);
  });

  test.each(RAW)('may be %j, and that is told', async (text) => {
    const items = await read(around(text));
    const escaped = text.replace(/\p{Cc}/gu, (each) => json(each).slice(1, -1)).replace('NaN', 'null');
    expect(values(items)[1]?.x).toEqual(JSON.parse(escaped));
    expect(outline(items).filter((each) => each !== 'NUMBER_OUT_OF_RANGE')).toEqual([
      '1',
      '2',
      'CONTROL_CHARACTER',
      '3',
    ]);
  });

  test.each(INVALID)('must not be %j; the releases around it are read', async (text) => {
    expect(() => JSON.parse(text) as unknown).toThrow();
    const found = await outlineOf(around(text));
    expect(found.filter((each) => /^\d$/.test(each) && each !== '2')).toEqual(['1', '3']);
    expect(found).toContain('INVALID_JSON');
  });
});

test('strings with line breaks are read in lines and packages too, and no end of a string is looked for in vain', async () => {
  const broken = json(release(2, { x: 'a' })).replace('"a"', '"a\nb"');
  const cut = json(release(4)).slice(0, -60);
  const all = [json(release(1)), broken, json(release(3)), cut, json(release(5))].join('\n');
  expect(await outlineOf(all)).toEqual(['1', '2', 'CONTROL_CHARACTER', '3', 'INVALID_JSON', '5']);
  const inPackage = `{"publisher":{"name":"P"},"releases":[${[json(release(1)), broken, json(release(3))].join()}]}`;
  expect(await outlineOf(inPackage)).toEqual(['1', '2', 'CONTROL_CHARACTER', '3']);
  expect(outline(await read(all, {}, 7))).toEqual(await outlineOf(all));
});

test('a text alone is a release if and only if JSON.parse makes one of it, but for line breaks in strings', async () => {
  const base = json(release(1));
  const edit = fc.tuple(
    fc.nat(base.length - 1),
    fc.nat(2),
    fc.constantFrom('', '"', '\\', '{', '}', ',', ':', '1', ' ', '\n', 'e', '-'),
  );
  await fc.assert(
    fc.asyncProperty(edit, async ([at, removed, inserted]) => {
      const text = base.slice(0, at) + inserted + base.slice(at + removed);
      const parsed = parseOrNothing(text);
      const items = await read(text);
      const isRefused = items.some((item) => item.kind === 'refused' && item.code !== 'MISSING_OCID');
      expect(isRefused).toBe(parsed === undefined);
      if (parsed !== undefined && values(items).length > 0) expect(values(items)).toEqual([parsed]);
    }),
    { numRuns: 500 },
  );
});

test('what is refused can be read again once it is mended', async () => {
  const text = json(release(2));
  const items = await read(`${json(release(1))}\n${text.replace('1500', '1500,,')}\n`);
  expect(outline(items)).toEqual(['1', 'INVALID_JSON']);
  expect(await outlineOf(refusedText(items[1])!.replace(',,', ''))).toEqual(['2']);
});

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text.replace(/"(?:[^"\\]|\\.)*"/g, (each) => each.replaceAll('\n', '\\n'))) as unknown;
  } catch {
    return undefined;
  }
}
