import { DocumentNode, OcdsNode } from './objects';

@OcdsNode('bids', 'The bids received for a tender, singly or counted.')
export class Bids extends DocumentNode {}
