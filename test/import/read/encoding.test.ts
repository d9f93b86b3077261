import { UsageError } from '../../../src/errors';
import { gzip, json, lines, outlineOf, read, release, values } from './reading';

const two = [release(1), release(2)];
const text = lines(...two);

/** What a text is in another encoding, as far as Node can write it. */
const utf16be = (given: string): Buffer => Buffer.from(given, 'utf16le').swap16();

const utf32 = (given: string): Buffer =>
  Buffer.from(Uint32Array.from([...given], (each) => each.codePointAt(0)!).buffer);

describe('text in another encoding', () => {
  test.each([
    ['utf-16le', Buffer.from(text, 'utf16le')],
    ['utf-16le', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['utf-16be', utf16be(text)],
    ['utf-16be', utf16be(`\uFEFF${text}`)],
    ['utf-16', utf16be(`\uFEFF${text}`)],
    ['utf-32le', utf32(text)],
    ['UTF-32', utf32(`\uFEFF${text}`)],
    ['utf-32', utf32(`\uFEFF${text}`).swap32()],
    ['utf32be', utf32(text).swap32()],
    ['iso-8859-1', Buffer.from(text.replaceAll('№', 'n'), 'latin1')],
    ['windows-1252', Buffer.from(text.replaceAll('№', 'n'), 'latin1')],
  ])('is refused whole, and read if it is said to be %s', async (encoding, bytes) => {
    expect(await outlineOf(bytes)).toEqual(['NOT_UTF8']);
    expect(await outlineOf(gzip(bytes))).toEqual(['NOT_UTF8']);
    expect((await read(bytes))[0]).toMatchObject({
      message: expect.stringMatching(/; name its encoding with --encoding$/),
      position: { index: 0, line: 1, byteOffset: 0 },
    });
    const expected = JSON.parse(json(two).replaceAll('№', /^utf/i.test(encoding) ? '№' : 'n')) as unknown;
    expect(values(await read(bytes, { encoding }))).toEqual(expected);
    expect(values(await read(gzip(bytes), { encoding }, 7))).toEqual(expected);
  });

  test('is refused if it is said to be another still', async () => {
    const wrong = Buffer.from(text);
    expect(await outlineOf(wrong, { encoding: 'utf-16le' })).not.toContain('1');
    expect(await outlineOf(wrong, { encoding: 'utf-32le' })).toEqual(['NOT_UTF8']);
    expect(await outlineOf(utf32(text).subarray(0, -1), { encoding: 'utf-32le' })).toEqual(['1', '2', 'NOT_UTF8']);
    expect(await outlineOf(Buffer.from([0x22, 0x81, 0x22]), { encoding: 'shift_jis' })).toEqual(['NOT_UTF8']);
  });

  test('cannot be said to be in an encoding that is not known', async () => {
    await expect(read(text, { encoding: 'klingon' })).rejects.toThrow(UsageError);
    await expect(read(text, { encoding: 'klingon' })).rejects.toThrow('"klingon" is not known');
  });

  test('may be said to be what it is anyway', async () => {
    expect(values(await read(text, { encoding: 'utf8' }))).toEqual(two);
    expect(values(await read(`\uFEFF${text}`, { encoding: 'UTF-8' }))).toEqual(two);
  });
});

describe('damage in UTF-8', () => {
  const damaged = (n: number): Buffer =>
    Buffer.concat([Buffer.from(json(release(n)).slice(0, -1)), Buffer.from(',"x":"\xff"}\n', 'latin1')]);

  test('costs the release that it is in', async () => {
    const bytes = Buffer.concat([Buffer.from(text), damaged(3), Buffer.from(lines(release(4)))]);
    expect(await outlineOf(bytes)).toEqual(['1', '2', 'NOT_UTF8', '4']);
  });

  test('costs the release that it is in even if all before was ASCII', async () => {
    const ascii = Array.from({ length: 40_000 }, (_each, i) => ({ ocid: `ocds-213czf-${i}`, date: 'd' }));
    const found = await outlineOf(Buffer.concat([Buffer.from(lines(...ascii)), damaged(1), Buffer.from(text)]));
    expect(found.slice(39_999)).toEqual(['39999', 'NOT_UTF8', '1', '2']);
  });

  test('a character at the edge of what is looked at first is none', async () => {
    const before = json({ ocid: 'ocds-213czf-1', date: 'd', x: '' }).slice(0, -2);
    for (let cut = 0; cut < 4; cut++) {
      const padding = 'x'.repeat(1024 * 1024 - before.length - cut);
      expect(await outlineOf(`${before}${padding}😀"}`)).toEqual(['1']);
      expect(await outlineOf(Buffer.from(`${before}${padding}😀"}`).subarray(0, 1024 * 1024))).toEqual(['TRUNCATED']);
    }
  });
});

/** One file in a header and blocks of 512 bytes: https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html */
function tar(content: string): Buffer {
  const archive = Buffer.alloc(512 * (3 + Math.ceil(content.length / 512)));
  archive.write('releases.jsonl');
  archive.write(content.length.toString(8).padStart(11, '0'), 124);
  archive.write('ustar\0', 257);
  archive.write(content, 512);
  return archive;
}

test.each([
  ['a ZIP archive', [0x50, 0x4b, 0x03, 0x04, 0x14]],
  ['a RAR archive', [...Buffer.from('Rar!'), 0x1a, 0x07, 0x00]],
  ['a file by bzip2', [0x42, 0x5a, 0x68, 0x39]],
  ['a file compressed twice', [...gzip(gzip(text))]],
  ['a tar archive', [...tar(text)]],
  ['a tar archive by gzip', [...gzip(tar(text))]],
  ['a PDF document', [...Buffer.from('%PDF-1.7')]],
  ['a database of SQLite', [...Buffer.from('SQLite format 3\0')]],
])('%s is refused as such', async (name, bytes) => {
  const [item] = await read(Buffer.from(bytes));
  const given = name.includes('tar') ? 'a tar archive' : bytes[0] === 0x1f ? 'compressed twice' : '';
  expect(item).toMatchObject({ kind: 'refused', code: 'UNSUPPORTED_FORMAT', message: expect.stringContaining(given) });
});

test('NUL and halves of surrogate pairs are left as they are', async () => {
  const odd = '{"ocid":"o","date":"d","x":"\\u0000 \\ud800 \\udfff"}';
  const [item] = await read(odd);
  expect(item).toMatchObject({ kind: 'release', value: { x: '\0 \ud800 \udfff' }, text: odd });
});
