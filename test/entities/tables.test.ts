import 'reflect-metadata';
import type { DataSource } from 'typeorm';
import { Database } from '../../src/database/Database';
import { type Class, ENTITIES, Organization } from '../../src/entities';
import { columnInPart } from '../../src/entities/columns';
import { type FieldInfo, fieldsOf, nodeOf, nodeTypes, ordersOf } from '../../src/entities/registry';
import { sql } from '../../src/database/sql';
import { freshDatabase } from '../support/engines';

/** The classes that say something of the graph, and not of the database alone. */
const TYPES = nodeTypes().filter((type) => ENTITIES.includes(type));

describe('the tables', () => {
  let source: DataSource;
  beforeAll(async () => {
    ({ source } = await Database.open('sqlite::memory:'));
  });
  afterAll(() => source.destroy());

  test('are one for each class, narrow enough for every engine', () => {
    expect(source.entityMetadatas.map((table) => table.tableName)).toEqual(
      expect.arrayContaining(TYPES.map((type) => nodeOf(type).table)),
    );
    for (const table of source.entityMetadatas) {
      expect(table.columns.length).toBeLessThan(150);
      const names = [table.tableName, ...table.columns.map((column) => column.databaseName)];
      expect(names.filter((name) => name.length > 63)).toEqual([]);
      expect(table.indices.map((index) => index.name).filter((name) => name.length > 63)).toEqual([]);
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    }
  });

  test('have a column for each field', () => {
    for (const type of TYPES) {
      const columns = new Set(source.getMetadata(type).columns.map((column) => column.databaseName));
      const wanted = fieldsOf(type).flatMap((field) => (field.columns ? partColumns(field) : [field.name]));
      expect(wanted.filter((name) => !columns.has(name))).toEqual([]);
    }
  });

  test('have no text in an index that has no end', () => {
    const endless = TYPES.flatMap((type) => {
      const { tableName, indices } = source.getMetadata(type);
      const indexed = new Set(
        indices.flatMap(({ columns, where }) => (where ? [] : columns.map(({ databaseName }) => databaseName))),
      );
      const texts = (of: readonly FieldInfo[]) =>
        of.filter(({ kind, derived, longest }) => kind === 'text' && !derived && !longest);
      const names = fieldsOf(type).flatMap((field) =>
        field.columns
          ? texts(fieldsOf(field.part!())).map(({ name }) => columnInPart(field.name, name))
          : texts([field]).map(({ name }) => name),
      );
      return names.filter((name) => indexed.has(name)).map((name) => `${tableName}.${name}`);
    });
    expect(endless).toEqual(['release_version.hash']); // which has 64 digits
  });

  test('go the way on PostgreSQL that classes say, where they have an index for an order', async () => {
    const database = await freshDatabase('postgres');
    const rows = await database.engine.all(sql`SELECT tablename, indexdef FROM pg_indexes`);
    await database.close();
    const found = (type: Class, column: string): string[] =>
      rows.flatMap(({ tablename, indexdef }) => {
        const [, own, descends] = /\("?(\w+)"?( DESC NULLS LAST)?(?:, .*)?, id\)/.exec(indexdef as string) ?? [];
        return tablename === nodeOf(type).table && own === column ? [descends ? 'DESC' : 'ASC'] : [];
      });
    const ordered = TYPES.flatMap((type) => [...ordersOf(type)].map((each) => [type, ...each] as const));
    expect(ordered.length).toBeGreaterThan(10);
    for (const [type, column, direction] of ordered)
      expect([type.name, column, found(type, column)]).toEqual([type.name, column, [direction]]);
  });

  test('give an organization no place in a document', () => {
    expect(fieldsOf(Organization).map((field) => field.name)).not.toContain('ocid');
  });
});

function partColumns(field: FieldInfo): string[] {
  return fieldsOf((field.part as () => Class)()).map((part) => columnInPart(field.name, part.name));
}
