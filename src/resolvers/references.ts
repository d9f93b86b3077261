import type { GraphQLResolveInfo } from 'graphql';
import type { Row } from '../database/engine';
import { Classification, Organization, Region } from '../entities';
import { classificationId, regionId } from '../entities/codeIds';
import { segment } from '../entities/keys';
import { pathOf } from '../entities/paths';
import { nodeOf, nodeTypes, type Class } from '../entities/registry';
import type { Loaders } from '../loaders/Loaders';
import { organizationById } from '../loaders/organizations';
import { selectedFields } from '../loaders/selection';
import { classificationCode } from '../ocds/classification';
import type { Context } from './context';

/** What a gateway knows of an object: the fields of one of its keys. */
type Representation = Record<string, string | null | undefined>;

/** The federated entities and their keys, for the guard that checks representations. */
export function entityKeys(): Record<string, readonly (readonly string[])[]> {
  return Object.fromEntries(federated().map((type) => [type.name, nodeOf(type).keys]));
}

/** The reference resolvers: all representations of one class in one statement. */
export function referenceResolvers(): Record<string, { __resolveReference: unknown }> {
  return Object.fromEntries(federated().map((type) => [type.name, { __resolveReference: resolveReference(type) }]));
}

const federated = (): Class[] => nodeTypes().filter((type) => nodeOf(type).keys.length > 0);

function resolveReference(type: Class) {
  return async (given: Representation, { loaders }: Context, info: GraphQLResolveInfo): Promise<Row | null> => {
    const id = idOf(type, given);
    if (id === undefined) return null;
    const fields = new Set([...selectedFields(info, info.fieldNodes, type.name).keys(), 'localId']);
    const found = type === Organization ? organizationById : byId(type);
    const row = await found(loaders, id, [...fields]);
    const named = (given.id ?? null) === null ? (given.localId ?? null) : null; // beside an id it is no part of the key
    return row !== null && (named === null || row.localId === named) ? { __typename: type.name, ...row } : null;
  };
}

const byId = (type: Class) => (loaders: Loaders, id: string, fields: readonly string[]) =>
  loaders.byId(type, id, fields);

/** A release's path is its ocid; a tender's has no local id of its own in it; the others end in theirs. */
function idOf(type: Class, { id, ocid, localId, scheme, code }: Representation): string | undefined {
  if (id !== undefined && id !== null) return id;
  if (type === Region) return regionId(code!);
  if (type === Classification)
    return classificationId(classificationCode(scheme, code) ?? { scheme: scheme!, code: code! });
  if (ocid === undefined || ocid === null) return undefined;
  return type.name === 'Release' ? segment(ocid) : pathOf(type, ocid, localId ?? '');
}
