import { Key, Made, Whole } from './fields';
import { OcdsNode, SharedNode } from './objects';

/** Stands in no document: made from every address whose region is a code, and for the regions around those. */
@OcdsNode(
  'region',
  'A region or country by its code: `UKG33` of the NUTS, which the UK calls ITL. Its name is in no release.',
  { keys: ['code'], listed: true, shared: true },
)
export class Region extends SharedNode {
  @Key()
  parentPk: number;

  @Made('The code: two letters for a country, and one more for each smaller region.')
  code: string;

  @Whole('The level of the region: 0 for a country, 1 to 3 for ever smaller regions.')
  level?: number | null;
}
