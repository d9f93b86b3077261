import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields';
import { getFieldDef } from 'graphql/execution/execute';
import { Field } from './Field';
import { fragmentsOf } from './fragments';
import { Run } from './Run';
import { Selection } from './Selection';

/** The JSON text of `data` in UTF-8, null where an error has taken all of it, and the errors if there are any. */
export interface Executed {
  readonly data: Buffer | null;
  readonly errors?: readonly GraphQLError[];
}

/** Bytes kept free for an answer that is longer than the last one. */
const ROOM = 4096;

/**
 * A valid query made ready to be executed many times, for one outcome of its `@skip` and `@include`. It calls the
 * resolvers that graphql-js (16.15) would call, in the same order and with the same errors, and writes JSON where
 * graphql-js makes objects to be written. What depends on the operation alone is found out once: which fields there are,
 * how each is written; and the arguments of a field once for a request, not for each parent.
 */
export class Executable {
  readonly fragments: Record<string, FragmentDefinitionNode>;
  private readonly root: Selection;
  private fields = 0;
  /** How many bytes the last answer had. */
  private size = 0;

  /** @param conditions variables of which those count that `@skip` and `@include` read. */
  constructor(
    readonly schema: GraphQLSchema,
    document: DocumentNode,
    readonly operation: OperationDefinitionNode,
    private readonly conditions: Record<string, unknown>,
  ) {
    this.fragments = fragmentsOf(document);
    const type = schema.getQueryType()!;
    this.root = this.selection(type, collectFields(schema, this.fragments, conditions, type, operation.selectionSet));
  }

  /** @param variables as GraphQL coerces them. */
  async execute(context: unknown, variables: Record<string, unknown>): Promise<Executed> {
    const run = new Run(context, variables, this.size + ROOM);
    let data: Buffer | null;
    try {
      data = run.output.whole(await run.later(() => this.root.write(run, undefined, undefined)));
      this.size = run.output.length;
    } catch (error) {
      run.failed(error as GraphQLError, undefined);
      data = null;
    }
    return run.errors.length === 0 ? { data } : { data, errors: run.errors };
  }

  /** What is asked of an object of that type by the nodes of a field that leads to it. */
  below(type: GraphQLObjectType, nodes: readonly FieldNode[]): Selection {
    return this.selection(type, collectSubfields(this.schema, this.fragments, this.conditions, type, nodes));
  }

  private selection(type: GraphQLObjectType, selected: ReadonlyMap<string, readonly FieldNode[]>): Selection {
    const fields: Field[] = [];
    for (const [key, nodes] of selected) {
      const definition = getFieldDef(this.schema, type, nodes[0]!);
      if (definition) fields.push(new Field(this, this.fields++, { key, nodes, parent: type, definition }));
    }
    return new Selection(fields);
  }
}
