import { Classification, Organization, Region } from '../entities';
import { classificationId, codeClassOf, regionId } from '../entities/codeIds';
import { segment } from '../entities/keys';
import { Node } from '../entities/objects';
import { classOfPath, pathOf } from '../entities/paths';
import { nodeOf, nodeTypes, type Class } from '../entities/registry';
import { classificationCode } from '../ocds/classification';

/** What a gateway knows of an object: the fields of one of its keys. */
export type Representation = Record<string, string | null | undefined>;

/** An object by its id, if its document calls it so. */
export interface Reference {
  readonly id: string;
  /** null where it was not asked by it. */
  readonly localId: string | null;
}

/** The classes that a gateway may refer to. */
export const federated = (): Class[] => nodeTypes().filter((type) => nodeOf(type).keys.length > 0);

/** What a representation refers to; undefined where it cannot be anything. */
export function referenceTo(type: Class, given: Representation): Reference | undefined {
  const id = idOf(type, given);
  if (id === undefined) return undefined;
  return { id, localId: (given.id ?? null) === null ? (given.localId ?? null) : null }; // beside an id it is no part of the key
}

/** A release's path is its ocid; a tender's has no local id of its own in it; the others end in theirs. */
function idOf(type: Class, { id, ocid, localId, scheme, code }: Representation): string | undefined {
  if (id !== undefined && id !== null) return id;
  if (type === Region) return regionId(code!);
  if (type === Classification)
    return classificationId(classificationCode(scheme, code) ?? { scheme: scheme!, code: code! });
  if (ocid === undefined || ocid === null) return undefined;
  return type.name === 'Release' ? segment(ocid) : pathOf(type, ocid, localId ?? '');
}

/** An id says what class it is of; but a register may give an organization an id of any looks. */
export function classesOfId(id: string): Class[] {
  const code = codeClassOf(id);
  if (code) return [code, Organization];
  const type = classOfPath(id);
  return type && type.prototype instanceof Node ? [type, Organization] : [Organization];
}
