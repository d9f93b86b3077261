import { Directive, Field, Int, ObjectType } from 'type-graphql';
import type { Class } from '../entities/registry';
import { nodeOf } from '../entities/registry';
import type { Edge } from '../entities/relation';
import { always, shown } from '../entities/shown';
import { declareAggregates } from './aggregateFields';

/*
 * Relay's connections (https://relay.dev/graphql/connections.htm), with `nodes` beside `edges` for those who need no
 * cursors. One connection type for each class, and one more for each kind of reference that has words of its own.
 */

@Directive('@shareable')
@ObjectType({ description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(
    () => Boolean,
    always('Whether there are objects after this page. Of one asked for with `last`: whether `before` was given.'),
  )
  hasNextPage: boolean;

  @Field(
    () => Boolean,
    always('Whether there are objects before this page. Of one asked for with `first`: whether `after` was given.'),
  )
  hasPreviousPage: boolean;

  @Field(() => String, shown('The cursor of the first object: give it to `before`.'))
  startCursor: string | null;

  @Field(() => String, shown('The cursor of the last object: give it to `after`.'))
  endCursor: string | null;
}

const connections = new Map<string, { type: Class; to: Class }>();

/** The connection type of an edge, or of the whole list of a class. */
export function connectionOf(to: Class, edge?: Edge): Class {
  const words = edge?.words ? edge.through!.type : undefined;
  const name = words?.name ?? to.name;
  const known = connections.get(name);
  if (known) return known.type;

  const edgeType: Class = words ? class extends (words as new () => object) {} : class {};
  describe(edgeType, `${name}Edge`, `An object of a list of ${to.name}, with its place there.`);
  field(edgeType, 'cursor', () => String, false, 'The place of the object: give it to `after` to go on from here.');
  field(
    edgeType,
    'node',
    () => to,
    true,
    words ? 'The object; null if the document says nothing of it.' : 'The object.',
  );

  const connection = class {};
  describe(connection, `${name}Connection`, `A page of a list of ${to.name}.`);
  field(connection, 'nodes', () => [to], false, 'The objects of the page.', words ? 'items' : false);
  field(connection, 'edges', () => [edgeType], false, 'The objects of the page with their cursors.');
  field(connection, 'pageInfo', () => PageInfo, false, 'Where the page stands in the list.');
  field(
    connection,
    'totalCount',
    () => Int,
    false,
    'How many objects the whole list has. Counted only when asked for.',
  );
  connections.set(name, { type: connection, to });
  declareAggregates(connection.prototype, to, words ? Object : connection);
  return connection;
}

/** The names of all connection and edge types made so far, with the class that they list. */
export const connectionTypes = (): ReadonlyMap<string, Class> =>
  new Map([...connections].map(([name, { to }]) => [name, to]));

function describe(type: Class, name: string, description: string): void {
  ObjectType(name, { description })(type);
}

function field(
  type: Class,
  name: string,
  of: () => unknown,
  nullable: boolean,
  description: string,
  items?: 'items' | false,
): void {
  Field(of as () => typeof String, { simple: true, nullable: items || nullable, description })(
    type.prototype as object,
    name,
  );
}

/** Whether a class is a type of the graph, not a join table. */
export const isShown = (type: Class): boolean => !nodeOf(type).link;
