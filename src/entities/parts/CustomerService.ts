import { Text } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('Something that must be offered to the customers of a service.')
export class CustomerService {
  @Text('The kind of customer service.')
  type?: string | null;

  @Text('The name of the requirement.')
  name?: string | null;

  @Text('What is required.')
  description?: string | null;
}
