import type { WriteSession } from '../../database/engine';
import type { Row } from '../../database/engine';
import { isInside, join, name, raw, sql, type Sql } from '../../database/sql';
import { Document } from '../../entities';
import { hasReleaseKey } from '../../entities/paths';
import { nodeOf, type Class } from '../../entities/registry';
import { keptOf, keptTypes } from '../../entities/rollups';
import type { Json } from '../../ocds/json';
import type { Rows as Normalised } from '../normalise/release';
import { tableOf, type Cells } from '../normalise/table';
import { ownColumns } from './contributions';
import { columnsRead, Rows } from './follow';

/*
 * The rows that totals follow from: of releases just made, from memory; of releases about to be replaced, as the database
 * has them, whichever version of this program wrote them.
 */

interface Read {
  /** Columns by class. */
  readonly columns: ReadonlyMap<Class, readonly string[]>;
  /** Columns that lead to what releases share. */
  readonly leads: readonly { from: Class; column: string; to: Class }[];
}

let known: Read | undefined;

function whatIsRead(): Read {
  const columns = new Map<Class, Set<string>>([[Document, new Set(['pk', 'releasePk', 'noticeType'])]]);
  const leads = new Map<string, Read['leads'][number]>();
  for (const type of keptTypes()) {
    const dimensions = keptOf(type).flatMap(({ by }) => by);
    columnsRead(type, dimensions, columns);
    columns.set(type, new Set([...columns.get(type)!, ...ownColumns(type)]));
    for (const { from, fromKey, through, to } of dimensions.flatMap(({ path }) => path))
      if (nodeOf(to).shared) {
        const lead = { from: through?.type ?? from, column: through?.leave ?? fromKey, to };
        leads.set(`${lead.from.name} ${lead.column}`, lead);
      }
  }
  return { columns: new Map([...columns].map(([type, names]) => [type, [...names]])), leads: [...leads.values()] };
}

/** The rows of releases as the database has them. */
export async function storedRows(session: WriteSession, releasePks: readonly number[]): Promise<Rows> {
  const { columns, leads } = (known ??= whatIsRead());
  const tables = new Map<Class, Cells[]>();
  const shared = new Map<Class, Set<number>>();
  for (const [type, names] of columns) {
    if (nodeOf(type).shared) {
      shared.set(type, new Set());
      continue;
    }
    const inside = hasReleaseKey(type) ? raw('x.pk = k.key') : isInside(raw('x.pk'), raw('k.key'));
    tables.set(type, await read(session, type, names, releasePks, inside));
  }
  for (const { from, column, to } of leads) {
    const cell = tableOf(from).column(column);
    for (const row of tables.get(from)!) if (row[cell] !== null) shared.get(to)!.add(row[cell] as number);
  }
  for (const [type, pks] of shared)
    tables.set(type, await read(session, type, columns.get(type)!, [...pks], raw('x.pk = k.key')));
  return new Rows(tables);
}

async function read(
  session: WriteSession,
  type: Class,
  names: readonly string[],
  keys: readonly number[],
  on: Sql,
): Promise<Cells[]> {
  const shown = join(
    names.map((each) => sql`x.${name(each)}`),
    ', ',
  );
  const found = await session.all(
    sql`SELECT ${shown} FROM ${session.dialect.keys(keys)} JOIN ${name(nodeOf(type).table)} x ON ${on}`,
  );
  const table = tableOf(type);
  const places = names.map((each) => [each, table.column(each)] as const);
  return found.map((row: Row) => {
    const cells = table.blank();
    for (const [each, place] of places) cells[place] = row[each] as Json;
    return cells;
  });
}

/** The rows of releases as they were just made, when what they share has its keys. */
export function madeRows(releases: readonly { rows: Normalised }[]): Rows {
  const { columns } = (known ??= whatIsRead());
  const tables = new Map<Class, Cells[]>();
  const shared = new Map<Class, Map<number, Cells>>();
  for (const type of columns.keys()) {
    if (nodeOf(type).shared) shared.set(type, new Map());
    else
      tables.set(
        type,
        releases.flatMap(({ rows }) => rows.tables.get(type) ?? []),
      );
  }
  for (const { rows } of releases)
    for (const { row, column, type, id } of rows.shared.pending) {
      const own = shared.get(type);
      const pk = row[column] as number;
      if (own && !own.has(pk)) own.set(pk, sharedRow(type, pk, id, rows.shared.said.get(type)!.get(id)!.cells));
    }
  for (const [type, rows] of shared) tables.set(type, [...rows.values()]);
  return new Rows(tables);
}

function sharedRow(type: Class, pk: number, id: string, cells: Readonly<Record<string, Json>>): Cells {
  const table = tableOf(type);
  const row = table.blank();
  row[table.column('pk')] = pk;
  row[table.column('id')] = id;
  for (const [each, value] of Object.entries(cells)) row[table.column(each)] = value;
  return row;
}
