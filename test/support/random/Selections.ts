import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  GraphQLBoolean,
  GraphQLNonNull,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import type { Chance } from './Chance';
import type { RandomInputs } from './inputs';
import { listedBy, type Listed } from './paging';
import type { Place, Placed } from './Scope';
import type { Variables } from './Variables';

type Field = GraphQLField<unknown, unknown>;

interface Fragment {
  readonly name: string;
  readonly on: string;
  readonly text: string;
  /** Its names in the answer, where it may be spread elsewhere. */
  readonly keys: readonly string[] | undefined;
  readonly place: Place;
}

/** Selections of one operation: fields, merged fields, aliases, directives and fragments. */
export class Selections {
  readonly fragments: Fragment[] = [];
  private names = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly chance: Chance,
    private readonly inputs: RandomInputs,
    private readonly variables: Variables,
    /** How far it is from each type to the one that this operation goes to rather than to others. */
    private readonly steps: ReadonlyMap<string, number>,
    /** How many fields there may be yet. */
    private left: number,
  ) {}

  /** The selections of a type, in braces. */
  set(type: GraphQLCompositeType, place: Place): string {
    return `{ ${this.list(type, place).join(' ')} }`;
  }

  private list(type: GraphQLCompositeType, place: Place): string[] {
    const { chance } = this;
    const made: string[] = [];
    const types = isObjectType(type) ? [] : chance.some(this.possible(type, place), chance.between(1, 3));
    for (const each of types) made.push(this.inline(this.schema.getType(each) as GraphQLCompositeType, place));
    if (isUnionType(type)) return [...made, ...(chance.permille(500) ? ['__typename'] : [])];
    const count = Math.min(chance.between(1, this.isRoot(type) ? 3 : 5), Math.max(1, this.left));
    const before = new Set(place.scope.keys());
    const own = Array.from({ length: count }, () => this.selection(type, place));
    const fresh = place.scope.keys().filter((key) => !before.has(key));
    made.push(...this.gathered(type, place, own, fresh));
    const known = this.fragments.filter(
      ({ on, place: { levels, room } }) => on === type.name && levels <= place.levels && room <= place.room,
    );
    if (known.length > 0 && chance.permille(400)) {
      const { name, keys } = chance.of(known);
      if (keys && place.scope.reserve(keys)) made.push(`...${name}${this.directives()}`);
    }
    return made;
  }

  /** Selections as they are, or within a fragment, which may be spread twice. */
  private gathered(type: GraphQLCompositeType, place: Place, own: string[], fresh: readonly string[]): string[] {
    const { chance } = this;
    const text = own.join(' ');
    if (chance.permille(60))
      return [`...${this.directives() || (chance.permille(500) ? ` on ${type.name}` : '')} { ${text} }`];
    if (!chance.permille(90) || (this.isRoot(type) && chance.permille(700))) return own;
    const name = `F${this.fragments.length + 1}`;
    const keys = place.scope.keys().length === fresh.length ? fresh : undefined; // or merged with others here
    this.fragments.push({ name, on: type.name, text, keys, place });
    const spread = (): string => `...${name}${this.directives()}`;
    return chance.permille(250) ? [spread(), spread()] : [spread()];
  }

  private inline(type: GraphQLCompositeType, place: Place): string {
    return `... on ${type.name}${this.directives()} ${this.set(type, place)}`;
  }

  /** The object types that a value of an interface or a union may have here, those that were asked for most often. */
  private possible(type: GraphQLCompositeType, { types }: Place): string[] {
    if (!isInterfaceType(type) && !isUnionType(type)) return [];
    const all = this.schema.getPossibleTypes(type).map(({ name }) => name);
    const asked = [...new Set(types)].filter((each) => all.includes(each));
    return asked.length > 0 && this.chance.permille(850) ? asked : all;
  }

  private selection(type: GraphQLCompositeType, place: Place): string {
    const { chance } = this;
    this.left--;
    const again = place.scope.of(type.name);
    if (again.length > 0 && chance.permille(60)) return this.field(chance.of(again));
    const field = this.choose(type, place);
    return field
      ? this.fresh(type, field, place)
      : `${chance.permille(200) ? this.alias() : ''}__typename${this.directives()}`;
  }

  private choose(type: GraphQLCompositeType, { levels }: Place): Field | undefined {
    const { chance } = this;
    const { composite, leaves } = fieldsOf(type);
    const isRoot = this.isRoot(type);
    if (!isRoot && chance.permille(40)) return undefined;
    const isDeep = (levels > 0 && this.left > 0) || isRoot;
    if (isDeep && composite.length > 0 && (leaves.length === 0 || chance.permille(550))) {
      const nearer = composite.filter((field) => this.stepsFrom(getNamedType(field.type)) < this.stepsFrom(type));
      return chance.of(nearer.length > 0 && chance.permille(400) ? nearer : composite);
    }
    return leaves.length > 0 ? chance.of(leaves) : undefined;
  }

  private readonly stepsFrom = ({ name }: GraphQLNamedType): number => this.steps.get(name) ?? Infinity;

  private fresh(type: GraphQLCompositeType, field: Field, place: Place): string {
    const { chance } = this;
    const isPaged = field.args.some(({ name }) => name === 'after');
    const list = isPaged ? this.listOf(type, field, place) : place.list;
    const asked = this.inputs.args(chance, field.args, list, place.room);
    const isSure = 'after' in asked.args || 'before' in asked.args;
    const args = field.args.flatMap(({ name, type: of, defaultValue }) =>
      asked.args[name] === undefined
        ? []
        : [`${name}: ${this.variables.write(name, of, asked.args[name], defaultValue !== undefined, isSure)}`],
    );
    const written = args.length > 0 ? `(${args.join(', ')})` : '';
    const below = { list, types: asked.types, levels: place.levels - 1, room: Math.ceil(place.room / asked.size) };
    const keys = [...(chance.permille(80) ? [this.otherName(type)] : []), field.name, this.name()];
    for (const key of keys) {
      const placed = place.scope.place(key, type.name, field, written, below);
      if (placed) return this.field(placed);
    }
    throw new Error('a new name was taken');
  }

  private field({ key, field, args, below }: Placed): string {
    const alias = key === field.name ? '' : `${key}: `;
    const type = getNamedType(field.type);
    const selected = isCompositeType(type) ? ` ${this.set(type, below)}` : '';
    return `${alias}${field.name}${args}${this.directives()}${selected}`;
  }

  /** The list that a connection is of: its own, or for the members of a group that which is grouped. */
  private listOf(type: GraphQLCompositeType, field: Field, place: Place): Listed | undefined {
    if (field.name === 'members') return place.list;
    const connection = getNamedType(field.type);
    const nodes = isObjectType(connection) ? connection.getFields().nodes : undefined;
    return nodes && listedBy(type.name, field.name, getNamedType(nodes.type).name);
  }

  private directives(): string {
    const { chance } = this;
    if (!chance.permille(50)) return '';
    const isIn = chance.permille(750);
    const [name, value] = chance.permille(500) ? ['include', isIn] : ['skip', !isIn];
    const both = chance.permille(100) ? ' @include(if: true)' : '';
    const written = this.variables.write('if', new GraphQLNonNull(GraphQLBoolean), value, false, true, 500);
    return ` @${name}(if: ${written})${name === 'skip' ? both : ''}`;
  }

  private readonly isRoot = (type: GraphQLCompositeType): boolean => type === this.schema.getQueryType();
  private readonly alias = (): string => `${this.name()}: `;
  private readonly name = (): string => `a${++this.names}`;

  /** An alias that is the name of another field, or none's. */
  private otherName(type: GraphQLCompositeType): string {
    const { leaves } = fieldsOf(type);
    return this.chance.permille(500) && leaves.length > 0 ? this.chance.of(leaves).name : this.name();
  }
}

const known = new Map<GraphQLCompositeType, { composite: Field[]; leaves: Field[] }>();

/** The fields of a type, those of objects and others; but for the text of the whole schema. */
function fieldsOf(type: GraphQLCompositeType): { composite: Field[]; leaves: Field[] } {
  const there = known.get(type);
  if (there) return there;
  const all = isUnionType(type) ? [] : Object.values(type.getFields()).filter(({ name }) => name !== '_service');
  const composite = all.filter((each) => isCompositeType(getNamedType(each.type)));
  const fields = { composite, leaves: all.filter((each) => !composite.includes(each)) };
  known.set(type, fields);
  return fields;
}
