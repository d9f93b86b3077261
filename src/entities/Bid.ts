import { bidStatus } from '../ocds/codelists';
import { Code, Columns, Flag, Key, Part, Texts, Timestamp } from './fields';
import { DocumentNode, OcdsNode } from './objects';
import { Subcontracting } from './parts/Subcontracting';
import { Value } from './parts/Value';

@OcdsNode('bid', 'A bid for a tender or for some of its lots.')
export class Bid extends DocumentNode {
  @Key()
  bidsPk: number;

  @Timestamp('When the bid was received.')
  date?: string | null;

  @Code(bidStatus, 'How far the bid has come.')
  status?: string | null;

  @Columns(() => Value, 'The value of the bid.')
  value?: Value | null;

  @Texts('The ids of the lots that are bid for.')
  relatedLots?: string[] | null;

  @Flag('Whether a part of the contract would be handed on to others.')
  hasSubcontracting?: boolean | null;

  @Part(() => Subcontracting, 'What would be handed on to others.')
  subcontracting?: Subcontracting | null;
}
