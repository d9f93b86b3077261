import { Readable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import { importInputs } from '../../src/cli/importInputs';
import { archived } from '../../src/import/archive';
import { Bulk } from '../../src/import/Bulk';
import { readSource } from '../../src/import/read/readSource';
import { Importer, type ImportEvents, type Taker } from '../../src/import/Importer';
import type { ReleaseItem } from '../../src/import/read/types';
import { Effective } from '../../src/ocds/effective';
import type { JsonObject } from '../../src/ocds/json';
import { dump, type Dump } from '../support/dump';
import { ENGINES, freshDatabase } from '../support/engines';

/** Characters: more than a release has whose text goes before its rows are made. */
const WORDS = 'word '.repeat(2 * 1024 * 1024);

const text = (id: string, description: string): string =>
  `{"ocid":"ocds-213czf-1","id":"${id}","date":"2026-01-0${id}T00:00:00Z","tag":["tender"],"tender":{"id":"t","description":${description}}}`;

/** The second says a description twice; the value that gives way is told from its text. */
const FIRST = text('1', `"${WORDS}"`);
const SECOND = text('2', `"gave way","description":"${WORDS}"`);
const SMALL = text('3', '"small"');

const inputOf = (file: string, content: string) => ({ file, bytes: Readable.from([Buffer.from(content)]) });

test.each(ENGINES)(
  '%s: huge releases are kept as sent, in any order, and skipped when they come again',
  async (engine) => {
    const dumps: Dump[] = [];
    for (const files of [[SECOND, FIRST, SMALL], [[SMALL, FIRST, SECOND].join('\n')]]) {
      const database = await freshDatabase(engine);
      const imported = (content: string) => importInputs([inputOf('a', content)], new Bulk(database.engine));
      for (const file of files) expect(await imported(file)).toMatchObject({ unchanged: 0, issues: 1 });
      if (files.length > 1) expect(await imported(SECOND)).toMatchObject({ read: 1, unchanged: 1 });
      const texts: string[] = [];
      for await (const release of archived(database.engine)) texts.push(release.text);
      expect(texts.map((each) => each.length)).toEqual([FIRST, SECOND, SMALL].map((each) => each.length));
      expect(texts.every((each, i) => each === [FIRST, SECOND, SMALL][i])).toBe(true);
      dumps.push(await dump(database));
      await database.close();
    }
    expect(dumps[0]!.ImportIssue!.map(({ code }) => code)).toEqual(['REPEATED_KEY']);
    expect(isDeepStrictEqual(dumps[1], dumps[0])).toBe(true);
  },
  60_000,
);

test('what was taken from the reader is held by nobody else', async () => {
  const items: ReleaseItem[] = [];
  async function* seen(): AsyncGenerator<ReleaseItem> {
    for await (const item of readSource(Readable.from([Buffer.from(SMALL)]), { file: 'a' })) {
      items.push(item as ReleaseItem);
      yield item as ReleaseItem;
    }
  }
  const database = await freshDatabase('sqlite');
  const importer = new Importer(new Bulk(database.engine), {
    progress() {},
    issues() {},
  } as Partial<ImportEvents> as ImportEvents);
  await importer.take(seen());
  expect(await importer.finish()).toMatchObject({ stored: 1 });
  expect(items).toMatchObject([{ value: {}, text: '' }]);
  await database.close();
});

test('a huge release is stored alone', async () => {
  const batches: string[][] = [];
  const store: Taker = {
    store: (batch) => {
      batches.push(batch.map(({ document }) => document.id as string));
      return Promise.resolve({ stored: batch.length, unchanged: 0, stale: 0, begun: 0, remade: 0, issues: [] });
    },
    quarantine: () => Promise.resolve(),
  };
  const bytes = Readable.from([Buffer.from([SMALL, FIRST, SMALL].join('\n'))]);
  const importer = new Importer(store, { progress() {}, issues() {} } as Partial<ImportEvents> as ImportEvents);
  await importer.take(readSource(bytes, { file: 'a' }));
  await importer.finish();
  expect(batches).toEqual([['3'], ['1'], ['3']]);
});

test.each(['compiled', 'individual'] as const)(
  'the document of a release that is %s may go when it is taken in',
  (form) => {
    const effective = new Effective();
    const published = { form, document: { ocid: '1', tender: { id: 't' } } as JsonObject, hash: 'h' };
    effective.add([published]);
    published.document = {};
    expect(effective.release.compiled).toMatchObject({ ocid: '1', tender: { id: 't' } });
  },
);
