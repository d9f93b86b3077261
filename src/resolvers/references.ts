import type { GraphQLResolveInfo } from 'graphql';
import type { Row } from '../database/engine';
import { Organization } from '../entities';
import { nodeOf, type Class } from '../entities/registry';
import type { Loaders } from '../loaders/Loaders';
import { organizationById } from '../loaders/organizations';
import { fieldsAt } from '../loaders/selection';
import { federated, referenceTo, type Representation } from '../query/references';
import type { Context } from './context';

/** The federated entities and their keys, for the guard that checks representations. */
export function entityKeys(): Record<string, readonly (readonly string[])[]> {
  return Object.fromEntries(federated().map((type) => [type.name, nodeOf(type).keys]));
}

/** The reference resolvers: all representations of one class in one statement. */
export function referenceResolvers(): Record<string, { __resolveReference: unknown }> {
  return Object.fromEntries(federated().map((type) => [type.name, { __resolveReference: resolveReference(type) }]));
}

function resolveReference(type: Class) {
  const found = type === Organization ? organizationById : byId(type);
  return async (given: Representation, { loaders }: Context, info: GraphQLResolveInfo): Promise<Row | null> => {
    const reference = referenceTo(type, given);
    if (!reference) return null;
    const { id, localId } = reference;
    const row = await found(loaders, id, fieldsAt(info, type.name, 'localId'));
    return row !== null && (localId === null || row.localId === localId) ? { __typename: type.name, ...row } : null;
  };
}

const byId = (type: Class) => (loaders: Loaders, id: string, fields: readonly string[]) =>
  loaders.byId(type, id, fields);
