import type { FieldNode, GraphQLObjectType } from 'graphql';
import { raw, sql, type Sql } from '../database/sql';
import { Classification, Region } from '../entities';
import { columnInPart } from '../entities/columns';
import { Address } from '../entities/parts/Address';
import { ClassificationReference } from '../entities/parts/ClassificationReference';
import { Value } from '../entities/parts/Value';
import { fieldsByName, fieldsOf, type Class, type FieldInfo } from '../entities/registry';
import { classificationRows, regionRows } from '../query/codes';
import { all } from '../query/walk';
import { codeOf } from './codes';
import type { Compiler, PartFields, PartWriter } from './Compiler';
import { effectiveAmount } from './effectiveAmount';
import type { Scope } from './scope';

/** The fields of parts that stand in no document. */
const OTHERS = new Map<Class, Readonly<Record<string, PartWriter>>>([
  [Value, { effectiveAmount }],
  [ClassificationReference, { classification: codeOf(Classification, ClassificationReference, classificationRows) }],
  [Address, { territory: codeOf(Region, Address, regionRows) }],
]);

/** The JSON of a field of a row: a scalar, or a part in columns of its own or as JSON. */
export function fieldInRow(
  compiler: Compiler,
  info: FieldInfo,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  scope: Scope,
): Sql {
  if (info.kind !== 'part') return scalar(compiler, info, scope.column(info.name));
  if (info.columns) return partInColumns(compiler, info, type, nodes, scope);
  return partInJson(compiler, info, type, nodes, { root: scope.column(info.name), path: [] });
}

/** The JSON of a scalar, or of a list of them, in a column of its own. */
function scalar({ json }: Compiler, { kind, list, required }: FieldInfo, value: Sql): Sql {
  if (list || kind === 'json') return json.stored(value);
  if (kind === 'flag' || kind === 'whole' || kind === 'decimal') return json[kind](value);
  return kind === 'code' ? json.word(value) : json.text(value, required);
}

/** A part is there if any of its columns is. */
function partInColumns(
  compiler: Compiler,
  { name, part }: FieldInfo,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  scope: Scope,
): Sql {
  const column = (field: FieldInfo): Sql => scope.column(columnInPart(name, field.name));
  const missing = all(fieldsOf(part!()).map((field) => sql`${column(field)} IS NULL`));
  const found = partObject(compiler, part!(), type, nodes, {
    json: (field) => scalar(compiler, field, column(field)),
    value: column,
    has: (field) => sql`${column(field)} IS NOT NULL`,
  });
  return compiler.json.when([sql`NOT ${missing}`, found]);
}

/** Where a part stands: a column of JSON text, and the way inside. */
interface Inside {
  readonly root: Sql;
  readonly path: readonly string[];
}

/** What JSON holds is given back as it stands there, but for the fields that were not asked for. */
function partInJson(
  compiler: Compiler,
  { part, list }: FieldInfo,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  { root, path }: Inside,
): Sql {
  const { json, dialect } = compiler;
  const fields = (at: Inside): Sql => {
    const inner = (field: FieldInfo): Inside => ({ root: at.root, path: [...at.path, field.name] });
    return partObject(compiler, part!(), type, nodes, {
      json(field, same) {
        const { root: column, path: way } = inner(field);
        if (field.kind !== 'part') return json.inside(column, way);
        return partInJson(compiler, field, compiler.typeOf(type, same[0]!), same, inner(field));
      },
      value: (field) => dialect.jsonScalar(inner(field).root, inner(field).path, field.kind),
      has: (field) => json.has(inner(field).root, inner(field).path),
    });
  };
  if (!list) return json.when([json.has(root, path), fields({ root, path })]);
  const alias = `e${compiler.next()}`;
  const each = compiler.within('list', () => fields({ root: raw(`${alias}.value`), path: [] }));
  return json.when([json.has(root, path), sql`(SELECT ${json.all(each)} FROM ${dialect.jsonEach(root, path, alias)})`]);
}

function partObject(
  compiler: Compiler,
  part: Class,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  fields: PartFields,
): Sql {
  return compiler.fields(type, nodes, (name, same) => {
    const other = OTHERS.get(part)?.[name];
    if (other) return other(compiler, type, same, fields);
    const field = fieldsByName(part).get(name);
    return field && fields.json(field, same);
  });
}
