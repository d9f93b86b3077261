/** TypeORM repositories inside DataLoaders, one of each for every request. */
import DataLoader from 'dataloader';
import { type DataSource, In, type ObjectLiteral } from 'typeorm';
import { Award, AwardLot, AwardSupplier, Contract, Lot, Organization, Tender } from './entities.js';

type Key = string | number;
type Entity<T> = new () => T;

export function createLoaders(source: DataSource) {
  const found = <T extends ObjectLiteral>(entity: Entity<T>, column: string, keys: readonly Key[]): Promise<T[]> =>
    source.getRepository(entity).find({ where: { [column]: In([...keys]) } as never, order: { id: 'ASC' } as never });
  const one = <T extends ObjectLiteral>(entity: Entity<T>, column: string) =>
    new DataLoader<Key, T | null>(async (keys) => {
      const rows = new Map((await found(entity, column, keys)).map((row) => [row[column], row]));
      return keys.map((key) => rows.get(key) ?? null);
    });
  const many = <T extends ObjectLiteral>(entity: Entity<T>, column: string) =>
    new DataLoader<Key, T[]>(async (keys) => grouped(keys, await found(entity, column, keys), column));
  return {
    organization: one(Organization, 'id'),
    organizationByPpon: one(Organization, 'ppon'),
    tenderByOcid: one(Tender, 'ocid'),
    lotsByTender: many(Lot, 'tenderId'),
    awardsByTender: many(Award, 'tenderId'),
    contractsByTender: many(Contract, 'tenderId'),
    contractsByAward: many(Contract, 'awardId'),
    awardsByLot: new DataLoader<number, Award[]>(async (keys) => {
      const where = { lotId: In([...keys]) };
      const rows = await source.getRepository(AwardLot).find({ where, relations: { award: true } });
      return grouped(keys, rows, 'lotId').map((links) => links.map(({ award }) => award));
    }),
    suppliersByAward: new DataLoader<number, Organization[]>(async (keys) => {
      const where = { awardId: In([...keys]) };
      const rows = await source.getRepository(AwardSupplier).find({ where, relations: { organization: true } });
      return grouped(keys, rows, 'awardId').map((links) => links.map(({ organization }) => organization));
    }),
  };
}

export interface Context {
  readonly source: DataSource;
  readonly loaders: ReturnType<typeof createLoaders>;
}

function grouped<T extends ObjectLiteral>(keys: readonly Key[], rows: readonly T[], column: string): T[][] {
  const groups = new Map<Key, T[]>(keys.map((key) => [key, []]));
  for (const row of rows) groups.get(row[column] as Key)!.push(row);
  return keys.map((key) => groups.get(key)!);
}
