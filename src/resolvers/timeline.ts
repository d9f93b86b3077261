import { Arg, Field, ID, ObjectType } from 'type-graphql';
import type { Row } from '../database/engine';
import { Release } from '../entities';
import { DateTime } from '../entities/DateTime';
import { enumOf } from '../entities/enums';
import { Node } from '../entities/objects';
import { always, shown } from '../entities/shown';
import { SAID, type TimelineEvent } from '../entities/timeline';
import { loadTimeline } from '../loaders/timeline';
import { timelineEventType } from '../ocds/timeline';
import { isWithin, spanOf, type SpanArgs } from '../query/arguments';
import { loadersOf, type Context } from './context';
import type { Resolvers } from './edgeFields';
import { objectById } from './objectsAt';

const TYPE = enumOf(timelineEventType);

/** Made of what many classes say, so that it has no table. */
@ObjectType('TimelineEvent', { description: 'Something that happens in a contracting process on a day.' })
class TimelineEventType {
  @Field(() => TYPE, always('What happens.'))
  type: string;

  @Field(() => DateTime, always('When it happens, as published.'))
  date: string;

  @Field(() => String, shown('The title of the object that names the date.'))
  title: string | null;

  @Field(() => String, shown('The description of the object that names the date; of a notice, often its name.'))
  description: string | null;

  @Field(() => String, shown('The type of the notice, if it is one of the UK: `UK1` to `UK17`.'))
  noticeType: string | null;

  @Field(() => ID, always('The `id` of the object that names the date.'))
  nodeId: string;

  @Field(() => Node, always('The object that names the date: a notice, a tender, an award.'))
  node: Node;
}

export function declareTimeline(): void {
  const bound = (description: string) => ({ nullable: true, description });
  Arg('from', () => DateTime, bound('Only events at that time or later.'))(Release.prototype, 'timeline', 0);
  Arg('to', () => DateTime, bound('Only events before that time.'))(Release.prototype, 'timeline', 1);
  Field(
    () => [TimelineEventType],
    always('What happened in the process and what is to come, by time: notices, deadlines, awards, contracts.'),
  )(Release.prototype, 'timeline');
}

export function timelineResolvers(): Resolvers {
  return {
    Release: {
      timeline: async (release: Row, args: SpanArgs, context) => {
        const span = spanOf(args);
        const events = await loadTimeline(loadersOf(release, context), release.pk as number);
        return events.filter((event) => isWithin(event, span));
      },
    },
    TimelineEvent: {
      ...SAID,
      node: async ({ of, row }: TimelineEvent, _args: unknown, context: Context, info) => {
        const node = await objectById(of, row.id as string, info, loadersOf(row, context));
        return node && { __typename: of.name, ...node };
      },
    },
  };
}
