import type { FieldNode, GraphQLObjectType } from 'graphql';
import { raw, sql, type Sql } from '../database/sql';
import { Organization } from '../entities';
import type { Class } from '../entities/registry';
import { byIdRows } from '../query/list';
import { fieldsByName } from '../query/operand';
import { byIdOrAliasRows } from '../query/organizations';
import { federated, referenceTo, type Representation } from '../query/references';
import { Declined, type Bound } from './binding';
import type { Compiler } from './Compiler';
import { tableScope } from './scope';

/** What refers to nothing that there could be: no object has such a type. */
const NOTHING = ['', '', null] as const;

/** The JSON of `_entities`: an object for each representation, in their order. */
export function entities(compiler: Compiler, parent: GraphQLObjectType, nodes: readonly FieldNode[]): Sql {
  const { json, dialect } = compiler;
  const [node] = nodes as [FieldNode];
  const args = compiler.arguments<{ representations: readonly (Representation & { __typename: string })[] }>(
    parent,
    node,
  );
  const given = (binding: Parameters<typeof args>[0]): readonly (Representation & { __typename: string })[] =>
    args(binding).representations;
  const alias = `e${compiler.next()}`;
  const objects = new Map(federated().map((type) => [type.name, entity(compiler, type, nodes, alias)]));

  const list: Bound<Sql> = (binding) =>
    dialect.references(
      given(binding).map(({ __typename, ...fields }) => {
        const reference = referenceTo(classOf(__typename), fields);
        // PostgreSQL takes no NUL, and no text of the database has one.
        if (!reference || [reference.id, reference.localId].some((each) => each?.includes('\0'))) return NOTHING;
        return [__typename, reference.id, reference.localId];
      }),
    );
  const each = compiler.late([node], (binding) => {
    const types = [...new Set(given(binding).map(({ __typename }) => __typename))].sort();
    return json.when(
      ...types.map((type) => [sql`${raw(alias)}.type = ${raw(`'${type}'`)}`, objects.get(type)!] as const),
    );
  });
  const rows = compiler.late([node], list);
  return sql`(SELECT ${json.some(each, sql`TRUE`, raw(`${alias}.n`))} FROM ${rows} ${raw(alias)})`;
}

function classOf(name: string): Class {
  const type = federated().find((each) => each.name === name);
  if (!type) throw new Declined('input');
  return type;
}

/** The object of the representation at hand, or null. */
function entity(compiler: Compiler, of: Class, nodes: readonly FieldNode[], alias: string): Sql {
  const table = `t${compiler.next()}`;
  const scope = tableScope(table);
  const key = sql`(SELECT ${raw(alias)}.key AS key) AS k`;
  const found = (of === Organization ? byIdOrAliasRows : byIdRows)(compiler.dialect, of, key, table);
  const name = raw(`${alias}.name`);
  const isCalled = fieldsByName(of).has('localId') ? sql` OR ${scope.column('localId')} = ${name}` : raw('');
  return compiler.json.one(
    compiler.object(compiler.typeNamed(of), of, nodes, scope),
    sql`${found} WHERE (${name} IS NULL${isCalled})`,
  );
}
