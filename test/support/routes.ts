import { getNamedType, isObjectType } from 'graphql';
import { edgesFrom, RELATIONS } from '../../src/entities/edges';
import type { Class } from '../../src/entities/registry';
import type { Edge } from '../../src/entities/relation';
import { theSchema } from './graph';

/** A list at the root, and the edges from there. */
export interface Route {
  readonly root: string;
  readonly route: readonly Edge[];
}

/** The lists at the root, by the name of the type that they list. */
function roots(): Map<string, string> {
  const found = new Map<string, string>();
  for (const { name, type } of Object.values(theSchema().getQueryType()!.getFields())) {
    const connection = getNamedType(type);
    const nodes = isObjectType(connection) && connection.name.endsWith('Connection') && connection.getFields().nodes;
    if (nodes) found.set(getNamedType(nodes.type).name, name);
  }
  return found;
}

/** The shortest way from the root to all objects of a class. */
export function routeTo(type: Class): Route {
  const lists = roots();
  const seen = new Set<Class>([type]);
  let routes: { to: Class; route: Edge[] }[] = [{ to: type, route: [] }];
  while (routes.length > 0) {
    const arrived = routes.find(({ to }) => lists.has(to.name));
    if (arrived) return { root: lists.get(arrived.to.name)!, route: arrived.route };
    routes = routes.flatMap(({ to, route }) =>
      ALL.filter((edge) => edge.to === to && !seen.has(edge.from) && seen.add(edge.from)).map((edge) => ({
        to: edge.from,
        route: [edge, ...route],
      })),
    );
  }
  throw new Error(`no list at the root leads to ${type.name}`);
}

/** A way from the root to objects at which an edge begins: those that it leads back to, where it leads to one. */
export function routeBefore(edge: Edge): Route {
  const back = edge.many ? undefined : otherWay(edge);
  if (!back) return routeTo(edge.from);
  const { root, route } = routeTo(edge.to);
  return { root, route: [...route, back] };
}

const ALL = RELATIONS.flatMap(({ edges }) => edges);

/** The edge that leads back, by a relation with two ways or by one of the pairs that two relations make. */
export function backOf(edge: Edge): Edge | undefined {
  const back = PAIRS[`${edge.from.name}.${edge.name}`];
  return otherWay(edge) ?? (back ? edgesFrom(edge.to).get(back) : undefined);
}

const otherWay = (edge: Edge): Edge | undefined =>
  RELATIONS.find(({ edges }) => edges.includes(edge))!.edges.find((each) => each !== edge);

const PAIRS: Record<string, string> = {
  'Release.buyer': 'releasesAsBuyer',
  'Tender.buyer': 'tendersAsBuyer',
  'Award.buyer': 'awardsAsBuyer',
  'Contract.buyer': 'contractsAsBuyer',
  'Tender.classifications': 'tenders',
  'Award.classifications': 'awards',
  'Tender.regions': 'tenders',
  'Award.regions': 'awards',
};
