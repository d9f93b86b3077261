import type { Json, JsonObject } from '../../ocds/json';
import { registerId } from './registerId';

/** A further identifier of a party, in the columns of OrganizationAlias. */
export type AliasCells = Record<'alias' | 'scheme' | 'localId' | 'legalName' | 'path', Json>;

/** The further identifiers of a party, but not the one that its organization goes by. `json` is how the party keeps them. */
export function aliasesOf(json: string | null, own: string, path: string): AliasCells[] {
  const identifiers = json === null ? [] : (JSON.parse(json) as JsonObject[]);
  return identifiers.flatMap((identifier, i) => {
    const alias = registerId(identifier);
    if (alias === undefined || alias === own) return [];
    const { scheme = null, localId = null, legalName = null } = identifier;
    return [{ alias, scheme, localId, legalName, path: `${path}/additionalIdentifiers/${i}` }];
  });
}
