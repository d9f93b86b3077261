import type { FieldNode } from 'graphql';
import { raw, sql, type Sql } from '../database/sql';
import { pageOf, type ListArgs } from '../query/arguments';
import { countRows, pageRows, positions, type Page, type Source } from '../query/list';
import type { Names } from '../query/walk';
import type { Bound } from './binding';
import type { Compiler } from './Compiler';
import { selection, Subquery, type Scope } from './scope';

/** A list of the graph: that of a class, or that of an edge for each row of its parent. */
export interface List extends Source {
  readonly parent?: Scope;
}

/** The rows of one page of a list: read once, whatever is asked of them. */
export class Rows {
  /** The objects, and the rows in between where references have words of their own. */
  readonly objects: Subquery;
  readonly words: Subquery;
  private readonly names: Names;
  private readonly page: Bound<Page>;
  private hasPositions = false;

  /** @param numbered whether rows are `n` of `c`, one more than the page has among them. */
  constructor(
    private readonly compiler: Compiler,
    readonly list: List,
    private readonly node: FieldNode,
    args: Bound<ListArgs>,
    private readonly numbered: boolean,
  ) {
    const n = compiler.next();
    this.objects = new Subquery(`t${n}`);
    this.words = new Subquery(`t${n}`, '_');
    this.names = { from: list.parent?.alias ?? '', row: `y${n}`, object: `x${n}` };
    this.page = (binding) => binding.once(this, () => pageOf(list.type, list.edge, args(binding)));
    if (list.edge) list.parent!.column(list.edge.fromKey);
  }

  /** A piece of SQL that the page decides. */
  late(make: (page: Page) => Sql): Sql {
    return this.compiler.late(this.node, (binding) => make(this.page(binding)));
  }

  /** What orders a row, the `i`-th value of it. */
  position(i: number): Sql {
    return sql`${raw(this.objects.alias)}.${raw(`"_${i}"`)}`;
  }

  /** To be called where `position` is going to be. */
  keepPositions(): void {
    this.hasPositions = true;
  }

  /** How many objects the whole list has. */
  count(): Sql {
    const { from } = this.names;
    const n = this.compiler.next();
    const names = { from, row: `y${n}`, object: `x${n}` };
    return this.late((page) => sql`(${countRows(this.compiler.dialect, this.list, names, page)})`);
  }

  /** The JSON list of what is made of each row, in the order of the list. */
  all(each: Sql): Sql {
    const { json } = this.compiler;
    if (!this.numbered) return json.all(each);
    const n = sql`${raw(this.objects.alias)}.n`;
    return json.some(
      each,
      this.late(({ size }) => sql`${n} <= ${raw(String(size))}`),
      this.late(({ backward }) => (backward ? sql`${n} DESC` : n)),
    );
  }

  /** The subquery that finds the rows; complete when all that reads them is written. */
  from(): Sql {
    const { names, objects, words, compiler, list, hasPositions } = this;
    const more = this.numbered ? 1 : 0;
    const columns = selection([...objects.columns(names.object), ...words.columns(names.row)]);
    const found = this.late((page) => {
      const { steps, from } = pageRows(compiler.dialect, list, names, page);
      const position = hasPositions ? sql`,${positions(steps)}` : raw('');
      return sql`${position} FROM ${from} LIMIT ${raw(String(page.size + more))}`;
    });
    const page = sql`(SELECT ${columns}${found})`;
    const alias = raw(objects.alias);
    if (!this.numbered) return sql`${page} ${alias}`;
    return sql`(SELECT r.*, row_number() OVER () AS n, count(*) OVER () AS c FROM ${page} r) ${alias}`;
  }
}
