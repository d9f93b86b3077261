import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { Award, BuyerSpend, Contract, Lot, MonthSpend, Organization, Tender } from './entities.js';
import type { Context } from './loaders.js';

const onPostgres = process.env.DATABASE!.startsWith('postgres:');

@Resolver(() => Tender)
class TenderResolver {
  @Query(() => Tender, { nullable: true })
  tender(@Arg('ocid', () => String) ocid: string, @Ctx() { source }: Context) {
    return source.getRepository(Tender).findOneBy({ ocid });
  }

  @Query(() => [Tender])
  dashboard(
    @Arg('division', () => String) division: string,
    @Arg('from', () => String) from: string,
    @Arg('to', () => String) to: string,
    @Arg('first', () => Int) first: number,
    @Ctx() { source }: Context,
  ) {
    const next = division[0] + String.fromCharCode(division.charCodeAt(1) + 1);
    return source
      .getRepository(Tender)
      .createQueryBuilder('t')
      .where('t.date >= :from AND t.date < :to AND t.value_amount IS NOT NULL', { from, to })
      .andWhere(
        'EXISTS (SELECT 1 FROM item i JOIN item_classification c ON c.item_id = i.id WHERE i.tender_id = t.id AND c.code >= :division AND c.code < :next)',
        { division, next },
      )
      .orderBy('t.amount', 'DESC')
      .addOrderBy('t.ocid', 'ASC')
      .take(first)
      .getMany();
  }

  @Query(() => [Tender])
  search(@Arg('text', () => String) text: string, @Arg('first', () => Int) first: number, @Ctx() { source }: Context) {
    const matches = onPostgres
      ? `t.title_tsv @@ plainto_tsquery('simple', :text)`
      : 't.id IN (SELECT rowid FROM tender_fts WHERE tender_fts MATCH :text)';
    const tenders = source.getRepository(Tender).createQueryBuilder('t');
    return tenders.where(matches, { text }).orderBy('t.id', 'DESC').take(first).getMany();
  }

  @FieldResolver(() => Organization)
  buyer(@Root() tender: Tender, @Ctx() { loaders }: Context) {
    return loaders.organization.load(tender.buyerId);
  }

  @FieldResolver(() => [Lot])
  lots(@Root() tender: Tender, @Ctx() { loaders }: Context) {
    return loaders.lotsByTender.load(tender.id);
  }

  @FieldResolver(() => [Award])
  awards(@Root() tender: Tender, @Ctx() { loaders }: Context) {
    return loaders.awardsByTender.load(tender.id);
  }

  @FieldResolver(() => [Contract])
  contracts(@Root() tender: Tender, @Ctx() { loaders }: Context) {
    return loaders.contractsByTender.load(tender.id);
  }
}

@Resolver(() => Organization)
class OrganizationResolver {
  @Query(() => [Organization])
  buyers(@Arg('first', () => Int) first: number, @Ctx() { source }: Context) {
    return source.getRepository(Organization).find({ where: { isBuyer: true }, order: { ppon: 'ASC' }, take: first });
  }

  @FieldResolver(() => [Tender])
  tenders(@Root() { id }: Organization, @Arg('first', () => Int) first: number, @Ctx() { source }: Context) {
    const order = { date: 'DESC', id: 'DESC' } as const;
    return source.getRepository(Tender).find({ where: { buyerId: id }, order, take: first });
  }
}

@Resolver(() => Lot)
class LotResolver {
  @FieldResolver(() => [Award])
  awards(@Root() lot: Lot, @Ctx() { loaders }: Context) {
    return loaders.awardsByLot.load(lot.id);
  }
}

@Resolver(() => Award)
class AwardResolver {
  @FieldResolver(() => [Organization])
  suppliers(@Root() award: Award, @Ctx() { loaders }: Context) {
    return loaders.suppliersByAward.load(award.id);
  }

  @FieldResolver(() => [Contract])
  contracts(@Root() award: Award, @Ctx() { loaders }: Context) {
    return loaders.contractsByAward.load(award.id);
  }
}

const counted = <T extends { count: unknown }>(rows: T[]) => rows.map((row) => ({ ...row, count: Number(row.count) }));

@Resolver(() => BuyerSpend)
class SpendResolver {
  @Query(() => [BuyerSpend])
  async spendByBuyer(@Arg('first', () => Int) first: number, @Ctx() { source }: Context) {
    const awards = source.getRepository(Award).createQueryBuilder('a').innerJoin(Tender, 't', 't.id = a.tender_id');
    const totals = awards.select('t.buyer_id', 'buyerId').addSelect('SUM(a.value_amount)', 'total');
    const groups = totals.addSelect('COUNT(*)', 'count').groupBy('t.buyer_id').orderBy('total', 'DESC');
    return counted(await groups.limit(first).getRawMany());
  }

  @Query(() => [MonthSpend])
  async spendByMonth(@Ctx() { source }: Context) {
    const month = onPostgres ? `to_char(a.date AT TIME ZONE 'UTC', 'YYYY-MM')` : 'substr(a.date, 1, 7)';
    const awards = source.getRepository(Award).createQueryBuilder('a');
    const totals = awards.select(month, 'month').addSelect('SUM(a.value_amount)', 'total');
    return counted(await totals.addSelect('COUNT(*)', 'count').groupBy('month').orderBy('month').getRawMany());
  }

  @FieldResolver(() => Organization)
  buyer(@Root() spend: BuyerSpend, @Ctx() { loaders }: Context) {
    return loaders.organization.load(spend.buyerId);
  }
}

export const resolvers = [TenderResolver, OrganizationResolver, LotResolver, AwardResolver, SpendResolver] as const;
