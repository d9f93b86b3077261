import type { FieldNode, GraphQLObjectType } from 'graphql';
import type { Sql } from '../database/sql';
import { MAX_PAGE } from '../query/arguments';
import type { Compiler } from './Compiler';
import { pageInfo } from './pageInfo';
import type { PageRows, Place } from './PageRows';

/** The fields of a connection that need the rows of its page. */
const OF_ROWS = ['nodes', 'edges', 'pageInfo'];

/** Writes what one kind of list has and no other. */
export interface PageWriter<R> {
  /** @param isNumbered whether rows must say which of the page they are. */
  rows(isNumbered: boolean): R;
  node(type: GraphQLObjectType, nodes: readonly FieldNode[], rows: R): Sql;
  edge(type: GraphQLObjectType, nodes: readonly FieldNode[], rows: R): Sql;
  /** What else its connections have. */
  more?(name: string, nodes: readonly FieldNode[], rows: R): Sql | undefined;
}

/** The JSON of a connection of that type, whatever it is a list of. */
export function page<P extends Place, R extends PageRows<P>>(
  compiler: Compiler,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  writer: PageWriter<R>,
): Sql {
  const asked = new Set(compiler.asked(type, nodes));
  const rows = writer.rows(asked.has('pageInfo'));
  if (asked.has('pageInfo') && !asked.has('nodes') && !asked.has('edges')) compiler.reads(MAX_PAGE + 1);
  const answer = compiler.fields(type, nodes, (name, same) => {
    const inner = (): GraphQLObjectType => compiler.typeOf(type, same[0]!);
    switch (name) {
      case 'nodes':
        return rows.all(compiler.within('list', () => writer.node(inner(), same, rows)));
      case 'edges':
        return rows.all(compiler.within('list', () => writer.edge(inner(), same, rows)));
      case 'pageInfo':
        return pageInfo(compiler, inner(), same, rows);
      case 'totalCount':
        return compiler.json.whole(rows.count());
      default:
        return writer.more?.(name, same, rows);
    }
  });
  return OF_ROWS.some((each) => asked.has(each)) ? rows.select(answer) : rows.checked(answer);
}
