import { Award } from './Award';
import { Contract } from './Contract';
import type { Class } from './registry';

/**
 * Dynamic markets publish their members as awards, and what was signed with them as contracts. Nothing is bought by it:
 * purchases under the market are processes of their own. A process is such a market where any of its documents is a
 * notice that sets up (UK14) or changes (UK15) one.
 */
export const MARKET_NOTICES: readonly string[] = ['UK14', 'UK15'];

/** Whether objects of a class may be memberships of a dynamic market. */
export const mayBeMembership = (type: Class): boolean => type === Award || type === Contract;
