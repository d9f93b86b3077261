/** What is found out about an operation once and holds for every request that sends it again. */
import { type DocumentNode, type GraphQLSchema, type OperationDefinitionNode, type ValueNode, visit } from 'graphql';
import { ByCondition } from '../execution/ByCondition';
import { Executable } from '../execution/Executable';
import type { Variables } from './answer';
import { ARGUMENTS_THAT_COUNT, type Measured, measureOperation } from './measureOperation';

/** Operations known at once, by their documents: what is made of one takes some sixty times the room of its text. */
export const KNOWN = { entries: 1000, room: 2_000_000 };

/** Measurements kept of one operation, each for other page sizes and conditions. */
const MEASUREMENTS = 50;

export class KnownOperation {
  private readonly measured = new Map<string, Measured>();
  /** The variables that the measure depends on. */
  private readonly decisive: readonly string[];
  private readonly executables: ByCondition<Executable>;

  constructor(
    private readonly schema: GraphQLSchema,
    readonly document: DocumentNode,
    readonly operation: OperationDefinitionNode,
    /** The SHA-256 of the document's text. */
    readonly hash: string,
    /** For how many seconds its answers may be used again. */
    readonly age: number | undefined,
  ) {
    this.decisive = decisiveVariables(document);
    this.executables = new ByCondition(document);
  }

  /** The operation made ready for its resolvers. */
  executable(variables: Variables): Executable {
    const { schema, document, operation } = this;
    return this.executables.get(variables, () => new Executable(schema, document, operation, variables));
  }

  measure(variables: Variables): Measured {
    const key = this.keyOf(variables);
    const known = key === undefined ? undefined : this.measured.get(key);
    if (known) return known;
    const measured = measureOperation(this.schema, this.document, this.operation, variables);
    if (key !== undefined && this.measured.size < MEASUREMENTS) this.measured.set(key, measured);
    return measured;
  }

  /** Undefined where a list decides: those are long, and seldom the same. */
  private keyOf(variables: Variables): string | undefined {
    let key = '';
    for (const name of this.decisive) {
      const value = variables[name];
      if (typeof value === 'object' && value !== null) return undefined;
      key += `${JSON.stringify(value)},`;
    }
    return key;
  }
}

/** Those in arguments that say how much is asked for, and in conditions. */
function decisiveVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  const collect = (value: ValueNode): void => {
    visit(value, { Variable: ({ name }) => void names.add(name.value) });
  };
  visit(document, {
    Argument: ({ name, value }) => void (ARGUMENTS_THAT_COUNT.has(name.value) && collect(value)),
    Directive: ({ arguments: given = [] }) => given.forEach(({ value }) => collect(value)),
  });
  return [...names];
}
