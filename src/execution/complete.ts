/** How values become JSON, by their types: the rules of GraphQL (https://spec.graphql.org/October2021/#CompleteValue()). */
import {
  defaultTypeResolver,
  GraphQLError,
  type GraphQLAbstractType,
  type GraphQLLeafType,
  type GraphQLList,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { inspect } from 'graphql/jsutils/inspect';
import type { Executable } from './Executable';
import type { Field } from './Field';
import type { Output } from './Output';
import { HERE, isPromise, type Path, Pieces, type Run, type Text } from './Run';
import type { Selection } from './Selection';

/** Writes a value that was found for a field. Throws, or rejects, for the caller to say where. */
export type Complete = (run: Run, path: Path, value: unknown) => Text;

export function completer(executable: Executable, field: Field, type: GraphQLOutputType): Complete {
  if (isNonNullType(type)) return required(field, completer(executable, field, type.ofType as GraphQLOutputType));
  const complete = present(executable, field, type);
  return (run, path, value) => {
    if (value === null || value === undefined) return null;
    if (value instanceof Error) throw value;
    return complete(run, path, value);
  };
}

function present(executable: Executable, field: Field, type: GraphQLOutputType): Complete {
  if (isListType(type)) return list(executable, field, type as GraphQLList<GraphQLOutputType>);
  if (isLeafType(type)) {
    const write = leafWriter(type);
    return ({ output }, _path, value) => write(output, value);
  }
  if (isObjectType(type)) return object(executable, field, type);
  return abstract(executable, field, type);
}

function required({ place }: Field, complete: Complete): Complete {
  return (run, path, value) => {
    const text = complete(run, path, value);
    if (text !== null) return text;
    throw new Error(`Cannot return null for non-nullable field ${place.parent.name}.${place.definition.name}.`);
  };
}

/** Writes a value that is there. */
export type Leaf = (output: Output, value: unknown) => typeof HERE;

export function leafWriter(type: GraphQLLeafType): Leaf {
  return (output, value) => {
    const serialized: unknown = type.serialize(value);
    if (serialized === null || serialized === undefined)
      throw new Error(
        `Expected \`${inspect(type)}.serialize(${inspect(value)})\` to ` +
          `return non-nullable value, returned: ${inspect(serialized)}`,
      );
    if (typeof serialized === 'string') output.string(serialized);
    else if (typeof serialized === 'number' && isFinite(serialized)) output.ascii(String(serialized));
    else output.json(JSON.stringify(serialized));
    return HERE;
  };
}

function list(executable: Executable, field: Field, { ofType }: GraphQLList<GraphQLOutputType>): Complete {
  const complete = completer(executable, field, ofType);
  const isRequired = isNonNullType(ofType);
  return (run, path, value) => {
    if (!isIterable(value)) {
      const { parent, definition } = field.place;
      throw new GraphQLError(`Expected Iterable, but did not find one for field "${parent.name}.${definition.name}".`);
    }
    const { output } = run;
    const start = output.length;
    let pieces: Pieces | undefined;
    let index = 0;
    try {
      for (const item of value) {
        output.ascii(index === 0 ? '[' : ',');
        const to = output.length;
        const at = { prev: path, key: index++, typename: undefined };
        const text = field.settle(run, at, item, complete, isRequired);
        if (text === null) output.ascii('null');
        else if (text !== HERE) (pieces ??= new Pieces(output, start)).add(to, text);
      }
    } catch (error) {
      output.length = start;
      pieces?.all().catch(() => undefined); // their rejections have an owner
      throw error;
    }
    output.ascii(index === 0 ? '[]' : ']');
    return pieces ? pieces.all() : HERE;
  };
}

const isIterable = (value: unknown): value is Iterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.iterator in value;

function object(executable: Executable, field: Field, type: GraphQLObjectType): Complete {
  let selection: Selection | undefined;
  const write: Complete = (run, path, value) =>
    (selection ??= executable.below(type, field.place.nodes)).write(run, value, path);
  const { isTypeOf } = type;
  if (!isTypeOf) return write;
  return (run, path, value) => {
    const checked = (is: boolean): Text => {
      if (is) return write(run, path, value);
      throw new GraphQLError(`Expected value of type "${type.name}" but got: ${inspect(value)}.`, {
        nodes: field.place.nodes,
      });
    };
    const is = isTypeOf(value, run.context, field.info(run, path));
    return typeof is === 'object' ? is.then((it) => run.later(() => checked(it))) : checked(is);
  };
}

function abstract(executable: Executable, field: Field, type: GraphQLAbstractType): Complete {
  const writers = new Map<string, Complete>();
  const resolveType = type.resolveType ?? defaultTypeResolver;
  const writer = (name: unknown): Complete => {
    const { schema } = executable;
    const found = typeof name === 'string' ? schema.getType(name) : undefined;
    const { parent, definition, nodes } = field.place;
    if (!isObjectType(found))
      throw new GraphQLError(
        `Abstract type "${type.name}" must resolve to an Object type at runtime for field "${parent.name}.${definition.name}". ` +
          `Either the "${type.name}" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function.`,
        { nodes },
      );
    if (schema.isSubType(type, found)) return object(executable, field, found);
    throw new GraphQLError(`Runtime Object type "${found.name}" is not a possible type for "${type.name}".`, { nodes });
  };
  const write = (run: Run, path: Path, value: unknown, name: string | undefined): Text => {
    let known = writers.get(name!);
    if (!known) writers.set(name!, (known = writer(name)));
    return known(run, path, value);
  };
  return (run, path, value) => {
    const name = resolveType(value, run.context, field.info(run, path), type);
    return isPromise(name)
      ? name.then((found) => run.later(() => write(run, path, value, found)))
      : write(run, path, value, name);
  };
}
