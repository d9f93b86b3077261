import type { FieldNode, GraphQLObjectType } from 'graphql';
import { raw, sql, type Sql } from '../database/sql';
import type { Class } from '../entities/registry';
import { enumName } from '../ocds/codelist';
import { matchIn, type Match } from '../ocds/highlight';
import type { JsonObject } from '../ocds/json';
import { searchOf, type SearchArgs } from '../query/arguments';
import { SEARCH } from '../query/cursor';
import { SEARCHED, TEXTS, type Search } from '../query/search';
import { searchCount, searchPage } from '../query/searchPage';
import { table as tableOf } from '../query/walk';
import type { Bound } from './binding';
import type { Fill } from './blanks';
import type { Compiler } from './Compiler';
import { page } from './page';
import { PageRows } from './PageRows';
import { tableScope, type Scope } from './scope';

/** The rows of one page of what a search finds. */
class Results extends PageRows<Search> {
  constructor(compiler: Compiler, node: FieldNode, args: Bound<SearchArgs>, numbered: boolean) {
    super(compiler, [node], `t${compiler.next()}`, numbered, (binding) =>
      binding.once(this, () => searchOf(args(binding))),
    );
    compiler.selects(node);
  }

  cursor(): Sql {
    const { json } = this.compiler;
    const [rank, instant, id] = [0, 1, 2].map((i) => this.position(i)) as [Sql, Sql, Sql];
    return this.cursorOf(SEARCH, [json.whole(rank), json.text(instant), json.text(id)]);
  }

  count(): Sql {
    return this.late((search) => sql`(${searchCount(this.compiler.dialect, search)})`);
  }

  protected found(search: Search): Sql {
    return searchPage(this.compiler.dialect, search, this.limit(search));
  }

  protected from(): Sql {
    return this.table(this.late((search) => this.found(search)));
  }

  column(of: 'type' | 'objectPk'): Sql {
    return this.at(of);
  }
}

/** The JSON of a search. */
export function search(compiler: Compiler, parent: GraphQLObjectType, nodes: readonly FieldNode[]): Sql {
  const [node] = nodes as [FieldNode];
  const args = compiler.arguments<SearchArgs>(parent, node);
  return page(compiler, compiler.typeOf(parent, node), nodes, {
    rows: (isNumbered) => new Results(compiler, node, args, isNumbered),
    node: (of, same, rows) => result(compiler, of, same, rows),
    edge: (of, same, rows) => edge(compiler, of, same, rows),
  });
}

function edge(compiler: Compiler, type: GraphQLObjectType, nodes: readonly FieldNode[], rows: Results): Sql {
  return compiler.fields(type, nodes, (name, same) => {
    if (name === 'cursor') return compiler.json.text(rows.cursor());
    return name === 'node' ? result(compiler, compiler.typeOf(type, same[0]!), same, rows) : undefined;
  });
}

/** One thing found. Where its words are and how they read around it, no database says. */
function result(compiler: Compiler, type: GraphQLObjectType, nodes: readonly FieldNode[], rows: Results): Sql {
  const { json } = compiler;
  const match: Bound<Fill> = (binding) => matches(rows.page(binding));
  let isRead = false;
  return compiler.fields(type, nodes, (name, same) => {
    switch (name) {
      case 'type':
        return json.when(...SEARCHED.map((of) => [isOf(rows, of), json.constant(enumName(of.name))] as const));
      case 'node':
        return ofClass(compiler, rows, (of, scope) => compiler.object(compiler.typeNamed(of), of, same, scope));
      case 'field':
      case 'fragment': {
        const texts = isRead ? [] : [ofClass(compiler, rows, (of, scope) => textsOf(compiler, of, scope))];
        isRead = true;
        return compiler.blank(match, json.constant(name), ...texts);
      }
    }
  });
}

/** What matches in texts, for each field of a result that tells of it: the first of them is given the texts. */
function matches({ terms }: Search): Fill {
  let match: Match | null = null;
  return (field, ...given) => {
    const [texts] = given as (JsonObject | null)[];
    if (texts !== undefined) match = texts && matchIn(Object.keys(texts), texts, terms);
    return match && match[field as keyof Match];
  };
}

const textsOf = ({ json }: Compiler, of: Class, scope: Scope): Sql =>
  json.object(TEXTS.get(of)!.map((field) => [field, json.text(scope.column(field))]));

const isOf = (rows: Results, of: Class): Sql => sql`${rows.column('type')} = ${raw(`'${of.name}'`)}`;

/** What is written of the object itself, of one of the classes that are looked for. */
function ofClass(compiler: Compiler, rows: Results, write: (of: Class, scope: Scope) => Sql): Sql {
  const { json } = compiler;
  const objects = SEARCHED.map((of) => {
    const table = `t${compiler.next()}`;
    const from = sql`${tableOf(of)} ${raw(table)} WHERE ${raw(table)}.pk = ${rows.column('objectPk')}`;
    return [of.name, isOf(rows, of), json.one(write(of, tableScope(table)), from)] as const;
  });
  return rows.late(({ types }) => {
    const asked = objects.filter(([name]) => types.includes(name)).map(([, is, object]) => [is, object] as const);
    return asked.length > 0 ? json.when(...asked) : json.constant(null);
  });
}
