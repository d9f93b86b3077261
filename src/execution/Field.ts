import {
  defaultFieldResolver,
  type FieldNode,
  getNullableType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  isLeafType,
  isNonNullType,
  locatedError,
  responsePathAsArray,
  TypeNameMetaFieldDef,
} from 'graphql';
import { getArgumentValues } from 'graphql/execution/values';
import { type Complete, completer, type Leaf, leafWriter } from './complete';
import type { Executable } from './Executable';
import { hasVariables } from './fragments';
import { HERE, isPromise, isWaiting, type Path, type Run, type Text } from './Run';

/** A field where it stands in an operation. */
export interface Place {
  /** Its name in the answer. */
  readonly key: string;
  readonly nodes: readonly FieldNode[];
  readonly parent: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
}

/** A field of an operation: how its value is found for an object, and written. */
export class Field {
  readonly key: string;
  private readonly name: string;
  private readonly complete: Complete;
  /** Set where the value is always the same. */
  private readonly constant: string | undefined;
  /** Whether the value is a property of the object, and how it is written if it is a leaf. */
  private readonly isProperty: boolean;
  private readonly plain: Leaf | undefined;
  /** Whether its arguments are the same in each request; they are kept then. */
  private readonly isFixed: boolean;
  private args: Record<string, unknown> | undefined;
  private readonly isRequired: boolean;
  private readonly resolve: NonNullable<GraphQLField<unknown, unknown>['resolve']>;

  /** @param number its own among the fields of the operation. */
  constructor(
    private readonly executable: Executable,
    private readonly number: number,
    readonly place: Place,
  ) {
    const { key, definition, parent } = place;
    const { type, resolve = defaultFieldResolver } = definition;
    const nullable = getNullableType(type);
    this.key = key;
    this.name = definition.name;
    this.resolve = resolve;
    this.isRequired = isNonNullType(type);
    this.constant = definition === TypeNameMetaFieldDef ? JSON.stringify(parent.name) : undefined;
    this.isProperty = resolve === defaultFieldResolver;
    this.plain = isLeafType(nullable) && this.isProperty ? leafWriter(nullable) : undefined;
    this.isFixed = !hasVariables(place.nodes[0]!);
    this.complete = completer(executable, this, type);
  }

  /** Writes the value in an object. Throws, or rejects, where an error takes the object with it. */
  write(run: Run, source: unknown, prev: Path | undefined): Text {
    if (this.constant !== undefined) {
      run.output.ascii(this.constant);
      return HERE;
    }
    if (!this.isProperty || typeof source !== 'object' || source === null)
      return this.resolved(run, source, this.at(prev));
    const value = (source as Record<string, unknown>)[this.name];
    if (this.plain && (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')) {
      try {
        return this.plain(run.output, value);
      } catch (error) {
        return this.fail(run, this.at(prev), error);
      }
    }
    if ((value === null || value === undefined) && !this.isRequired) return null;
    return typeof value === 'function'
      ? this.resolved(run, source, this.at(prev))
      : this.settle(run, this.at(prev), value);
  }

  private at(prev: Path | undefined): Path {
    return { prev, key: this.key, typename: this.place.parent.name };
  }

  private resolved(run: Run, source: unknown, path: Path): Text {
    let value: unknown;
    try {
      value = this.resolve(source, this.argumentsIn(run), run.context, this.info(run, path));
    } catch (error) {
      return this.fail(run, path, error);
    }
    return this.settle(run, path, value);
  }

  /** Writes what was found, the value or an item of it, and tells of what fails. */
  settle(run: Run, path: Path, value: unknown, complete = this.complete, isRequired = this.isRequired): Text {
    let text: Text;
    try {
      text = isPromise(value)
        ? value.then((it) => run.later(() => complete(run, path, it)))
        : complete(run, path, value);
    } catch (error) {
      return this.failed(run, path, error, isRequired);
    }
    return isWaiting(text) ? text.then(undefined, (error: unknown) => this.failed(run, path, error, isRequired)) : text;
  }

  private argumentsIn({ args, variables }: Run): Record<string, unknown> {
    return this.args ?? ((args[this.number] ??= this.argumentsOf(variables)) as Record<string, unknown>);
  }

  private argumentsOf(variables: Record<string, unknown>): Record<string, unknown> {
    const { definition, nodes } = this.place;
    const args = getArgumentValues(definition, nodes[0]!, variables);
    if (this.isFixed) this.args = args;
    return args;
  }

  info({ variables }: Run, path: Path): GraphQLResolveInfo {
    const { schema, fragments, operation } = this.executable;
    const { nodes, parent, definition } = this.place;
    return {
      fieldName: this.name,
      fieldNodes: nodes,
      returnType: definition.type,
      parentType: parent,
      path,
      schema,
      fragments,
      rootValue: undefined,
      operation,
      variableValues: variables,
    };
  }

  private fail(run: Run, path: Path, error: unknown): null {
    return this.failed(run, path, error, this.isRequired);
  }

  /** Null for what failed, with an error told; what must not be null takes what it stands in with it. */
  private failed(run: Run, path: Path, thrown: unknown, isRequired: boolean): null {
    const error = locatedError(thrown, this.place.nodes, responsePathAsArray(path));
    if (isRequired) throw error;
    run.failed(error, path);
    return null;
  }
}
