import type { Row } from '../database/engine';
import { aliases, byIdOrAliasRows, claimants, evidence, names } from '../query/organizations';
import type { Find } from '../query/objectReader';
import type { Loaders } from './Loaders';

/** The dates of the first and of the last release that say something, as published. */
interface Seen {
  readonly firstDate: string | null;
  readonly lastDate: string | null;
}

export type Alias = { readonly _key: number; readonly id: string } & Seen & Row;

/** Finds the organization with that id; where none has it as its own, the one that gives it as a further identifier. */
export const BY_ID_OR_ALIAS: Find<string> = {
  name: 'id or alias',
  keys: (dialect, ids) => dialect.texts(ids),
  rows: byIdOrAliasRows,
};

/** The further identifiers of an organization, by id. */
export async function loadAliases(loaders: Loaders, pk: number): Promise<Alias[]> {
  const rows = await loaders.rowsOf('Organization.aliases', pk, aliases);
  return rows.map((row) => ({ ...row, ...seen(row) }) as Alias);
}

/** The newest places that give an organization that further identifier. */
export async function loadEvidence(loaders: Loaders, { _key, id }: Alias, first: number): Promise<Row[]> {
  const rows = await loaders.rowsOf(`OrganizationAlias.evidence ${first}`, _key, (dialect, pks) =>
    evidence(dialect, pks, first),
  );
  return rows.filter((row) => row.alias === id);
}

/** The names of an organization, the oldest first. */
export async function loadNames(loaders: Loaders, pk: number): Promise<Row[]> {
  const rows = await loaders.rowsOf('Organization.names', pk, names);
  const place = ({ first, name }: Row): string => `${String(first)} ${String(name)}`;
  return rows.sort((a, b) => (place(a) < place(b) ? -1 : 1)).map((row) => ({ ...row, ...seen(row) }));
}

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

const seen = ({ first, last }: Row): Seen => ({
  firstDate: published(first as string),
  lastDate: published(last as string),
});

/** The date as published, which stands behind its instant. */
const published = (text: string): string | null => text.slice(text.indexOf(' ') + 1) || null;
