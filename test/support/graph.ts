import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  execute,
  getOperationAST,
  getVariableValues,
  parse,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { createContext } from '../../src/cli/createContext';
import type { Database } from '../../src/database/Database';
import type { JsonReader, Reader } from '../../src/database/engine';
import { scratchDatabases } from '../../src/database/scratch';
import { Executable } from '../../src/execution/Executable';
import type { Incoming } from '../../src/import/publication';
import { Store, type Outcome } from '../../src/import/Store';
import type { JsonObject } from '../../src/ocds/json';
import { Planner, type Planned } from '../../src/planner/Planner';
import { buildSchema } from '../../src/schema/buildSchema';
import { LIMITS } from '../../src/server/limits';
import { freshDatabase, type EngineName } from './engines';
import type { ToldIssue } from './issues';

export const SAMPLE = join(__dirname, '../../data/sample');

/** The sample releases, as published. */
export const sampleReleases = (): JsonObject[] =>
  readdirSync(SAMPLE)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(SAMPLE, file), 'utf8')) as JsonObject);

/** Releases as the reader hands them to the store; their tags say of what form they are, unless `form` does. */
export const incoming = (releases: readonly JsonObject[], form?: Incoming['form']): Incoming[] =>
  releases.map((document, i) => ({
    ocid: document.ocid as string,
    form: form ?? ([document.tag].flat().includes('compiled') ? 'compiled' : 'individual'),
    document,
    text: JSON.stringify(document),
    file: 'test.json',
    position: String(i),
  }));

let schema: GraphQLSchema | undefined;
export const theSchema = (): GraphQLSchema => (schema ??= buildSchema());

let lateSchema: GraphQLSchema | undefined;
/** The schema with resolvers that fail later, never at once. */
const theLateSchema = (): GraphQLSchema =>
  (lateSchema ??= mapSchema(theSchema(), {
    [MapperKind.OBJECT_FIELD]: ({ resolve, ...field }) => ({
      ...field,
      ...(resolve && {
        resolve: (...given: Parameters<typeof resolve>): unknown => {
          try {
            return resolve(...given);
          } catch (error) {
            return Promise.reject(error);
          }
        },
      }),
    }),
  }));

let scratches: ReturnType<typeof scratchDatabases> | undefined;
const scratch = (): ReturnType<typeof scratchDatabases> => (scratches ??= scratchDatabases());

const ISSUES = `query ($ocid: String!, $after: String) { release(ocid: $ocid) { importIssues(first: 100, after: $after) {
  nodes { code path value } pageInfo { hasNextPage endCursor } } } }`;

/** A graph to ask: a database, the schema over it, and a count of the statements that each question took. */
export class Graph {
  statements: string[] = [];
  /** Why the planner left the last question to the resolvers; undefined where it answered. */
  reason: string | undefined;
  private readonly planner: Planner;

  constructor(readonly database: Database) {
    this.planner = new Planner(database.engine.dialect, LIMITS.objectsRead.value);
  }

  static async of(engine: EngineName, releases: readonly JsonObject[]): Promise<Graph> {
    const graph = new Graph(await freshDatabase(engine));
    await graph.import(releases);
    return graph;
  }

  import(releases: readonly JsonObject[], form?: Incoming['form']): Promise<Outcome> {
    return new Store(this.database.engine).store(incoming(releases, form));
  }

  /**
   * The answer of the resolvers, whole; `statements` then holds the SQL that it took. Where the planner answers too, it
   * answers the same.
   */
  async ask(query: string, variables: Record<string, unknown> = {}): Promise<ExecutionResult<any>> {
    const document = parse(query);
    const errors = validate(theSchema(), document);
    if (errors.length > 0) return { errors };
    const result = await this.execute(document, variables);
    const planned = await this.plan(document, variables);
    this.reason = 'reason' in planned ? planned.reason : undefined;
    if ('data' in planned) expect(`{"data":${planned.data.toString()}}`).toBe(JSON.stringify(result));
    return result;
  }

  /** The data of an answer without errors; throws the first of them. */
  async data(query: string, variables?: Record<string, unknown>): Promise<any> {
    const { data, errors } = await this.ask(query, variables);
    if (errors) throw errors[0]!;
    return data;
  }

  /** The answer of the resolvers to a document that was validated, as the server executes it. */
  async execute(
    document: DocumentNode,
    variableValues: Readonly<Record<string, unknown>>,
  ): Promise<ExecutionResult<any>> {
    const operation = getOperationAST(document)!;
    const options = { maxErrors: LIMITS.validationErrors.value };
    const { errors, coerced } = getVariableValues(
      theSchema(),
      operation.variableDefinitions ?? [],
      variableValues,
      options,
    );
    if (errors) return { errors };
    const executable = new Executable(theSchema(), document, operation, coerced);
    const { data, ...rest } = await executable.execute(await this.context(), coerced);
    return { ...rest, data: JSON.parse(String(data)) as unknown };
  }

  /** The same by graphql-js, which leaves a rejection without an owner where one item of a list fails at once and another later. */
  async executePlainly(
    document: DocumentNode,
    variableValues: Readonly<Record<string, unknown>>,
  ): Promise<ExecutionResult> {
    const options = { maxCoercionErrors: LIMITS.validationErrors.value };
    const contextValue = await this.context();
    return execute({ schema: theLateSchema(), document, variableValues, contextValue, options });
  }

  /** What one operation may use; `statements` then holds the SQL that it takes. */
  async context(): Promise<ReturnType<ReturnType<typeof createContext>>> {
    this.statements = [];
    const { engine } = this.database;
    const reader: Reader & JsonReader = {
      dialect: engine.dialect,
      all: (statement, steady) => {
        this.statements.push(statement.write(engine.dialect.placeholder).text);
        return engine.all(statement, steady);
      },
      json: (statement) => engine.json(statement),
    };
    const close = (): Promise<void> => Promise.resolve();
    return createContext(() => ({ ...reader, close }), await scratch())();
  }

  /** The answer of the planner, or why there is none. */
  async plan(document: DocumentNode, variableValues: Readonly<Record<string, unknown>>): Promise<Planned> {
    const operation = getOperationAST(document)!;
    const { coerced } = getVariableValues(theSchema(), operation.variableDefinitions ?? [], variableValues);
    if (!coerced) return { reason: 'invalid' };
    const asked = { schema: theSchema(), document, operation, variables: coerced };
    return this.planner.answer(asked, this.database.engine);
  }

  /** What could not be typed, linked or trusted in a release, page by page. */
  async issues(ocid: string): Promise<ToldIssue[]> {
    const found: ToldIssue[] = [];
    for (let after: string | null = null; ;) {
      const { data } = await this.ask(ISSUES, { ocid, after });
      const { nodes, pageInfo } = data.release.importIssues;
      found.push(...nodes);
      if (!pageInfo.hasNextPage) return found;
      after = pageInfo.endCursor;
    }
  }

  close(): Promise<void> {
    return this.database.close();
  }
}
