import type { FieldNode, GraphQLObjectType } from 'graphql';
import { sql, type Sql } from '../database/sql';
import { fieldsByName } from '../entities/registry';
import type { ListArgs } from '../query/arguments';
import type { Compiler } from './Compiler';
import { fieldInRow } from './fields';
import { page } from './page';
import { Rows, type List } from './Rows';
import { aggregate, groups } from './totals';

/** The JSON of a connection, which is a field of `parent`. */
export function connection(
  compiler: Compiler,
  list: List,
  parent: GraphQLObjectType,
  nodes: readonly FieldNode[],
): Sql {
  const [node] = nodes as [FieldNode];
  const type = compiler.typeOf(parent, node);
  const isTurned = !!node.arguments?.some(({ name }) => name.value === 'last');
  const args = compiler.arguments<ListArgs>(parent, node);
  return page(compiler, type, nodes, {
    rows: (isNumbered) => new Rows(compiler, list, node, args, isNumbered || isTurned),
    node: (of, same, rows) => object(compiler, of, same, rows),
    edge: (of, same, rows) => edge(compiler, of, same, rows),
    more(name, same, rows) {
      if (name === 'aggregate') return aggregate(compiler, type, same, rows);
      return name === 'groups' ? groups(compiler, type, same, rows, connection) : undefined;
    },
  });
}

/** An object of the list; a reference may stand there without its object. */
function object(compiler: Compiler, type: GraphQLObjectType, nodes: readonly FieldNode[], rows: Rows): Sql {
  const { type: of, edge: through } = rows.list;
  const found = compiler.object(type, of, nodes, rows.objects);
  return through?.words ? compiler.json.when([sql`${rows.objects.column('pk')} IS NOT NULL`, found]) : found;
}

/** An object with its cursor, and with what the reference to it says. */
function edge(compiler: Compiler, type: GraphQLObjectType, nodes: readonly FieldNode[], rows: Rows): Sql {
  const { json } = compiler;
  const { edge: through } = rows.list;
  const words = through?.words ? fieldsByName(through.through!.type) : undefined;
  return compiler.fields(type, nodes, (name, same) => {
    if (name === 'node') return object(compiler, compiler.typeOf(type, same[0]!), same, rows);
    if (name === 'cursor') return json.text(rows.cursor());
    const info = words?.get(name);
    return info && fieldInRow(compiler, info, compiler.typeOf(type, same[0]!), same, rows.words);
  });
}
