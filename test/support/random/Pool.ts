import { getNamedType, isLeafType, isObjectType, type GraphQLObjectType } from 'graphql';
import { name, sql } from '../../../src/database/sql';
import { Node } from '../../../src/entities/objects';
import { nodeTypes } from '../../../src/entities/registry';
import type { Json, JsonObject } from '../../../src/ocds/json';
import { theSchema, type Graph } from '../graph';

type Fields = Readonly<Record<string, Json>>;

/** Values that occur in the data, so that what is asked with them finds something. */
export class Pool {
  /** Values by the name of the property that has them; at most the last 500. */
  private readonly values = new Map<string, Json[]>();
  /** What can be listed, with its plain fields. */
  private readonly objectsOf = new Map<string, Fields[]>();

  /** @param ids of objects, by their type. */
  constructor(
    documents: readonly JsonObject[],
    private readonly idsOf: ReadonlyMap<string, readonly string[]>,
  ) {
    for (const document of documents) this.collect(document);
  }

  /** Of documents and of the graph made of them, which has codes and organizations beside. */
  static async of(graph: Graph, documents: readonly JsonObject[]): Promise<Pool> {
    const { source, engine } = graph.database;
    const ids = new Map<string, string[]>();
    for (const type of nodeTypes().filter(({ prototype }) => prototype instanceof Node)) {
      const { tableName } = source.getMetadata(type);
      const rows = await engine.all(sql`SELECT id FROM ${name(tableName)} ORDER BY id LIMIT 300`);
      ids.set(
        type.name,
        rows.map(({ id }) => id as string),
      );
    }
    const pool = new Pool(documents, ids);
    for (const { name: list, type } of Object.values(theSchema().getQueryType()!.getFields())) {
      const connection = getNamedType(type);
      if (!isObjectType(connection) || !connection.getFields().nodes || list === 'search') continue;
      const node = getNamedType(connection.getFields().nodes!.type) as GraphQLObjectType;
      const plain = Object.values(node.getFields()).filter((each) => isLeafType(getNamedType(each.type)));
      const fields = plain.map((each) => each.name).filter((each) => each !== 'document');
      const { data } = await graph.ask(`{ list: ${list}(first: 100) { nodes { ${fields.join(' ')} } } }`);
      pool.add(node.name, data.list.nodes);
    }
    return pool;
  }

  of(property: string): readonly Json[] {
    return this.values.get(property) ?? [];
  }

  ids(type: string): readonly string[] {
    return this.idsOf.get(type) ?? [];
  }

  /** The types that there are ids of. */
  types(): string[] {
    return [...this.idsOf].flatMap(([type, ids]) => (ids.length > 0 ? [type] : []));
  }

  objects(type: string): readonly Fields[] {
    return this.objectsOf.get(type) ?? [];
  }

  private add(type: string, nodes: readonly Fields[]): void {
    this.objectsOf.set(type, [...nodes]);
    for (const node of nodes)
      for (const [field, value] of Object.entries(node))
        if (field !== 'id' && field !== 'localId' && value !== null && typeof value !== 'object')
          this.keep(field, value);
  }

  private collect(json: JsonObject): void {
    for (const [key, value] of Object.entries(json))
      for (const each of [value].flat())
        if (typeof each === 'object' && each !== null) this.collect(each as JsonObject);
        else if (each !== null) this.keep(key, each);
  }

  private keep(property: string, value: Json): void {
    const values = this.values.get(property) ?? [];
    values.push(value);
    if (values.length > 500) values.shift();
    this.values.set(property, values);
  }
}
