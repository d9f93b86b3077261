import { Index } from 'typeorm';
import { classificationLevel } from '../ocds/classification';
import { Code, Key, Made, Text } from './fields';
import { OcdsNode, SharedNode } from './objects';

/** Stands in no document: made from every reference to its code, and for the codes of the CPV above those. */
@Index(['scheme', 'code'], { unique: true })
@OcdsNode(
  'classification',
  'A code of a classification scheme, such as `45243000` of the CPV, the same in every release that uses it.',
  { keys: ['scheme code'], listed: true, shared: true },
)
export class Classification extends SharedNode {
  @Key()
  parentPk: number;

  @Made('The scheme, such as `CPV` for the Common Procurement Vocabulary.')
  scheme: string;

  @Made('The code within the scheme; of the CPV its eight digits, without the ninth that only checks them.')
  code: string;

  @Text(
    'What the code means, in the words of the newest release that has some; null for a wider code that no release names.',
  )
  description?: string | null;

  @Code(classificationLevel, 'How wide or narrow a code of the CPV is; null for other schemes.')
  level?: string | null;
}
