import { readFileSync, readdirSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { JsonObject } from '../../src/ocds/json';
import { compileRelease } from '../../src/ocds/merge';
import { readJson, withShared } from '../support/shared';

/*
 * Compiled releases as published beside the releases that they are merged from: by Find a Tender, and by the editors of
 * the standard with its reference implementation.
 */

interface PublishedRecord {
  ocid: string;
  releases: JsonObject[];
  compiledRelease: JsonObject;
}

function checkRecords(recordPackage: JsonObject): void {
  const records = recordPackage.records as unknown as PublishedRecord[];
  expect(records.length).toBeGreaterThan(0);
  for (const { releases, compiledRelease } of records) {
    expect(compileRelease(releases)).toEqual({ compiled: compiledRelease, warnings: [] });
    expect(compileRelease([...releases, ...releases].reverse()).compiled).toEqual(compiledRelease);
  }
}

describe('releases compile to what was published as their compiled release', () => {
  withShared('fts-record-package-8.json.gz', 'Find a Tender, eight processes of up to 37 releases', (path) => {
    checkRecords(JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as JsonObject);
  });

  withShared('fictional/change-history/records', 'the change history of the standard, step by step', (path) => {
    const names = readdirSync(path);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) checkRecords(readJson(path, name));
  });

  withShared(
    'fictional/procurement-1.1',
    'the fictional procurement, whose record only links to its releases',
    (path) => {
      const { releases } = readJson(path, 'ocds-213czf-000-00001.json') as unknown as PublishedRecord;
      const { records } = readJson(path, 'record', 'ocds-213czf-000-00001.json');
      const [{ ocid, compiledRelease }] = records as unknown as [PublishedRecord];
      checkRecords({ records: [{ ocid, releases, compiledRelease }] });
    },
  );
});
