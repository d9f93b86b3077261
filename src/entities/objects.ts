import { Directive, InterfaceType, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { GlobalId, LocalId, Made } from './fields';
import { addBare, addNarrow, addNode, addOrder, type Class, type Direction } from './registry';

/** What every object with a life of its own shares. */
@InterfaceType('Node', { description: 'An object with an `id` that is unique in the whole graph and stays the same.' })
export abstract class Node {
  /** The row's key: for an object inside a document its release's key and its place there (database/keys.ts). */
  @PrimaryColumn('bigint')
  pk: number;

  @GlobalId(
    'Unique in the whole graph: the path of the object in its document, the register id of an organization, or the ' +
      'scheme and code of a classification or region.',
  )
  id: string;
}

/** A node that many releases share. Its words are those of the newest release that has some, by date and then by ocid. */
@ObjectType()
export abstract class SharedNode extends Node {
  @Column('text', { nullable: true })
  wordsInstant: string | null;

  @Column('text', { nullable: true })
  wordsOcid: string | null;
}

/** A node that stands inside one release. */
@ObjectType()
export abstract class DocumentNode extends Node {
  @Made('The id of the contracting process that the object belongs to: global and case-sensitive.')
  ocid: string;

  @LocalId('The `id` that the document gives the object: unique only among its neighbours.')
  localId: string | null;
}

interface NodeOptions {
  /** Federation keys beside `id`, each a list of fields separated by a space. */
  keys?: string[];
  /** The table is listed as a whole, so its `id` is unique in an index of its own. */
  listed?: boolean;
  /** Many releases share each of its rows. */
  shared?: boolean;
}

/** An OCDS object with a table of its own. `table` is its name in the database and, as the class, in GraphQL. */
export function OcdsNode(table: string, description: string, options: NodeOptions = {}): ClassDecorator {
  return (target) => {
    const keys = options.keys ?? [];
    Entity(table)(target);
    ObjectType({ implements: Node, description })(target);
    for (const key of keys.toReversed()) Directive(`@key(fields: "${key}")`)(target);
    if (options.listed) Index(['id'], { unique: true })(target);
    const { listed = false, shared = false } = options;
    addNode(target as unknown as Class, { table, keys: keys.map((key) => key.split(' ')), listed, shared });
  };
}

/**
 * The list of all is often asked for in the order of the column, and has an index for it. On PostgreSQL one that descends
 * takes a line in a migration; the other way it is read as well, but twice: for what has a value, and for what has none.
 * @param then what is asked for next, where many have the same value.
 */
export function Ordered(column: string, direction: Direction, ...then: string[]): ClassDecorator {
  return (target) => {
    Index([column, ...then, 'id'])(target);
    addOrder(target as unknown as Class, column, direction);
  };
}

/**
 * The columns that most filters and sums are about, in an index that has them of every object: what fulfils a filter is
 * counted there, as rows themselves are wide. New objects come at its end.
 */
export function Narrow(...columns: string[]): ClassDecorator {
  return (target) => {
    Index(['pk', ...columns])(target);
    addNarrow(target as unknown as Class, ['pk', ...columns]);
  };
}

/** An OCDS object with a table of its own that is no Node: its path is not its id. */
export function OcdsObject(table: string, description: string): ClassDecorator {
  return (target) => {
    Entity(table)(target);
    ObjectType({ description })(target);
    addNode(target as unknown as Class, { table, keys: [], listed: false });
  };
}

/**
 * An OCDS object without a life of its own: a part of the object that holds it.
 * @param bare the field that a text or a number says which stands in place of the object.
 */
export function OcdsPart(description: string, bare?: string): ClassDecorator {
  return (target) => {
    if (bare !== undefined) addBare(target as unknown as Class, bare);
    ObjectType({ description })(target);
    Directive('@shareable')(target); // another subgraph may have values of the type too
  };
}

/** A row that joins an object to another: no type of the graph, but its fields stand on the connection's edge. */
export function OcdsLink(table: string): ClassDecorator {
  return (target) => {
    Entity(table)(target);
    ObjectType()(target); // for the edge type to inherit the fields from
    addNode(target as unknown as Class, { table, keys: [], listed: false, link: true });
  };
}
