import type { FieldNode, GraphQLObjectType } from 'graphql';
import { raw, sql, type Sql } from '../database/sql';
import type { Compiler } from './Compiler';
import type { PageRows, Place } from './PageRows';

/** The JSON of where a page stands in its list. */
export function pageInfo<P extends Place>(
  compiler: Compiler,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  rows: PageRows<P>,
): Sql {
  const { json } = compiler;
  const more = ({ size }: P): Sql => json.flag(sql`(count(*) > ${raw(String(size))})`);
  const begun = ({ position }: P): Sql => rows.begun(position !== undefined);
  return compiler.fields(type, nodes, (name) => {
    switch (name) {
      case 'hasNextPage':
        return rows.late((page) => (page.backward ? begun(page) : more(page)));
      case 'hasPreviousPage':
        return rows.late((page) => (page.backward ? more(page) : begun(page)));
      case 'startCursor':
        return json.text(rows.ofOne(rows.cursor(), (backward) => !backward));
      case 'endCursor':
        return json.text(rows.ofOne(rows.cursor(), (backward) => backward));
    }
  });
}
