import { raw, sql } from '../database/sql';
import { effectiveRelease } from '../ocds/effective';
import { contentOf, formOf } from '../ocds/kept';
import { DOCUMENT, publishedOf } from '../query/history';
import { Declined } from './binding';
import type { Fill } from './blanks';
import type { FieldWriter } from './Compiler';
import { atRow, tableScope } from './scope';

/** A release as it was sent, its content in hexadecimal digits; and what makes it count as much as a document does. */
type Said = readonly [form: string, hash: string, content: string, ...counted: null[]];

/**
 * The JSON of the document of a release: all that was published of it is said, and JavaScript makes a document of it. Of many
 * releases this takes longer than to read what was published by itself.
 */
export const document: FieldWriter = (compiler, parent, _nodes, release) => {
  if (compiler.isInList) throw new Declined(`${parent.name}.document`);
  const { json, dialect } = compiler;
  const version = tableScope(`v${compiler.next()}`);
  const words = [version.column('form'), version.column('hash'), dialect.hex(version.column('content'))];
  const counted = Array.from({ length: DOCUMENT }, () => json.constant(null));
  const said = json.list([...words.map((each) => json.word(each, true)), ...counted]);
  const published = publishedOf(atRow(dialect, release.column('pk')), []);
  return compiler.blank(made, sql`(SELECT ${json.all(said)} FROM (${published}) ${raw(version.alias)})`);
};

const made = (): Fill => (published) =>
  effectiveRelease(
    (published as unknown as Said[]).map(([form, hash, content]) => ({
      form: formOf(form),
      hash,
      document: contentOf(Buffer.from(content, 'hex')),
    })),
  );
