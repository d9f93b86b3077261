import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLJSON } from 'graphql-scalars';
import { Field } from 'type-graphql';
import type { Row } from '../database/engine';
import { Release, ReleaseVersion } from '../entities';
import { segment } from '../entities/keys';
import { shown } from '../entities/shown';
import { UserInputError } from '../errors';
import { instantOf, NO_INSTANT } from '../ocds/instant';
import { loadersOf, PAST, type Context } from './context';
import type { Resolvers } from './edgeFields';
import { objectById } from './objectsAt';

/** Gives releases and their versions the documents that they were made from. */
export function declareDocuments(): void {
  Field(
    () => GraphQLJSON,
    shown(
      'The whole document, with fields that are not known here: as it was published, or as its releases were merged.',
    ),
  )(Release.prototype, 'document');
  Field(() => GraphQLJSON, shown('The release as it was sent.'))(ReleaseVersion.prototype, 'document');
}

export function documentResolvers(): Resolvers {
  return {
    Release: {
      document: (row: Row, _args, context) => loadersOf(row, context).history.document.load(row.pk as number),
    },
    ReleaseVersion: {
      document: (row: Row, _args, context) => loadersOf(row, context).history.version.load(row.pk as number),
    },
  };
}

/** The process as it was published at `asOf`, or null where nothing was. */
export async function releaseAsOf(
  ocid: string,
  asOf: string,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<Row | null> {
  const instant = instantOf(asOf);
  if (!instant) throw new UserInputError(`${JSON.stringify(asOf.slice(0, 40))} in "asOf" ${NO_INSTANT}.`);
  const published = await context.loaders.history.until(ocid, instant.utc);
  if (published.length === 0) return null;
  const past = context.loaders.over(await context.openPast(ocid, published), PAST);
  return objectById(Release, segment(ocid), info, past);
}
