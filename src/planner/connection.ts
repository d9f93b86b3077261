import type { FieldNode, GraphQLObjectType } from 'graphql';
import { sql, type Sql } from '../database/sql';
import { MAX_PAGE, type ListArgs } from '../query/arguments';
import { fieldsByName } from '../query/operand';
import { Declined } from './binding';
import type { Compiler } from './Compiler';
import { fieldInRow } from './fields';
import { OF_ROWS } from './PageRows';
import { pageInfo } from './pageInfo';
import { Rows, type List } from './Rows';
import { aggregate, groups } from './totals';

/** The JSON of a connection, which is a field of `parent`. */
export function connection(
  compiler: Compiler,
  list: List,
  parent: GraphQLObjectType,
  nodes: readonly FieldNode[],
): Sql {
  const { json } = compiler;
  const [node] = nodes as [FieldNode];
  const type = compiler.typeOf(parent, node);
  const selected = [...compiler.selected(type, nodes)];
  const asked = new Set(selected.map(([, same]) => same[0]!.name.value));
  const isTurned = !!node.arguments?.some(({ name }) => name.value === 'last');
  const args = compiler.arguments<ListArgs>(parent, node);
  const rows = new Rows(compiler, list, node, args, asked.has('pageInfo') || isTurned);
  if (asked.has('pageInfo') && !asked.has('nodes') && !asked.has('edges')) compiler.reads(MAX_PAGE + 1);
  const field = (same: readonly FieldNode[]): Sql => {
    const name = same[0]!.name.value;
    switch (name) {
      case '__typename':
        return json.constant(type.name);
      case 'nodes':
        return rows.all(object(compiler, compiler.typeOf(type, same[0]!), same, rows));
      case 'edges':
        return rows.all(edge(compiler, compiler.typeOf(type, same[0]!), same, rows));
      case 'pageInfo':
        return pageInfo(compiler, compiler.typeOf(type, same[0]!), same, rows);
      case 'totalCount':
        return json.whole(rows.count());
      case 'aggregate':
        return aggregate(compiler, type, same, rows);
      case 'groups':
        return groups(compiler, type, same, rows);
      default:
        throw new Declined(`${type.name}.${name}`);
    }
  };
  const answer = json.object(selected.map(([key, same]) => [key, field(same)]));
  return OF_ROWS.some((each) => asked.has(each)) ? rows.select(answer) : rows.checked(answer);
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
