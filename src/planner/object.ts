import type { FieldNode, GraphQLObjectType } from 'graphql';
import type { Sql } from '../database/sql';
import { Organization, Release } from '../entities';
import { edgesFrom } from '../entities/edges';
import { hasPath } from '../entities/paths';
import { fieldsByName, type Class } from '../entities/registry';
import type { Edge } from '../entities/relation';
import { walk } from '../query/walk';
import type { Compiler, FieldWriter } from './Compiler';
import { connection } from './connection';
import { document } from './documents';
import { fieldInRow } from './fields';
import { ORGANIZATION_FIELDS } from './organizations';
import { tableScope, type Scope } from './scope';
import { timeline } from './timeline';

/** The fields that are neither columns nor edges. */
const OTHERS = new Map<Class, Readonly<Record<string, FieldWriter>>>([
  [Organization, ORGANIZATION_FIELDS],
  [Release, { timeline, document }],
]);

/** The JSON of an object that is a row: its fields, and what its edges lead to. */
export function object(
  compiler: Compiler,
  type: GraphQLObjectType,
  of: Class,
  nodes: readonly FieldNode[],
  scope: Scope,
): Sql {
  return compiler.fields(type, nodes, (name, same) => {
    const edge = edgesFrom(of).get(name);
    if (edge?.many) return connection(compiler, { type: edge.to, edge, parent: scope }, type, same);
    if (edge) return one(compiler, edge, compiler.typeOf(type, same[0]!), same, scope);
    if (name === 'id' && hasPath(of)) return compiler.json.word(scope.column(name), true);
    const other = OTHERS.get(of)?.[name];
    if (other) return other(compiler, type, same, scope);
    const info = fieldsByName(of).get(name);
    return info && fieldInRow(compiler, info, compiler.typeOf(type, same[0]!), same, scope);
  });
}

/** The one object at the end of an edge, or null. */
function one(compiler: Compiler, edge: Edge, type: GraphQLObjectType, nodes: readonly FieldNode[], scope: Scope): Sql {
  const n = compiler.next();
  scope.column(edge.fromKey);
  const names = { from: scope.alias, row: `y${n}`, object: `t${n}` };
  return compiler.json.one(object(compiler, type, edge.to, nodes, tableScope(names.object)), walk(edge, names));
}
