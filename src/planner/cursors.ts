import type { FieldNode, GraphQLObjectType } from 'graphql';
import { raw, sql, type Sql } from '../database/sql';
import { positionKinds } from '../query/list';
import { Declined } from './binding';
import type { Compiler } from './Compiler';
import type { Rows } from './Rows';

/** The cursor of a row, as query/cursor.ts writes it. */
export function cursorOf({ json, dialect }: Compiler, rows: Rows): Sql {
  const { type, edge } = rows.list;
  rows.keepPositions();
  return rows.late(({ list, order }) => {
    const values = positionKinds(type, edge, order).map((kind, i) => {
      const value = rows.position(i);
      if (kind === 'string') return json.text(value);
      if (kind === 'integer') return json.whole(value);
      return order[i]?.key.by === 'sum' ? json.figure(value) : json.decimal(value);
    });
    return json.base64url(json.list([json.text(dialect.typed(list, 'text')), ...values]));
  });
}

/** Where the page stands in its list. */
export function pageInfo(compiler: Compiler, type: GraphQLObjectType, nodes: readonly FieldNode[], rows: Rows): Sql {
  const { json } = compiler;
  const { edge, parent } = rows.list;
  const [n, c] = ['n', 'c'].map((column) => raw(`${rows.objects.alias}.${column}`)) as [Sql, Sql];

  const more = (size: number): Sql => json.flag(sql`(count(*) > ${raw(String(size))})`);
  /** Whether the page begins at a cursor; the list of a parent that there is not begins nowhere. */
  const begun = (given: boolean): Sql =>
    given && edge ? json.flag(sql`(${parent!.column(edge.fromKey)} IS NOT NULL)`) : json.constant(given);
  /** Of the first row that was read, or of the last one of the page. */
  const cursorAt = (isFirst: (backward: boolean) => boolean): Sql => {
    const place = rows.late(({ backward, size }) => {
      const full = raw(String(size));
      return isFirst(backward) ? raw('1') : sql`CASE WHEN ${c} < ${full} THEN ${c} ELSE ${full} END`;
    });
    return json.text(sql`max(CASE WHEN ${n} = ${place} THEN ${cursorOf(compiler, rows)} END)`);
  };

  return json.object(
    [...compiler.selected(type, nodes)].map(([key, same]) => {
      const name = same[0]!.name.value;
      switch (name) {
        case '__typename':
          return [key, json.constant(type.name)];
        case 'hasNextPage':
          return [key, rows.late((page) => (page.backward ? begun(page.position !== undefined) : more(page.size)))];
        case 'hasPreviousPage':
          return [key, rows.late((page) => (page.backward ? more(page.size) : begun(page.position !== undefined)))];
        case 'startCursor':
          return [key, cursorAt((backward) => !backward)];
        case 'endCursor':
          return [key, cursorAt((backward) => backward)];
        default:
          throw new Declined(`${type.name}.${name}`);
      }
    }),
  );
}
