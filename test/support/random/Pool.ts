import { getNamedType, isLeafType, isObjectType, type GraphQLObjectType } from 'graphql';
import type { Json, JsonObject } from '../../../src/ocds/json';
import { theSchema, type Graph } from '../graph';
import { model, type Thing } from '../model';

type Fields = Readonly<Record<string, Json>>;

/** Values that occur in the data, so that what is asked with them finds something. */
export class Pool {
  /** Values by the name of the property that has them; at most the last 500. */
  private readonly values = new Map<string, Json[]>();
  private readonly idsOf = new Map<string, string[]>();
  /** What can be listed, with its plain fields. */
  private readonly objectsOf = new Map<string, Fields[]>();

  constructor(things: ReadonlyMap<string, readonly Thing[]>) {
    for (const [type, all] of things) {
      this.idsOf.set(
        type,
        all.map(({ id }) => id),
      );
      for (const { json } of all) this.collect(json);
    }
  }

  /** Of documents and of the graph made of them, which has codes and organizations beside. */
  static async of(graph: Graph, documents: readonly JsonObject[]): Promise<Pool> {
    const pool = new Pool(model(documents));
    const lists = Object.values(theSchema().getQueryType()!.getFields());
    for (const { name, type } of lists) {
      const connection = getNamedType(type);
      if (!isObjectType(connection) || !connection.getFields().nodes || name === 'search') continue;
      const node = getNamedType(connection.getFields().nodes!.type) as GraphQLObjectType;
      const fields = Object.values(node.getFields()).filter((each) => isLeafType(getNamedType(each.type)));
      const plain = fields.map((each) => each.name).filter((each) => each !== 'document');
      const { data } = await graph.ask(`{ list: ${name}(first: 100) { nodes { ${plain.join(' ')} } } }`);
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
    if (nodes.some(({ id }) => id !== undefined))
      this.idsOf.set(type, [...new Set([...this.ids(type), ...nodes.map(({ id }) => id as string)])]);
    for (const node of nodes)
      for (const [name, value] of Object.entries(node))
        if (name !== 'id' && name !== 'localId' && value !== null && typeof value !== 'object') this.keep(name, value);
  }

  private collect(json: JsonObject): void {
    for (const [key, value] of Object.entries(json))
      for (const each of [value].flat())
        if (typeof each === 'object' && each !== null) this.collect(each as JsonObject);
        else if (each !== null) this.keep(key, each);
  }

  private keep(name: string, value: Json): void {
    const values = this.values.get(name) ?? [];
    values.push(value);
    if (values.length > 500) values.shift();
    this.values.set(name, values);
  }
}
