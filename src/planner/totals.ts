import type { FieldNode, GraphQLObjectType } from 'graphql';
import type { Dialect } from '../database/dialect';
import { join, name, raw, sql, type Sql } from '../database/sql';
import type { Dimension } from '../entities/dimensions';
import { groupingOf, type GroupsArgs } from '../query/arguments';
import { figuresIn, groupRows, totals, type Grouping } from '../query/groups';
import { valueNames, type Asked as Summed } from '../query/keptRows';
import { byIdRows } from '../query/list';
import type { Binding, Bound } from './binding';
import type { Compiler } from './Compiler';
import { figures } from './figures';
import type { Rows } from './Rows';
import { tableScope } from './scope';

/** Which way a total is asked for. */
interface Asked {
  readonly includeMemberships?: boolean;
}

/** The JSON of what a list comes to. */
export function aggregate(compiler: Compiler, parent: GraphQLObjectType, nodes: readonly FieldNode[], rows: Rows): Sql {
  const { json } = compiler;
  const [node] = nodes as [FieldNode];
  const type = compiler.typeOf(parent, node);
  const asked = [...compiler.selected(type, nodes).values()].map(([each]) => each!.name.value);
  const isCount = asked.every((name) => name === 'count' || name === '__typename');
  const args = compiler.arguments<Asked>(parent, node);
  const table = `r${compiler.next()}`;
  const late = lateOf(compiler, node, args);
  const answer = compiler.fields(type, nodes, (_name, same) =>
    isCount ? json.whole(rows.count()) : figures(compiler, type, same, { table: raw(table), isWith: sql`TRUE`, late }),
  );
  if (isCount) return answer;
  rows.sum(
    table,
    summed(compiler, node, args, rows, asked, (dialect, all) => totals(dialect, all, [])),
  );
  return sql`(SELECT ${answer} FROM ${raw(table)} f)`;
}

/** The JSON of a list in groups. */
export function groups(compiler: Compiler, parent: GraphQLObjectType, nodes: readonly FieldNode[], rows: Rows): Sql {
  const { json } = compiler;
  const [node] = nodes as [FieldNode];
  const type = compiler.typeOf(parent, node);
  const args = compiler.arguments<GroupsArgs>(parent, node);
  const grouping: Bound<Grouping> = (binding) => binding.once(nodes, () => groupingOf(rows.list.type, args(binding)));
  const table = raw(`r${compiler.next()}`);
  const isWith = sql`"_group" = f."_group"`;
  const each = compiler.fields(type, nodes, (field, same) => {
    if (field !== 'keys') return figures(compiler, type, same, { table, isWith, late: lateOf(compiler, node, args) });
    const keyType = compiler.typeOf(type, same[0]!);
    return compiler.late([node], (binding) => {
      const { by } = grouping(binding);
      const values = valueNames(by);
      return json.list(by.map((of, i) => groupKey(compiler, keyType, same, of, values[i]!)));
    });
  });
  const asked = [...compiler.selected(type, nodes).values()].map(([first]) => first!.name.value);
  return summed(compiler, node, args, rows, asked, (dialect, all, binding) => {
    const found = groupRows(dialect, all, [], grouping(binding));
    if (found.each) {
      // Where no figure is asked for nothing is added up, and each row of the group would do.
      const one = sql`(WITH ${table} AS (${found.each.rows}) SELECT ${each} FROM ${table} f LIMIT 1)`;
      return sql`(SELECT ${json.all(one)} FROM (${found.each.groups}) g)`;
    }
    // SQLite would find all rows anew for each of a figure's `missing`.
    const apart = join([name('_group'), ...valueNames(grouping(binding).by)], ', ');
    const inOrder = sql`SELECT ${each} AS "_json" FROM ${table} f GROUP BY ${apart} ORDER BY "_group"`;
    return sql`(WITH ${table} AS MATERIALIZED (${found.rows}) SELECT ${json.all(json.stored(raw('g."_json"')))} FROM (${inOrder}) g)`;
  });
}

const lateOf =
  (compiler: Compiler, node: FieldNode, args: Bound<Asked>) =>
  (make: (includeMemberships: boolean) => Sql): Sql =>
    compiler.late([node], (binding) => make(args(binding).includeMemberships ?? false));

/** A row of a total stands for one currency, and for memberships apart: few have more than this, and none is shown. */
const ROWS = 9;

/** What is made of a list that is summed. */
function summed(
  compiler: Compiler,
  node: FieldNode,
  args: Bound<Asked>,
  rows: Rows,
  asked: readonly string[],
  make: (dialect: Dialect, asked: Summed, binding: Binding) => Sql,
): Sql {
  compiler.reads(ROWS);
  const { type, edge, parent } = rows.list;
  const dialect = edge ? atRow(compiler.dialect, parent!.column(edge.fromKey)) : compiler.dialect;
  return compiler.late([rows.node, node], (binding) => {
    const includeMemberships = args(binding).includeMemberships ?? false;
    return make(dialect, { type, edge, query: rows.page(binding), includeMemberships, ...figuresIn(asked) }, binding);
  });
}

/** A dialect whose list of keys is the key of the row at hand. */
const atRow = (dialect: Dialect, key: Sql): Dialect => ({ ...dialect, keys: () => sql`(SELECT ${key} AS key) AS k` });

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
        return json.one(compiler.object(compiler.typeNamed(node.type), node.type, same, scope), found(alias));
    }
  });
}
