import type { WriteSession } from '../database/engine';
import { isInside, raw, sql } from '../database/sql';
import { NAMES_A_PROCESS } from '../entities/RelatedProcess';

/**
 * Leads references to other processes to their releases: those of the releases just stored, and those of all others to
 * them. So it does not matter which of two processes arrives first.
 */
export function linkProcesses(session: WriteSession, releases: readonly { ocid: string; pk: number }[]): Promise<void> {
  const { dialect } = session;
  const pks = dialect.keys(releases.map(({ pk }) => pk));
  const ocids = dialect.texts(releases.map(({ ocid }) => ocid));
  const own = sql`SELECT x.pk FROM ${pks} JOIN related_process x ON ${isInside(raw('x.pk'), raw('k.key'))}`;
  const others = sql`SELECT x.pk FROM ${ocids} JOIN related_process x ON x.identifier = k.key`;
  return session.run(
    sql`UPDATE related_process SET "relatedReleasePk" = (SELECT r.pk FROM release r WHERE r.ocid = related_process.identifier)
      WHERE ${raw(NAMES_A_PROCESS)} AND pk IN (${own} UNION ALL ${others} WHERE ${raw(NAMES_A_PROCESS)})`,
  );
}
