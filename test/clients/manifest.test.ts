import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, validate } from 'graphql';
import { type Manifest, manifestOf } from '../../scripts/persistedDocuments';
import { readManifest } from '../../src/cli/readManifest';
import { theSchema } from '../support/graph';

const ROOT = join(__dirname, '../..');
const PATH = join(ROOT, 'persisted-documents.json');
const manifest = JSON.parse(readFileSync(PATH, 'utf8')) as Manifest;

describe('persisted-documents.json', () => {
  test('is what `npm run manifest` makes of operations/', () => {
    expect(manifest).toEqual(manifestOf(join(ROOT, 'operations')));
  });

  test('is taken by the server', async () => {
    const documents = await readManifest({ persistedDocuments: PATH, persistedDocumentsOnly: true });
    expect(documents.size).toBe(manifest.operations.length);
  });

  test('has no document that the schema does not answer', () => {
    for (const { name, body } of manifest.operations)
      expect([name, validate(theSchema(), parse(body)).map(({ message }) => message)]).toEqual([name, []]);
  });
});
