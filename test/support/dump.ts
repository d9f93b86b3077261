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

/**
 * What a database holds, whatever the order in which it came: keys are replaced by the ids of what they lead to, and a
 * row inside a release by its place there.
 */
export async function dump({ source, engine }: Database): Promise<Dump> {
  const types = entities.ENTITIES.filter((type) => type !== entities.ImportState);
  const rows = new Map<Class, Row[]>();
  const ids = new Map<string, unknown>();
  for (const type of types) {
    const found = await engine.all(sql`SELECT * FROM ${name(source.getMetadata(type).tableName)}`);
    rows.set(type, found);
    for (const row of found) ids.set(`${type.name} ${String(row.pk)}`, row.id);
  }
  const result: Dump = {};
  for (const [type, found] of rows) result[type.name] = found.map((row) => canonical(type, row, ids)).sort(byText);
  return result;
}

function canonical(type: Class, row: Row, ids: ReadonlyMap<string, unknown>): Row {
  const { pk, content, ...rest } = row as { pk?: number; content?: Uint8Array | null };
  const result: Row = rest;
  for (const key of keysOf(type))
    if (result[key] !== null) result[key] = ids.get(`${targetOf(type, key).name} ${String(result[key])}`) ?? 'dangling';
  for (const [column, value] of Object.entries(result)) if (typeof value === 'boolean') result[column] = Number(value);
  for (const column of ARRIVAL[type.name] ?? []) delete result[column];
  if (pk !== undefined && pk > 0 && isInside(type))
    result.place = `${String(ids.get(`Release ${releaseOf(pk)}`))} ${pk % 2 ** 20}`;
  if (content) result.content = inflateRawSync(content).toString();
  return result;
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

const byText = (a: Row, b: Row): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
