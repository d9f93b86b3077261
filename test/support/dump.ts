import { isDeepStrictEqual } from 'node:util';
import { inflateRawSync } from 'node:zlib';
import type { Database } from '../../src/database/Database';
import type { Row } from '../../src/database/engine';
import { name, sql } from '../../src/database/sql';
import * as entities from '../../src/entities';
import { releaseOf } from '../../src/entities/keys';
import { hasReleaseKey } from '../../src/entities/paths';
import { keysOf, nodeOf, type Class } from '../../src/entities/registry';

/** Every row of every table, in an order that only the contents decide. */
export type Dump = Record<string, Row[]>;

/** Columns that tell how the contents came in, not what they are. */
const ARRIVAL: Record<string, readonly string[]> = { ImportIssue: ['file', 'position'], SearchDocument: ['objectPk'] };

/** Where a key column leads, if its name does not say it. */
const TARGETS: Record<string, Class> = {
  buyerPk: entities.Organization,
  proposedContractPk: entities.Contract,
  relatedReleasePk: entities.Release,
  publishedClassificationPk: entities.Classification,
  publishedRegionPk: entities.Region,
};

/** Expects the same contents. Jest takes ten times as long to compare as Node does, but tells what is not the same. */
export function expectSame(found: Dump, expected: Dump): void {
  if (!isDeepStrictEqual(found, expected)) expect(found).toEqual(expected);
}

/**
 * What a database holds, whatever the order in which it came: keys are replaced by the ids of what they lead to, and a
 * row inside a release by its place there. All, or only what is of one class.
 */
export async function dump({ source, engine }: Database, only?: Class): Promise<Dump> {
  const types = entities.ENTITIES.filter((type) => type !== entities.ImportState);
  const rows = new Map<Class, Row[]>();
  const ids = new Map<string, unknown>();
  for (const type of types) {
    const found = await engine.all(sql`SELECT * FROM ${name(source.getMetadata(type).tableName)}`);
    rows.set(type, found);
    for (const row of found) ids.set(`${type.name} ${String(row.pk)}`, row.id);
  }
  const result: Dump = {};
  for (const [type, found] of rows)
    if (type === (only ?? type)) result[type.name] = inOrder(canonical(type, found, ids));
  return result;
}

function canonical(type: Class, rows: readonly Row[], ids: ReadonlyMap<string, unknown>): Row[] {
  const keys = keysOf(type).map((key) => [key, targetOf(type, key).name] as const);
  return rows.map((row) => {
    const { pk, content, ...rest } = row as { pk?: number; content?: Uint8Array | null };
    const result: Row = rest;
    for (const [key, target] of keys)
      if (result[key] !== null) result[key] = ids.get(`${target} ${String(result[key])}`) ?? 'dangling';
    for (const [column, value] of Object.entries(result))
      if (typeof value === 'boolean') result[column] = Number(value);
    for (const column of ARRIVAL[type.name] ?? []) delete result[column];
    if (pk !== undefined && pk > 0 && isInside(type))
      result.place = `${String(ids.get(`Release ${releaseOf(pk)}`))} ${pk % 2 ** 20}`;
    if (content) result.content = inflateRawSync(content).toString();
    return result;
  });
}

const isInside = (type: Class): boolean =>
  !nodeOf(type).shared && type !== entities.ReleaseVersion && !hasReleaseKey(type);

function targetOf(type: Class, key: string): Class {
  if (key === 'parentPk') return type;
  const target =
    TARGETS[key] ?? entities.ENTITIES.find((type) => `${type.name[0]!.toLowerCase()}${type.name.slice(1)}Pk` === key);
  if (!target) throw new Error(`nothing says where ${key} leads`);
  return target;
}

/** By their texts, each written once. */
const inOrder = (rows: readonly Row[]): Row[] =>
  rows
    .map((row) => ({ row, text: JSON.stringify(row) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ row }) => row);
