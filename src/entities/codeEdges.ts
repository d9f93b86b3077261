import { Award } from './Award';
import { Classification } from './Classification';
import { AwardClassification, AwardRegion, TenderClassification, TenderRegion } from './codeLinks';
import { Region } from './Region';
import { hop, walk, type Relation } from './relation';
import { Tender } from './Tender';

/** The part of the graph's relations that codes make: what falls under a code, and the codes of what a release holds. */
export const CODE_RELATIONS: readonly Relation[] = [
  walk(Classification, 'parentPk', Classification, 'pk', {
    forward: ['parent', 'The next wider code of the CPV; null for a division, and in other schemes.'],
    back: ['children', 'The codes of the CPV right below this one.'],
  }),
  walk(Classification, 'pk', Tender, 'pk', {
    through: hop(TenderClassification, 'classificationPk', 'tenderPk'),
    forward: ['tenders', 'The tenders that are about this code or a narrower one, by themselves, a lot or an item.'],
  }),
  walk(Classification, 'pk', Award, 'pk', {
    through: hop(AwardClassification, 'classificationPk', 'awardPk'),
    forward: [
      'awards',
      'The awards that are about this code or a narrower one, by their items or those of their lots.',
    ],
  }),
  walk(Tender, 'pk', Classification, 'pk', {
    through: hop(TenderClassification, 'tenderPk', 'publishedClassificationPk', 'classificationPk'),
    forward: ['classifications', 'What the tender is about, as codes: its own and those of its lots and items.'],
  }),
  walk(Award, 'pk', Classification, 'pk', {
    through: hop(AwardClassification, 'awardPk', 'publishedClassificationPk', 'classificationPk'),
    forward: [
      'classifications',
      'What is awarded, as codes: those of its items, or if it has none of those of its lots.',
    ],
  }),
  walk(Region, 'parentPk', Region, 'pk', {
    forward: ['parent', 'The next larger region; null for a country.'],
    back: ['children', 'The next smaller regions that a release names, or that hold one.'],
  }),
  walk(Region, 'pk', Tender, 'pk', {
    through: hop(TenderRegion, 'regionPk', 'tenderPk'),
    forward: ['tenders', 'The tenders that are delivered in the region or in a region within.'],
  }),
  walk(Region, 'pk', Award, 'pk', {
    through: hop(AwardRegion, 'regionPk', 'awardPk'),
    forward: ['awards', 'The awards that are delivered in the region or in a region within.'],
  }),
  walk(Tender, 'pk', Region, 'pk', {
    through: hop(TenderRegion, 'tenderPk', 'publishedRegionPk', 'regionPk'),
    forward: ['regions', 'Where the tender is delivered: the regions of its own addresses and of its items.'],
  }),
  walk(Award, 'pk', Region, 'pk', {
    through: hop(AwardRegion, 'awardPk', 'publishedRegionPk', 'regionPk'),
    forward: [
      'regions',
      'Where the award is delivered: the regions of its items, or if it has none of those of its lots.',
    ],
  }),
];
