import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputType,
} from 'graphql';
import type { Chance } from './Chance';

interface Variable {
  readonly name: string;
  /** The argument or field that it stands for, and its type: where it may be used again. */
  readonly use: string;
  readonly definition: string;
}

/** Writes the values of an operation: most into the document, some, or parts of them, as variables beside it. */
export class Variables {
  readonly values: Record<string, unknown> = {};
  private readonly all: Variable[] = [];

  constructor(private readonly chance: Chance) {}

  definitions(): string {
    return this.all.length === 0 ? '' : `(${this.all.map(({ definition }) => definition).join(', ')})`;
  }

  /**
   * A value as it stands in the document.
   * @param isSure whether nothing may come in its place: another value, null, or none.
   */
  write(
    name: string,
    type: GraphQLInputType,
    value: unknown,
    hasDefault: boolean,
    isSure: boolean,
    share = 250,
  ): string {
    if (this.chance.permille(share)) return this.variable(name, type, value, hasDefault, isSure);
    return literal(name, type, value, (inner, of, each, has) => this.write(inner, of, each, has, isSure, share / 4));
  }

  private variable(name: string, type: GraphQLInputType, value: unknown, hasDefault: boolean, isSure: boolean): string {
    const nullable = getNullableType(type);
    const [bare, isNeeded] = [String(nullable), isNonNullType(type)];
    const known = this.all.filter(({ use }) => use === `${name} ${String(type)}`);
    if (!isSure && known.length > 0 && this.chance.permille(250)) return `$${this.chance.of(known).name}`;
    const kinds: Kind[] = ['given', 'given', 'given', 'needed', 'default', 'overridden'];
    if (!isSure && (!isNeeded || hasDefault)) kinds.push('missing');
    if (!isSure && !isNeeded) kinds.push('null', 'nullOverDefault');
    const kind = this.chance.of(kinds);
    const variable = `v${this.all.length + 1}`;
    const ownDefault = ['default', 'overridden', 'nullOverDefault'].includes(kind);
    const written = ownDefault ? ` = ${constant(name, nullable, value, false)}` : '';
    // A place that takes no null takes a variable that can be null where one of both has a default.
    const mark = kind === 'needed' || (isNeeded && !ownDefault && kind !== 'missing') ? '!' : '';
    this.all.push({
      name: variable,
      use: `${name} ${String(type)}`,
      definition: `$${variable}: ${bare}${mark}${written}`,
    });
    if (kind === 'null' || kind === 'nullOverDefault') this.values[variable] = null;
    else if (kind !== 'default' && kind !== 'missing') this.values[variable] = this.sent(nullable, value);
    return `$${variable}`;
  }

  /** A value as JSON, in one of the ways that are coerced to it; once in a while it is a wrong one. */
  private sent(type: GraphQLInputType, value: unknown): unknown {
    if (this.chance.permille(4)) return this.chance.of([{ wrong: true }, 1.5, 'wrong', [['wrong']]]);
    if (isListType(type) && Array.isArray(value) && value.length === 1 && this.chance.permille(200)) return value[0];
    return value;
  }
}

type Kind = 'given' | 'needed' | 'default' | 'overridden' | 'missing' | 'null' | 'nullOverDefault';
type Write = (name: string, type: GraphQLInputType, value: unknown, hasDefault: boolean) => string;

/** A value of any type as a literal; `write` says what the values inside of it are. */
function literal(name: string, type: GraphQLInputType, value: unknown, write: Write): string {
  const of = getNullableType(type);
  if (value === null || value === undefined) return 'null';
  if (isListType(of)) {
    const inner = of.ofType;
    if (!Array.isArray(value)) return literal(name, inner, value, write);
    return `[${value.map((each) => write(name, inner, each, false)).join(', ')}]`;
  }
  if (!isInputObjectType(of)) return isEnumType(of) ? String(value) : plain(value);
  const fields = Object.entries(value).map(([key, each]) => {
    const { type: inner, defaultValue } = of.getFields()[key]!;
    return `${key}: ${write(key, inner, each, defaultValue !== undefined)}`;
  });
  return `{${fields.join(', ')}}`;
}

const constant: Write = (name, type, value) => literal(name, type, value, constant);

/** JSON is GraphQL but for the names of properties. */
function plain(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plain).join(', ')}]`;
  if (typeof value !== 'object' || value === null)
    return JSON.stringify(typeof value === 'string' ? value.toWellFormed() : value); // no literal has half a character
  return `{${Object.entries(value)
    .map(([key, each]) => `${key}: ${plain(each)}`)
    .join(', ')}}`;
}
