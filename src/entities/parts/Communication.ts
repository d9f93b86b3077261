import { Part, Text, Timestamp } from '../fields';
import { OcdsPart } from '../objects';
import { Period } from './Period';

@OcdsPart('How the buyer and suppliers keep in touch about the procedure.')
export class Communication {
  @Text('The name of a tool that is needed to communicate and is not generally available.')
  atypicalToolName?: string | null;

  @Text('The web address of that tool.')
  atypicalToolUrl?: string | null;

  @Timestamp('When the buyer would like the notice to be published.')
  noticePreferredPublicationDate?: string | null;

  @Timestamp('When the next notice is expected to be published.')
  futureNoticeDate?: string | null;

  @Text('Who will be sent the next notice, if it is not published.')
  futureNoticeRecipients?: string | null;

  @Timestamp('When invitations to confirm interest are expected to be sent.')
  invitationToConfirmInterestDispatchDate?: string | null;

  @Part(() => Period, 'When the documents can be had or asked for.')
  documentAvailabilityPeriod?: Period | null;
}
