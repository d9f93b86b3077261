import { raw, sql, type Sql } from '../database/sql';
import { MARKET_NOTICES } from '../entities/memberships';
import { column } from './walk';

/** No parameters: of notices that it knows PostgreSQL knows how few they are, and makes no room for half of all. */
const NOTICES = raw(MARKET_NOTICES.map((notice) => `'${notice}'`).join(', '));

/**
 * Whether an award or contract called `alias` is a membership of a dynamic market, which stays out of figures. Such markets
 * are few: their releases are found once, by the index of notices.
 */
export const isMembership = (alias: string): Sql =>
  sql`${column(alias, 'releasePk')} IN (SELECT d."releasePk" FROM document d WHERE d."noticeType" IN (${NOTICES}))`;
