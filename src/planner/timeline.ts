import type { FieldNode, GraphQLObjectType } from 'graphql';
import { raw, sql, type Sql } from '../database/sql';
import type { Class } from '../entities/registry';
import { SAID, timelineOf, type TimelineEvent } from '../entities/timeline';
import type { Json, JsonObject } from '../ocds/json';
import { isWithin, spanOf, type Span, type SpanArgs } from '../query/arguments';
import { insideReleases } from '../query/inside';
import { TIMELINE_ROWS } from '../query/timeline';
import { table as tableOf } from '../query/walk';
import { Declined } from './binding';
import type { Fill } from './blanks';
import type { Compiler, Selected } from './Compiler';
import { atRow, tableScope, type Scope } from './scope';

/** A row that names dates; and its object, as it is asked for in each field `node`. */
type Said = readonly [row: JsonObject, ...objects: Json[]];

/** What an event says, but for `node`. */
const SAYS: Readonly<Record<string, (event: TimelineEvent) => Json>> = {
  __typename: () => 'TimelineEvent',
  type: ({ type }) => type,
  date: ({ date }) => date,
  ...SAID,
};

/** The JSON of the timeline of a release. What names dates is said, and JavaScript makes events of it. */
export function timeline(
  compiler: Compiler,
  parent: GraphQLObjectType,
  nodes: readonly FieldNode[],
  release: Scope,
): Sql {
  const [node] = nodes as [FieldNode];
  const args = compiler.arguments<SpanArgs>(parent, node);
  const selected = compiler.selected(compiler.typeOf(parent, node), nodes);
  const fields = [...selected].map(([key, same]) => [key, same[0]!.name.value] as const);
  for (const [, field] of fields)
    if (field !== 'node' && !(field in SAYS)) throw new Declined(`TimelineEvent.${field}`);
  const key = release.column('pk');
  const rows = TIMELINE_ROWS.map(({ type, shape }) => rowsOf(compiler, type, shape.columns, selected, key));
  const checked = compiler.late([node], (binding) => (spanOf(args(binding)), raw('')));
  return sql`${compiler.blank((binding) => events(fields, spanOf(args(binding))), ...rows)}${checked}`;
}

/** All rows of a class that stand in the release, as JSON. */
function rowsOf(compiler: Compiler, of: Class, columns: readonly string[], selected: Selected, release: Sql): Sql {
  const { json, dialect } = compiler;
  const scope = tableScope(`t${compiler.next()}`);
  const row = json.object(columns.map((column) => [column, json.cell(scope.column(column))]));
  const objects = [...selected.values()]
    .filter(([field]) => field!.name.value === 'node')
    .map((nodes) => {
      const own = tableScope(`t${compiler.next()}`);
      const from = sql`${tableOf(of)} ${raw(own.alias)} WHERE ${own.column('pk')} = ${scope.column('pk')}`;
      const object = compiler.within('list', () => compiler.object(compiler.typeNamed(of), of, nodes, own));
      return json.one(object, from);
    });
  const found = insideReleases(atRow(dialect, release), of, [], columns);
  return sql`(SELECT ${json.all(json.list([row, ...objects]))} FROM (${found}) ${raw(scope.alias)})`;
}

/** Makes events of the rows of each class. */
const events =
  (fields: readonly (readonly [key: string, field: string])[], span: Span): Fill =>
  (...lists) => {
    const objects = new Map<unknown, readonly Json[]>();
    const rows = TIMELINE_ROWS.map(({ type, shape }, i) => {
      const finished = (lists[i] as unknown as Said[]).map(([row, ...own]) => {
        shape.finish(row);
        objects.set(row, own);
        return row;
      });
      return [type, finished] as const;
    });
    const shown = timelineOf(new Map(rows)).filter((event) => isWithin(event, span));
    return shown.map((event) => {
      const own = objects.get(event.row)!.values();
      return Object.fromEntries(
        fields.map(([key, field]) => [key, field === 'node' ? own.next().value : SAYS[field]!(event)]),
      ) as JsonObject;
    });
  };
