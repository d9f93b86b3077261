import type { Sql } from '../database/sql';
import { fieldsByName, type Class } from '../entities/registry';
import type { Said } from '../query/codes';
import type { PartWriter } from './Compiler';
import { tableScope } from './scope';

/** Writes the code of the graph that a part of a document means, found by what the part says; null where there is none. */
export const codeOf =
  (of: Class, part: Class, rows: (said: Said, object: string) => Sql): PartWriter =>
  (compiler, _parent, nodes, { value }) => {
    const scope = tableScope(`t${compiler.next()}`);
    const found = rows((field) => value(fieldsByName(part).get(field)!), scope.alias);
    const object = compiler.within('code', () => compiler.object(compiler.typeNamed(of), of, nodes, scope));
    return compiler.json.one(object, found);
  };
