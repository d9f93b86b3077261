import type { FieldNode, GraphQLObjectType } from 'graphql';
import { raw, sql, type Sql } from '../database/sql';
import { Organization } from '../entities';
import { pageSize } from '../query/arguments';
import { byIdRows } from '../query/list';
import { aliases, claimants, evidence, names } from '../query/organizations';
import type { Compiler, FieldWriter } from './Compiler';
import { atRow, tableScope, type Scope } from './scope';

/** The JSON of what releases say of an organization beside their newest words, by field. */
export const ORGANIZATION_FIELDS: Readonly<Record<string, FieldWriter>> = {
  names(compiler, parent, nodes, organization) {
    const type = compiler.typeOf(parent, nodes[0]!);
    const found = names(atRow(compiler.dialect, organization.column('pk')), []);
    return list(compiler, found, (row) => said(compiler, type, nodes, row));
  },

  aliases(compiler, parent, nodes, organization) {
    const type = compiler.typeOf(parent, nodes[0]!);
    const found = aliases(atRow(compiler.dialect, organization.column('pk')), []);
    return list(compiler, found, (alias) =>
      said(compiler, type, nodes, alias, {
        evidence: (same) => places(compiler, type, same, organization, alias),
        organization: (same) => called(compiler, same, alias.column('organizationId')),
      }),
    );
  },

  aliasOf(compiler, _parent, nodes, organization) {
    compiler.reads(1); // the row that says the id
    const found = claimants(atRow(compiler.dialect, organization.column('pk')), []);
    return list(compiler, found, (row) => called(compiler, nodes, row.column('id')));
  },
};

/** The newest places that say an alias of an organization. */
function places(
  compiler: Compiler,
  parent: GraphQLObjectType,
  nodes: readonly FieldNode[],
  organization: Scope,
  alias: Scope,
): Sql {
  const [node] = nodes as [FieldNode];
  const args = compiler.arguments<{ first: number }>(parent, node);
  const dialect = atRow(compiler.dialect, organization.column('pk'));
  const found = compiler.late([node], (binding) => evidence(dialect, [], pageSize('first', args(binding).first)));
  return list(
    compiler,
    found,
    (row) => said(compiler, compiler.typeOf(parent, node), nodes, row),
    (row) => sql` WHERE ${row.column('alias')} = ${alias.column('organizationId')}`,
  );
}

/** The JSON of the organization that has that id as its own, or null. */
function called(compiler: Compiler, nodes: readonly FieldNode[], id: Sql): Sql {
  const scope = tableScope(`t${compiler.next()}`);
  const found = byIdRows(compiler.dialect, Organization, sql`(SELECT ${id} AS key) AS k`, scope.alias);
  return compiler.json.one(compiler.object(compiler.typeNamed(Organization), Organization, nodes, scope), found);
}

/** The JSON of a row whose columns are texts, called as the fields are; and of fields that are more than a column. */
const said = (
  compiler: Compiler,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  row: Scope,
  more: Readonly<Record<string, (nodes: readonly FieldNode[]) => Sql>> = {},
): Sql => compiler.fields(type, nodes, (name, same) => more[name]?.(same) ?? compiler.json.text(row.column(name)));

/** The JSON of rows, in their order. */
function list(compiler: Compiler, found: Sql, write: (row: Scope) => Sql, where?: (row: Scope) => Sql): Sql {
  const row = tableScope(`r${compiler.next()}`);
  const each = compiler.within('list', () => write(row));
  return sql`(SELECT ${compiler.json.all(each)} FROM (${found}) ${raw(row.alias)}${where?.(row) ?? raw('')})`;
}
