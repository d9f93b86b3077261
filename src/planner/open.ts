import {
  getNamedType,
  GraphQLBoolean,
  GraphQLInt,
  isEnumType,
  isInputObjectType,
  Kind,
  typeFromAST,
  visit,
  type DocumentNode,
  type GraphQLSchema,
  type NamedTypeNode,
  type OperationDefinitionNode,
  type ValueNode,
} from 'graphql';
import { Given, type Asked, type Read } from '../database/given';
import type { Variables } from './binding';

/*
 * Requests of one operation differ in the values of their filters, and seldom in more. So what is kept of its plan leaves
 * these values open.
 */

/** Arguments whose values may be left open. */
const OPEN = new Set(['filter', 'text']);

/** What a variable says: values of filters, which are left open, or how much is asked for. Other variables say anything. */
export type Uses = ReadonlyMap<string, 'open' | 'decides'>;

/** What each variable of an operation says; nothing of those whose values are many and decide. */
export function usesIn(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Uses {
  const inFilters = new Map<string, boolean>();
  /** @param isOpen undefined outside of filters. */
  const collect = (value: ValueNode, isOpen?: boolean): void => {
    if (value.kind === Kind.OBJECT) for (const field of value.fields) collect(field.value, isOpen);
    if (value.kind === Kind.LIST) for (const each of value.values) collect(each, isOpen && each.kind !== Kind.VARIABLE);
    if (value.kind !== Kind.VARIABLE) return;
    const name = value.name.value;
    if (isOpen === undefined) others.add(name);
    else inFilters.set(name, isOpen && (inFilters.get(name) ?? true));
  };
  const others = new Set<string>();
  visit(document, {
    Argument: ({ name, value }) => collect(value, OPEN.has(name.value) ? true : undefined),
  });
  const uses = new Map<string, 'open' | 'decides'>();
  for (const { variable, type } of operation.variableDefinitions ?? []) {
    const name = variable.name.value;
    if (!others.has(name)) uses.set(name, inFilters.get(name) ? 'open' : 'decides');
    else if (hasFewValues(schema, type as NamedTypeNode)) uses.set(name, 'decides');
  }
  return uses;
}

/** Sizes, orders, codes; not words, ids and cursors. */
function hasFewValues(schema: GraphQLSchema, type: NamedTypeNode): boolean {
  const of = getNamedType(typeFromAST(schema, type));
  return of === GraphQLInt || of === GraphQLBoolean || isEnumType(of) || isInputObjectType(of);
}

/** What a value has besides those that are left open, as a text. */
function shapeOf(value: unknown): string {
  if (isOpen(value)) return '$';
  if (Array.isArray(value)) return `[${value.map(shapeOf).join()}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([key, each]) => `${key}:${shapeOf(each)}`)
    .join()}}`;
}

/** The value at a place, with those in it left open. */
function opened(value: unknown, place: string, read: Read, asked: Asked[]): unknown {
  if (isOpen(value)) return new Given(value, place, read, asked);
  const inner = (key: string | number, each: unknown): unknown =>
    opened(each, `${place}.${key}`, (all) => (read(all) as Record<string, unknown>)[key], asked);
  if (Array.isArray(value)) return value.map((each, i) => inner(i, each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inner(key, each)]));
}

/** Texts, numbers, and lists of these. */
const isOpen = (value: unknown): boolean =>
  typeof value === 'string' ||
  typeof value === 'number' ||
  (Array.isArray(value) && value.length > 0 && typeof value[0] !== 'object');

/** The variables of a request as far as pieces of a plan want to know them. */
export class OpenVariables {
  private readonly shapes = new Map<string, string>();

  constructor(
    readonly all: Variables,
    private readonly uses: Uses,
  ) {}

  /** What of these variables decides. */
  shape(names: readonly string[]): string {
    let shape = '';
    for (const name of names) {
      let of = this.shapes.get(name);
      if (of === undefined) {
        const value = this.all[name];
        of = this.uses.get(name) === 'open' ? shapeOf(value) : (JSON.stringify(value) ?? '');
        this.shapes.set(name, of);
      }
      shape += `${of};`;
    }
    return shape;
  }

  open(asked: Asked[]): Variables {
    const entries = Object.entries(this.all).map(([name, value]) => {
      const read: Read = (all) => (all as Variables)[name];
      return [name, this.uses.get(name) === 'open' ? opened(value, name, read, asked) : value];
    });
    return Object.fromEntries(entries) as Variables;
  }
}
