import { readFileSync } from 'node:fs';
import { readJson, withShared } from '../../support/shared';
import { outline, outlineOf, read, values } from './reading';

describe('real data', () => {
  withShared(
    'fts-compiled-766.jsonl.gz',
    'Find a Tender in lines, with numbers that JSON cannot hold',
    async (path) => {
      const items = await read(readFileSync(path));
      expect(items.filter(({ kind }) => kind === 'release')).toHaveLength(766);
      expect(new Set(outline(items.filter(({ kind }) => kind !== 'release')))).toEqual(
        new Set(['NUMBER_OUT_OF_RANGE']),
      );
    },
  );

  withShared('fts-record-package-8.json.gz', 'Find a Tender in records', async (path) => {
    const found = outline(await read(readFileSync(path)));
    expect(found.filter((each) => each === 'VERSIONED_RELEASE_SKIPPED')).toHaveLength(8);
    expect(found.filter((each) => each.startsWith('*'))).toHaveLength(8);
    expect(found).toHaveLength(8 + 8 + 64);
  });

  withShared('fts-release-packages/2026-08-10-page-1.json', 'Find a Tender in a package', async (path) => {
    expect(values(await read(readFileSync(path)))).toEqual(readJson(path).releases);
  });

  withShared('quirks.jsonl', 'the quirks of many publishers', async (path) => {
    expect(await outlineOf(readFileSync(path))).toHaveLength(9);
  });
});
