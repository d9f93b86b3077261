import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Engine, Reader, WriteSession } from '../database/engine';
import { sql } from '../database/sql';
import { storable } from '../ocds/text';
import type { RefusedItem } from './read/types';

/** A refusal that is kept, with what was refused. */
export interface Quarantined {
  readonly hash: string;
  readonly file: string;
  readonly position: number;
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

/** What was refused and can be tried again, by file and position. Holds one at a time. */
export async function* quarantined(reader: Reader): AsyncGenerator<Quarantined> {
  for (let after: [string, number, string] = ['', -1, '']; ;) {
    const [file, position, hash] = after;
    const [row] = await reader.all(
      sql`SELECT hash, file, position, content FROM quarantine WHERE content IS NOT NULL AND (file, position, hash) > (${file}, ${position}, ${hash}) ORDER BY file, position, hash LIMIT 1`,
    );
    if (!row) return;
    const found = row as { hash: string; file: string; position: number; content: Buffer };
    after = [found.file, found.position, found.hash];
    yield { hash: found.hash, file: found.file, position: found.position, bytes: inflateRawSync(found.content) };
  }
}

/** Lets go of what has been taken after all. */
export const letGo = (engine: Engine, hashes: readonly string[]): Promise<void> =>
  engine.write((session) =>
    session.run(sql`DELETE FROM quarantine WHERE hash IN (SELECT k.key FROM ${session.dialect.texts(hashes)})`),
  );
