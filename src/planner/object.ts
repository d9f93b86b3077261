import type { FieldNode, GraphQLObjectType } from 'graphql';
import type { Sql } from '../database/sql';
import { edgesFrom } from '../entities/edges';
import type { Class } from '../entities/registry';
import type { Edge } from '../entities/relation';
import { fieldsByName } from '../query/operand';
import { walk } from '../query/walk';
import { Declined } from './binding';
import type { Compiler } from './Compiler';
import { connection } from './connection';
import { fieldInRow } from './fields';
import { tableScope, type Scope } from './scope';

/** The JSON of an object that is a row: its fields, and what its edges lead to. */
export function object(
  compiler: Compiler,
  type: GraphQLObjectType,
  of: Class,
  nodes: readonly FieldNode[],
  scope: Scope,
): Sql {
  return compiler.json.object(
    [...compiler.selected(type, nodes)].map(([key, same]) => [key, field(compiler, type, of, same, scope)]),
  );
}

function field(compiler: Compiler, type: GraphQLObjectType, of: Class, nodes: readonly FieldNode[], scope: Scope): Sql {
  const name = nodes[0]!.name.value;
  if (name === '__typename') return compiler.json.constant(type.name);
  const edge = edgesFrom(of).get(name);
  if (edge?.many) return connection(compiler, { type: edge.to, edge, parent: scope }, type, nodes);
  if (edge) return one(compiler, edge, compiler.typeOf(type, nodes[0]!), nodes, scope);
  const info = fieldsByName(of).get(name);
  if (!info) throw new Declined(`${type.name}.${name}`);
  return fieldInRow(compiler, info, compiler.typeOf(type, nodes[0]!), nodes, scope);
}

/** The one object at the end of an edge, or null. */
function one(compiler: Compiler, edge: Edge, type: GraphQLObjectType, nodes: readonly FieldNode[], scope: Scope): Sql {
  const n = compiler.next();
  scope.column(edge.fromKey);
  const names = { from: scope.alias, row: `y${n}`, object: `t${n}` };
  return compiler.json.one(object(compiler, type, edge.to, nodes, tableScope(names.object)), walk(edge, names));
}
