import { Decimal, Flag, Part, Parts, Text } from '../fields';
import { OcdsPart } from '../objects';
import { Subcontract } from './Subcontract';
import { Value } from './Value';

@OcdsPart('What a supplier hands on to others.')
export class Subcontracting {
  @Text('What is handed on.')
  description?: string | null;

  @Decimal("The least share of the contract's value that is handed on, in per cent.")
  minimumPercentage?: number | null;

  @Decimal("The greatest share of the contract's value that is handed on, in per cent.")
  maximumPercentage?: number | null;

  @Part(() => Value, 'The estimated value of what is handed on.')
  value?: Value | null;

  @Flag('Whether subcontractors are chosen by competition.')
  competitive?: boolean | null;

  @Decimal("The least share of the contract's value that must be handed on by competition, in per cent.")
  competitiveMinimumPercentage?: number | null;

  @Decimal("The greatest share of the contract's value that may be handed on by competition, in per cent.")
  competitiveMaximumPercentage?: number | null;

  @Parts(() => Subcontract, 'The subcontracts one by one.')
  subcontracts?: Subcontract[] | null;
}
