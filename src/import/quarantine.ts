import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Engine, Reader, WriteSession } from '../database/engine';
import { sql } from '../database/sql';
import { storable } from '../ocds/text';
import type { RefusedItem } from './read/types';

/** Where a refusal was, and what it is found by. */
interface Place {
  readonly file: string;
  readonly position: number;
  readonly hash: string;
}

/** A refusal that is kept, with what was refused. */
export interface Quarantined extends Place {
  readonly bytes: Uint8Array;
}

const COLUMNS = ['hash', 'file', 'position', 'code', 'message', 'content'];

/** Keeps what was refused; the same refusal is kept once. */
export async function quarantine(
  session: WriteSession,
  { code, message, position, bytes }: RefusedItem,
): Promise<void> {
  const hash = createHash('sha256')
    .update(`${position.file}\0${position.index}\0`)
    .update(bytes ?? '')
    .digest('base64url');
  const row = [
    hash,
    storable(position.file),
    position.index,
    code,
    storable(message),
    bytes ? deflateRawSync(bytes) : null,
  ];
  const known = await session.all(sql`SELECT 1 AS known FROM quarantine WHERE hash = ${hash}`);
  if (known.length === 0) await session.insert('quarantine', COLUMNS, [row]);
}

/** How many of what was refused are looked for at once: nothing has the order of files and positions, so each time all are sorted. */
const PAGE = 1_000;

/** What was refused and can be tried again, by file and position. Holds the bytes of one at a time. */
export async function* quarantined(reader: Reader): AsyncGenerator<Quarantined> {
  for (let last: Place | undefined = { file: '', position: -1, hash: '' }; last;) {
    const page = (await reader.all(
      sql`SELECT file, position, hash FROM quarantine WHERE content IS NOT NULL AND (file, position, hash) > (${last.file}, ${last.position}, ${last.hash}) ORDER BY file, position, hash LIMIT ${PAGE}`,
    )) as Place[];
    for (const place of page) {
      const [found] = await reader.all(sql`SELECT content FROM quarantine WHERE hash = ${place.hash}`);
      if (found) yield { ...place, bytes: inflateRawSync(found.content as Buffer) };
    }
    last = page.at(-1);
  }
}

/** Lets go of what has been taken after all. */
export const letGo = (engine: Engine, hashes: readonly string[]): Promise<void> =>
  engine.write((session) =>
    session.run(sql`DELETE FROM quarantine WHERE hash IN (SELECT k.key FROM ${session.dialect.texts(hashes)})`),
  );
