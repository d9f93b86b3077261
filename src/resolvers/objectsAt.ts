/** What the fields of an operation ask for: found out once for the nodes of each. */
import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import type { Row } from '../database/engine';
import type { Class } from '../entities/registry';
import { variablesIn } from '../execution/fragments';
import type { Loaders } from '../loaders/Loaders';
import { fieldsAt, objectsOfConnection, selectedOfConnection } from '../loaders/selection';
import type { Page } from '../query/list';
import type { Find } from '../query/objectReader';
import type { ListRequest } from '../query/readers';
import { Objects } from './ahead';
import { ForVariables } from './ForVariables';

/** An executor gives the nodes of a field as the same array, for one outcome of what is skipped. */
const places = new WeakMap<readonly FieldNode[], Map<string, unknown>>();

function placed<T>({ fieldNodes }: GraphQLResolveInfo, name: string, make: () => T): T {
  let here = places.get(fieldNodes);
  if (!here) places.set(fieldNodes, (here = new Map<string, unknown>()));
  let known = here.get(name) as T | undefined;
  if (!known) here.set(name, (known = make()));
  return known;
}

/** The objects of a class that a field gives. @param also a field that is read though nobody may have asked for it. */
export const objectsAt = (type: Class, info: GraphQLResolveInfo, also = ''): Objects =>
  placed(info, `${type.name} ${also}`, () => new Objects(type, info.fieldNodes, fieldsAt(info, type.name, also), info));

/** The object of a class with that id, with what is selected below it; `find` may know of more ids than the object's own. */
export function objectById(
  type: Class,
  id: string,
  info: GraphQLResolveInfo,
  loaders: Loaders,
  find?: Find<string>,
): Promise<Row | null> {
  const objects = objectsAt(type, info);
  return loaders.byId(type, id, objects.asked(info), objects.ahead(info, loaders), find);
}

/** The connection that a field gives, of a list without a parent or inside groups. */
export class Connection {
  readonly objects: Objects;
  private readonly selected: Omit<ListRequest, 'page'>;
  private readonly known: ForVariables<ListRequest>;

  private constructor(type: Class, isOnce: boolean, info: GraphQLResolveInfo) {
    const nodes = objectsOfConnection(info, info.fieldNodes);
    this.objects = new Objects(type, nodes, [], info, isOnce);
    this.selected = selectedOfConnection(info);
    this.known = new ForVariables([...variablesIn(info.fieldNodes[0]!), ...this.objects.variables]);
  }

  /** @param isOnce whether no object stands in it twice. */
  static at(type: Class, info: GraphQLResolveInfo, isOnce: boolean): Connection {
    return placed(info, `connection ${type.name}`, () => new Connection(type, isOnce, info));
  }

  /** The same for the same variables. @param page that the arguments alone ask for. */
  asked(page: () => Page, info: GraphQLResolveInfo): ListRequest {
    return this.known.of(info, () => this.request(page(), info));
  }

  request(page: Page, info: GraphQLResolveInfo): ListRequest {
    return { page, ...this.selected, along: this.objects.along(info) };
  }
}
