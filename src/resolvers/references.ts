import type { GraphQLResolveInfo } from 'graphql';
import type { Row } from '../database/engine';
import { Organization } from '../entities';
import type { Class } from '../entities/registry';
import { BY_ID_OR_ALIAS } from '../loaders/organizations';
import { federated, referenceTo, type Representation } from '../query/references';
import type { Context } from './context';
import { objectsAt } from './objectsAt';

/** The reference resolvers: all representations of one class in one statement. */
export function referenceResolvers(): Record<string, { __resolveReference: unknown }> {
  return Object.fromEntries(federated().map((type) => [type.name, { __resolveReference: resolveReference(type) }]));
}

function resolveReference(type: Class) {
  const find = type === Organization ? BY_ID_OR_ALIAS : undefined;
  return async (given: Representation, { loaders }: Context, info: GraphQLResolveInfo): Promise<Row | null> => {
    const reference = referenceTo(type, given);
    if (!reference) return null;
    const { id, localId } = reference;
    const objects = objectsAt(type, info, 'localId');
    const row = await loaders.byId(type, id, objects.asked(info), objects.ahead(info, loaders), find);
    return row !== null && (localId === null || row.localId === localId) ? { __typename: type.name, ...row } : null;
  };
}
