import type { Engine, Reader, WriteSession } from '../../database/engine';
import { sql } from '../../database/sql';
import { keptVersion } from '../../entities/rollups';
import type { Rows as Normalised } from '../normalise/release';
import { perTransaction } from '../perTransaction';
import { applyChanges } from './apply';
import { Changes } from './Changes';
import { contribute } from './contributions';
import { madeRows, storedRows } from './load';

/** Releases that are read at a time when all totals are made anew, and after how many the groups are written. */
const BLOCK = 2000;
const WRITTEN = 10_000;

/**
 * The totals of whole lists, kept up in the transaction of an import: what releases added to them before they are
 * replaced is taken away, what they add now is added, and at the end of the transaction each group that changed is
 * written once.
 */
export class Rollups {
  /** Those of a transaction. */
  static readonly of = perTransaction(
    (session) => new Rollups(session),
    (own) => own.write(),
  );
  private readonly changes = new Changes();

  private constructor(private readonly session: WriteSession) {}

  /** Before releases are deleted. */
  async remove(releasePks: readonly number[]): Promise<void> {
    if (releasePks.length > 0) contribute(await storedRows(this.session, releasePks), this.changes, 'removed');
  }

  /** When releases are made, and what they share has its keys. `areNew` when none of them takes the place of another. */
  add(releases: readonly { rows: Normalised }[], areNew: boolean): void {
    contribute(madeRows(releases), this.changes, areNew ? 'came' : 'added');
  }

  private async write(): Promise<void> {
    if (!(await rebuildRollups(this.session))) await applyChanges(this.session, this.changes);
  }
}

/** Sees to it that all that is kept is there, before anybody reads: another version of this program may have kept less. */
export async function ensureRollups(engine: Engine): Promise<void> {
  if (await areCurrent(engine)) return;
  await engine.write(rebuildRollups);
  await cleanRollups(engine);
}

/** After so much was written that few of the rows are left: most groups are written anew by each transaction. */
export async function cleanRollups(engine: Engine): Promise<void> {
  const { cleaned } = engine.dialect;
  if (cleaned) await engine.all(cleaned('rollup'));
}

async function areCurrent(reader: Reader): Promise<boolean> {
  const [state] = await reader.all(sql`SELECT rollups FROM import_state`);
  return state?.rollups === keptVersion();
}

/** Makes all totals anew where others are kept than this program keeps; whether that was so. */
export async function rebuildRollups(session: WriteSession): Promise<boolean> {
  if (await areCurrent(session)) return false;
  await session.run(sql`DELETE FROM rollup`);
  let changes = new Changes();
  for (let after = 0, read = 0; ;) {
    const rows = await session.all(sql`SELECT pk FROM release WHERE pk > ${after} ORDER BY pk LIMIT ${BLOCK}`);
    const keys = rows.map(({ pk }) => pk as number);
    contribute(await storedRows(session, keys), changes, 'came');
    read += keys.length;
    if (read >= WRITTEN || keys.length < BLOCK) {
      await applyChanges(session, changes);
      [changes, read] = [new Changes(), 0];
    }
    if (keys.length < BLOCK) break;
    after = keys.at(-1)!;
  }
  await session.run(
    sql`INSERT INTO import_state (pk, number, rollups) VALUES (1, 0, ${keptVersion()}) ON CONFLICT (pk) DO UPDATE SET rollups = excluded.rollups`,
  );
  return true;
}
