import {
  getNamedType,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { getArgumentValues } from 'graphql/execution/values';
import { collectSubfields } from 'graphql/execution/collectFields';
import type { Dialect } from '../database/dialect';
import type { JsonWriter } from '../database/json';
import type { Sql } from '../database/sql';
import { nodeTypes, type Class, type FieldInfo } from '../entities/registry';
import { variablesIn } from '../execution/fragments';
import type { Scope } from './scope';
import { Binding, Declined, type Bound, type Variables } from './binding';
import type { Fill } from './blanks';
import { Late } from './Late';
import type { Uses } from './open';

/** The fields asked of an object: their nodes by response key, in the order of the answer. */
export type Selected = ReadonlyMap<string, readonly FieldNode[]>;

/** Objects hold lists that hold objects: whoever writes a list is handed the writer of objects. */
export type ObjectWriter = (
  compiler: Compiler,
  type: GraphQLObjectType,
  of: Class,
  nodes: readonly FieldNode[],
  scope: Scope,
) => Sql;

/** Writes a field of an object that is no column of its row and no edge. */
export type FieldWriter = (
  compiler: Compiler,
  parent: GraphQLObjectType,
  nodes: readonly FieldNode[],
  scope: Scope,
) => Sql;

/** Where the fields of a part are: each as JSON and as a value, and whether it is there. */
export interface PartFields {
  readonly json: (field: FieldInfo, nodes: readonly FieldNode[]) => Sql;
  readonly value: (field: FieldInfo) => Sql;
  readonly has: (field: FieldInfo) => Sql;
}

/** Writes a field of a part that stands in no document. */
export type PartWriter = (
  compiler: Compiler,
  parent: GraphQLObjectType,
  nodes: readonly FieldNode[],
  part: PartFields,
) => Sql;

/** What planning one operation needs to know of it, and names that nothing else in the statement has. */
export class Compiler {
  readonly json: JsonWriter;
  /** Whether how much is found depends on the values of filters, so that no one plan is good for all of them. */
  isSelective = false;
  /** How many objects may have been read for each that stands in the answer. */
  weight = 1;
  /** Whether the answer may hold sums. */
  sums = false;
  /** What JavaScript writes into the answer. */
  readonly blanks: Bound<Fill>[] = [];
  /** What is being written stands in. */
  private readonly around = new Set<'list' | 'code'>();
  private names = 0;

  constructor(
    readonly dialect: Dialect,
    private readonly schema: GraphQLSchema,
    private readonly fragments: Record<string, FragmentDefinitionNode>,
    /** Of those that `@skip` and `@include` read. */
    private readonly conditions: Variables,
    private readonly writeObject: ObjectWriter,
    private readonly uses: Uses,
  ) {
    this.json = dialect.json;
  }

  /** A number for the names of the tables of one field. */
  next(): number {
    return ++this.names;
  }

  /** Merged by graphql-js itself: fragments, conditions and equal response keys mean the same. */
  selected(type: GraphQLObjectType, nodes: readonly FieldNode[]): Selected {
    return collectSubfields(this.schema, this.fragments, this.conditions, type, nodes);
  }

  /** What the fields are called that are asked for of an object, whatever they are to be called in the answer. */
  asked(type: GraphQLObjectType, nodes: readonly FieldNode[]): string[] {
    return [...this.selected(type, nodes).values()].map(([first]) => first!.name.value);
  }

  /**
   * The JSON of an object of that type, field by field: `write` is given its name and its nodes, and gives nothing for
   * what the planner does not know. `__typename` is known of all.
   */
  fields(
    type: GraphQLObjectType,
    nodes: readonly FieldNode[],
    write: (name: string, nodes: readonly FieldNode[]) => Sql | undefined,
  ): Sql {
    const field = (same: readonly FieldNode[]): Sql => {
      const name = same[0]!.name.value;
      if (name === '__typename') return this.json.constant(type.name);
      const json = write(name, same);
      if (!json) throw new Declined(`${type.name}.${name}`);
      return json;
    };
    return this.json.object([...this.selected(type, nodes)].map(([key, same]) => [key, field(same)]));
  }

  /** The JSON of an object that is a row: its fields, and what its edges lead to. */
  object(type: GraphQLObjectType, of: Class, nodes: readonly FieldNode[], scope: Scope): Sql {
    return this.writeObject(this, type, of, nodes, scope);
  }

  /** Writes what stands in a list, or below a code that many objects lead to. */
  within(place: 'list' | 'code', write: () => Sql): Sql {
    if (this.around.has(place)) return write();
    this.around.add(place);
    try {
      return write();
    } finally {
      this.around.delete(place);
    }
  }

  /** Whether what is being written may stand in the answer many times. */
  get isInList(): boolean {
    return this.around.has('list');
  }

  /** Whether it may so be the same many times. */
  get isRepeated(): boolean {
    return this.isInList && this.around.has('code');
  }

  /** Says that all is found that the filter of a field lets through, if it has one. */
  selects(node: FieldNode): void {
    this.isSelective ||= !!node.arguments?.some(({ name }) => name.value === 'filter');
  }

  /** Says that for an object of the answer so many may be read that do not stand there. */
  reads(more: number): void {
    this.weight = Math.max(this.weight, 1 + more);
  }

  /** The type of the schema that a class is. */
  typeNamed(of: Class): GraphQLObjectType {
    return this.schema.getType(of.name) as GraphQLObjectType;
  }

  /** The type of a field's value, or of the objects in it. */
  typeOf(parent: GraphQLObjectType, node: FieldNode): GraphQLObjectType {
    return getNamedType(parent.getFields()[node.name.value]!.type) as GraphQLObjectType;
  }

  /** The arguments of a field: coerced, with defaults, as its resolver would be given them. */
  arguments<T>(parent: GraphQLObjectType, node: FieldNode): Bound<T> {
    const field = parent.getFields()[node.name.value]!;
    return (binding) => binding.once(node, () => getArgumentValues(field, node, binding.variables) as T);
  }

  /** A blank in the answer, which is filled in by what is said of it there. */
  blank(fill: Bound<Fill>, ...said: readonly Sql[]): Sql {
    const { json, blanks } = this;
    let number = blanks.indexOf(fill);
    if (number === -1) number = blanks.push(fill) - 1;
    return json.list([json.mark, json.constant(String(number)), ...said, json.mark]);
  }

  /** A piece of SQL made of the arguments of fields: now, if they are all written in the operation. */
  late(nodes: readonly FieldNode[], make: Bound<Sql>): Sql {
    const names = [...new Set(nodes.flatMap(variablesIn))];
    if (names.length === 0) return make(this.constant);
    return new Late(make, names.every((name) => this.uses.has(name)) ? names : undefined);
  }

  private readonly constant = new Binding({});
}

let classes: ReadonlyMap<string, Class> | undefined;

/** The class that a type of the schema is made from, if it has a table. */
export function classNamed(name: string): Class | undefined {
  classes ??= new Map(nodeTypes().map((type) => [type.name, type]));
  return classes.get(name);
}
