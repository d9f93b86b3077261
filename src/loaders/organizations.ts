import type { Row } from '../database/engine';
import { aliases, byIdOrAliasRows, claimants, evidence, names } from '../query/organizations';
import type { Find } from '../query/objectReader';
import type { Loaders } from './Loaders';

export type Alias = { readonly _key: number; readonly organizationId: string } & Row;

/** Finds the organization with that id; where none has it as its own, the one that gives it as a further identifier. */
export const BY_ID_OR_ALIAS: Find<string> = {
  name: 'id or alias',
  keys: (dialect, ids) => dialect.texts(ids),
  rows: byIdOrAliasRows,
};

/** The further identifiers of an organization, by id. */
export const loadAliases = (loaders: Loaders, pk: number): Promise<Row[]> =>
  loaders.rowsOf('Organization.aliases', pk, aliases);

/** The newest places that give an organization that further identifier. */
export async function loadEvidence(loaders: Loaders, { _key, organizationId }: Alias, first: number): Promise<Row[]> {
  const rows = await loaders.rowsOf(`OrganizationAlias.evidence ${first}`, _key, (dialect, pks) =>
    evidence(dialect, pks, first),
  );
  return rows.filter((row) => row.alias === organizationId);
}

/** The names of an organization, the oldest first. */
export const loadNames = (loaders: Loaders, pk: number): Promise<Row[]> =>
  loaders.rowsOf('Organization.names', pk, names);

/** The organizations that give the id of this one as a further identifier of theirs, by id; `find` finds one. */
export async function loadClaimants(
  loaders: Loaders,
  pk: number,
  find: (id: string) => Promise<Row | null>,
): Promise<Row[]> {
  const rows = await loaders.rowsOf('Organization.claimants', pk, claimants);
  const found = await Promise.all(rows.map(({ id }) => find(id as string)));
  return found.filter((each) => each !== null);
}
