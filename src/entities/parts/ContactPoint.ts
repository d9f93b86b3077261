import { Text, Texts } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('A person, department or desk to write to or to call.')
export class ContactPoint {
  @Text('The name of the person, department or desk.')
  name?: string | null;

  @Text('The e-mail address.')
  email?: string | null;

  @Text('The telephone number.')
  telephone?: string | null;

  @Text('The fax number.')
  faxNumber?: string | null;

  @Text('The web address of the contact.')
  url?: string | null;

  @Texts('The languages spoken there, as codes of ISO 639-1 such as `en`.')
  availableLanguage?: string[] | null;
}
