import type { FieldNode, GraphQLObjectType } from 'graphql';
import type { Dialect } from '../database/dialect';
import type { JsonWriter } from '../database/json';
import { join, name, raw, sql, type Sql } from '../database/sql';
import type { Dimension } from '../entities/dimensions';
import { groupingOf, type GroupsArgs } from '../query/arguments';
import { figuresIn, groupRows, totals, type GroupRows } from '../query/groups';
import { valueNames, type Asked as Summed } from '../query/keptRows';
import { byIdRows, type Page } from '../query/list';
import type { Binding, Bound } from './binding';
import type { Compiler } from './Compiler';
import { figures, rowsFor, type RowsWriter } from './figures';
import type { List, Rows } from './Rows';
import { atRow, tableScope } from './scope';

/** Which way a total is asked for. */
interface Asked {
  readonly includeMemberships?: boolean;
}

/** The JSON of what a list comes to. */
export function aggregate(compiler: Compiler, parent: GraphQLObjectType, nodes: readonly FieldNode[], rows: Rows): Sql {
  const { json } = compiler;
  const [node] = nodes as [FieldNode];
  const type = compiler.typeOf(parent, node);
  const asked = compiler.asked(type, nodes);
  const isCount = asked.every((name) => name === 'count' || name === '__typename');
  const args = compiler.arguments<Asked>(parent, node);
  const table = `r${compiler.next()}`;
  const late = lateOf(compiler, node, args);
  const answer = compiler.fields(type, nodes, (_name, same) =>
    isCount ? json.whole(rows.count()) : figures(compiler, type, same, { row: 'f', late }),
  );
  if (isCount) return answer;
  compiler.reads(ROWS);
  const written = rowsFor(compiler, type, nodes);
  const added = compiler.late([...rows.nodes, node], (binding) => {
    const { dialect, list } = summedOf(compiler, rows, args, asked, binding);
    return written(totals(dialect, list, []), false);
  });
  rows.sum(table, added);
  return sql`(SELECT ${answer} FROM ${raw(table)} f)`;
}

/**
 * The JSON of a list in groups.
 *
 * @param connection writes the members of a group, which are a list of their own.
 */
export function groups(
  compiler: Compiler,
  parent: GraphQLObjectType,
  nodes: readonly FieldNode[],
  rows: Rows,
  connection: ListWriter,
): Sql {
  rows.takes(false);
  const { json } = compiler;
  const [node] = nodes as [FieldNode];
  const type = compiler.typeOf(parent, node);
  const args = compiler.arguments<GroupsArgs>(parent, node);
  const fields = [...rows.nodes, node];
  const asked = compiler.asked(type, nodes);
  const n = compiler.next();
  const [row, group] = [`f${n}`, `g${n}`];
  const found: Bound<Groups> = (binding) =>
    binding.once(nodes, () => {
      const grouping = groupingOf(rows.list.type, args(binding));
      const { dialect, list } = summedOf(compiler, rows, args, asked, binding);
      const groups = groupRows(dialect, list, [], grouping);
      const at = raw(groups.each ? group : row);
      return { ...groups, by: grouping.by, values: valueNames(grouping.by).map((each) => sql`${at}.${each}`) };
    });
  const query: Bound<Pick<Page, 'filter' | 'within'>> = (binding) => {
    const { filter, within = [] } = rows.page(binding);
    return { filter, within: [...within, found(binding)] };
  };
  const summed = { row, late: lateOf(compiler, node, args) };
  const each = compiler.fields(type, nodes, (field, same) => {
    if (field === 'members')
      return connection(compiler, { ...rows.list, grouped: { query, nodes: fields } }, type, same);
    if (field !== 'keys') return figures(compiler, type, same, summed);
    const keyType = compiler.typeOf(type, same[0]!);
    return compiler.late(fields, (binding) => {
      const { by, values } = found(binding);
      return json.list(by.map((of, i) => groupKey(compiler, keyType, same, of, values[i]!)));
    });
  });
  compiler.reads(ROWS);
  const written = rowsFor(compiler, type, nodes);
  return compiler.late(fields, (binding) => allOf(json, found(binding), { row, group, written }, each));
}

/** The JSON list of groups: each as it is written of its rows, or of the row of the group that tells of it. */
function allOf(
  json: JsonWriter,
  { each: one, rows: all, values }: Groups,
  { row, group, written }: { readonly row: string; readonly group: string; readonly written: RowsWriter },
  each: Sql,
): Sql {
  if (one) {
    // Where no figure is asked for nothing is added up, and each row of the group would do.
    const first = sql`(SELECT ${each} FROM (${written(one.rows(group), false)}) ${raw(row)} LIMIT 1)`;
    return sql`(SELECT ${json.all(first)} FROM (${one.groups}) ${raw(group)})`;
  }
  const apart = join([name('_group'), ...values], ', ');
  const inOrder = sql`SELECT ${each} AS "_json" FROM (${written(all, true)}) ${raw(row)} GROUP BY ${apart} ORDER BY "_group"`;
  return sql`(SELECT ${json.all(json.stored(raw('g."_json"')))} FROM (${inOrder}) g)`;
}

/** Groups as they are found: what they are by, and the columns that have their values. */
interface Groups extends GroupRows {
  readonly by: readonly Dimension[];
  readonly values: readonly Sql[];
}

type ListWriter = (compiler: Compiler, list: List, parent: GraphQLObjectType, nodes: readonly FieldNode[]) => Sql;

const lateOf =
  (compiler: Compiler, node: FieldNode, args: Bound<Asked>) =>
  (make: (includeMemberships: boolean) => Sql): Sql =>
    compiler.late([node], (binding) => make(args(binding).includeMemberships ?? false));

/** A row of a total stands for one currency, and for memberships apart: few have more than this, and none is shown. */
const ROWS = 9;

/** A list as it is summed, and the dialect that has it. */
function summedOf(
  { dialect }: Compiler,
  rows: Rows,
  args: Bound<Asked>,
  fields: readonly string[],
  binding: Binding,
): { dialect: Dialect; list: Summed } {
  const { type, edge, parent } = rows.list;
  const { includeMemberships = false } = args(binding);
  return {
    dialect: edge ? atRow(dialect, parent!.column(edge.fromKey)) : dialect,
    list: { type, edge, query: rows.page(binding), includeMemberships, ...figuresIn(fields) },
  };
}

/** What the objects of a group have in common in one dimension. */
function groupKey(
  compiler: Compiler,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  { name: dimension, node }: Dimension,
  value: Sql,
): Sql {
  const { json, dialect } = compiler;
  /** The object that the value stands for: the codes that are grouped by need no escaping in its id. */
  const found = (alias: string): Sql =>
    byIdRows(dialect, node!.type, sql`(SELECT ${raw(`'${node!.id('')}'`)} || ${value} AS key) AS k`, alias);
  return compiler.fields(type, nodes, (name, same) => {
    const alias = `t${compiler.next()}`;
    const scope = tableScope(alias);
    switch (name) {
      case 'dimension':
        return json.constant(dimension);
      case 'value':
        return json.text(value);
      case 'label':
        return node ? json.one(json.text(scope.column(node.label)), found(alias)) : json.text(value);
      case 'node':
        if (!node) return json.constant(null);
        return json.one(
          compiler.within('list', () => compiler.object(compiler.typeNamed(node.type), node.type, same, scope)),
          found(alias),
        );
    }
  });
}
