import { Index } from 'typeorm';
import { Currency, Decimal, Key, Text, Timestamp, Word } from './fields';
import { DocumentNode, OcdsNode } from './objects';

// What is awarded after a single bid is found by the figure, and from there the lot, or the process if it is about no lot.
@Index(['measure', 'value', 'lotPk', 'bidsPk'])
@Index(['measure', 'value', 'bidsPk'], { where: '"relatedLot" IS NULL' })
@OcdsNode('bid_statistic', 'A figure on the bids for a tender or a lot (OCDS: BidsStatistic).')
export class BidStatistic extends DocumentNode {
  @Key()
  bidsPk: number;

  @Key()
  lotPk: number;

  @Word(
    'What is counted, from an open codelist: `requests`, `bids`, `validBids`, `bidders`, `electronicBids`, ' +
      '`smeBids`, `foreignBids`, `foreignBidsFromEU`, `foreignBidsFromNonEU`, `tendersAbnormallyLow`; UK ' +
      '`finalStageBids`, `smeFinalStageBids`, `vcseFinalStageBids`; or a price, `lowestValidBidValue`, ' +
      '`highestValidBidValue`.',
  )
  measure?: string | null;

  @Decimal('The figure: a count, a share between 0 and 1, or an amount in `currency`.')
  value?: number | null;

  @Currency('The currency of an amount, as a three-letter code of ISO 4217.')
  currency?: string | null;

  @Timestamp('When the figure was last worked out.')
  date?: string | null;

  @Text('Remarks on the figure.')
  notes?: string | null;

  @Text('The id of the lot that the figure is about; without one, it is about the whole tender.')
  relatedLot?: string | null;
}
