import type { FieldNode, GraphQLObjectType } from 'graphql';
import type { Sql } from '../database/sql';
import { SINGLES, type Single } from '../query/singles';
import { Declined } from './binding';
import { classNamed, type Compiler } from './Compiler';
import { connection } from './connection';
import { entities, manyNodes, oneNode } from './references';
import { tableScope } from './scope';
import { search } from './search';

/** The JSON of the whole answer. */
export function root(compiler: Compiler, type: GraphQLObjectType, nodes: readonly FieldNode[]): Sql {
  return compiler.fields(type, nodes, (name, same) => field(compiler, type, name, same));
}

function field(compiler: Compiler, type: GraphQLObjectType, name: string, nodes: readonly FieldNode[]): Sql {
  const [node] = nodes as [FieldNode];
  if (name.startsWith('__')) throw new Declined('introspection');
  const single = SINGLES.get(name);
  if (single) return one(compiler, single, type, nodes);
  if (name === 'search') return search(compiler, type, nodes);
  if (name === '_entities') return entities(compiler, type, nodes);
  if (name === 'node') return oneNode(compiler, type, nodes);
  if (name === 'nodes') return manyNodes(compiler, type, nodes);
  const listed = classNamed(/^(.*)Connection$/.exec(compiler.typeOf(type, node).name)?.[1] ?? '');
  if (listed) return connection(compiler, { type: listed }, type, nodes);
  throw new Declined(name);
}

function one(
  compiler: Compiler,
  { type: of, id, rows }: Single,
  parent: GraphQLObjectType,
  nodes: readonly FieldNode[],
): Sql {
  const [node] = nodes as [FieldNode];
  const args = compiler.arguments<Record<string, string>>(parent, node);
  const alias = `t${compiler.next()}`;
  const found = compiler.late([node], (binding) => {
    const given = args(binding);
    if (given.asOf) throw new Declined('asOf');
    return rows(compiler.dialect, of, compiler.dialect.text(id(given)), alias);
  });
  const type = compiler.typeOf(parent, node);
  return compiler.json.one(compiler.object(type, of, nodes, tableScope(alias)), found);
}
