import { PrimaryColumn } from 'typeorm';
import { Award } from './Award';
import { CopyOf, Key, Text } from './fields';
import { OcdsLink } from './objects';
import { Tender } from './Tender';

/*
 * Join tables from what releases hold to classifications and regions. A row stands for a published code and for each
 * code around it too, so that what falls under a code is found by that code alone, at any level, in one index; the
 * published codes are those that have the second key as well.
 */

abstract class CodeRow {
  @PrimaryColumn('bigint')
  pk: number;
}

/** The classifications that a release names anywhere, and the words that it has for them. */
@OcdsLink('release_classification')
export class ReleaseClassification extends CodeRow {
  @Key()
  releasePk: number;

  @Key()
  classificationPk: number;

  @Text('What the code means, in the words of the release.')
  description?: string | null;
}

/** The regions that a release names anywhere. */
@OcdsLink('release_region')
export class ReleaseRegion extends CodeRow {
  @Key()
  releasePk: number;

  @Key()
  regionPk: number;
}

/** What a tender is about: the codes of itself, its lots and its items. */
@OcdsLink('tender_classification')
export class TenderClassification extends CodeRow {
  @Key({ then: ['classificationPk', 'publishedClassificationPk'] })
  tenderPk: number;

  @Key({ then: ['valueAmount', 'tenderPk', 'status', 'hasLotsForSmes'] })
  classificationPk: number;

  @Key({ indexed: false })
  publishedClassificationPk: number;

  @CopyOf(Tender, 'tenderPk', 'numeric')
  valueAmount: number | null;

  @CopyOf(Tender, 'tenderPk', 'text')
  status: string | null;

  @CopyOf(Tender, 'tenderPk', 'boolean')
  hasLotsForSmes: boolean | null;
}

/** What a lot is about: its own codes and those of its items. */
@OcdsLink('lot_classification')
export class LotClassification extends CodeRow {
  @Key({ then: ['classificationPk', 'publishedClassificationPk'] })
  lotPk: number;

  @Key({ then: ['lotPk'] })
  classificationPk: number;

  @Key({ indexed: false })
  publishedClassificationPk: number;
}

/** Where a lot is delivered: the regions of its items. */
@OcdsLink('lot_region')
export class LotRegion extends CodeRow {
  @Key({ then: ['regionPk', 'publishedRegionPk'] })
  lotPk: number;

  @Key({ then: ['lotPk'] })
  regionPk: number;

  @Key({ indexed: false })
  publishedRegionPk: number;
}

/** What an award is about: the codes of its items, or where it has none of the items of its lots. */
@OcdsLink('award_classification')
export class AwardClassification extends CodeRow {
  @Key({ then: ['classificationPk', 'publishedClassificationPk'] })
  awardPk: number;

  @Key({ then: ['valueAmount', 'awardPk'] })
  classificationPk: number;

  @Key({ indexed: false })
  publishedClassificationPk: number;

  @CopyOf(Award, 'awardPk', 'numeric')
  valueAmount: number | null;
}

/** Where a tender is delivered: the regions of itself and its items. */
@OcdsLink('tender_region')
export class TenderRegion extends CodeRow {
  @Key({ then: ['regionPk', 'publishedRegionPk'] })
  tenderPk: number;

  @Key({ then: ['valueAmount', 'tenderPk', 'status', 'hasLotsForSmes'] })
  regionPk: number;

  @Key({ indexed: false })
  publishedRegionPk: number;

  @CopyOf(Tender, 'tenderPk', 'numeric')
  valueAmount: number | null;

  @CopyOf(Tender, 'tenderPk', 'text')
  status: string | null;

  @CopyOf(Tender, 'tenderPk', 'boolean')
  hasLotsForSmes: boolean | null;
}

/** Where an award is delivered: the regions of its items, or where it has none of the items of its lots. */
@OcdsLink('award_region')
export class AwardRegion extends CodeRow {
  @Key({ then: ['regionPk', 'publishedRegionPk'] })
  awardPk: number;

  @Key({ then: ['valueAmount', 'awardPk'] })
  regionPk: number;

  @Key({ indexed: false })
  publishedRegionPk: number;

  @CopyOf(Award, 'awardPk', 'numeric')
  valueAmount: number | null;
}
