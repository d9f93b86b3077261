import type { FieldNode } from 'graphql';
import { join, raw, sql, type Sql } from '../database/sql';
import type { Bound } from './binding';
import type { Compiler } from './Compiler';

/** Which part of a list is asked for. */
export interface Place {
  readonly size: number;
  readonly backward?: boolean;
  readonly position?: readonly unknown[] | undefined;
}

/** The rows of one page: read once, whatever is asked of them. */
export abstract class PageRows<P extends Place = Place> {
  private readonly shared: Sql[] = [];

  /**
   * @param nodes of the fields whose arguments say what is asked for.
   * @param numbered whether rows are `n` of `c`, one more than the page has among them.
   */
  constructor(
    protected readonly compiler: Compiler,
    readonly nodes: readonly FieldNode[],
    readonly alias: string,
    private readonly numbered: boolean,
    readonly page: Bound<P>,
  ) {}

  /** The cursor of a row, as query/cursor.ts writes it. */
  abstract cursor(): Sql;

  /** How many there are on all pages. */
  abstract count(): Sql;

  /** A piece of SQL that the page decides. */
  late(make: (page: P) => Sql): Sql {
    return this.compiler.late(this.nodes, (binding) => make(this.page(binding)));
  }

  /** Whether the page begins at a cursor. */
  begun(given: boolean): Sql {
    return this.compiler.json.constant(given);
  }

  /** The JSON list of what is made of each row, in the order of the list. */
  all(each: Sql): Sql {
    const { json } = this.compiler;
    if (!this.numbered) return json.all(each);
    const n = this.at('n');
    return json.some(
      each,
      this.late(({ size }) => sql`${n} <= ${raw(String(size))}`),
      this.late(({ backward }) => (backward ? sql`${n} DESC` : n)),
    );
  }

  /** Something of the first row that was read, or of the last one of the page. */
  ofOne(value: Sql, isFirst: (backward: boolean) => boolean): Sql {
    const [n, c] = [this.at('n'), this.at('c')];
    const place = this.late(({ backward = false, size }) => {
      const full = raw(String(size));
      return isFirst(backward) ? raw('1') : sql`CASE WHEN ${c} < ${full} THEN ${c} ELSE ${full} END`;
    });
    return sql`max(CASE WHEN ${n} = ${place} THEN ${value} END)`;
  }

  /** Adds a table that all that is made of the page may read. */
  share(table: Sql): void {
    this.shared.push(table);
  }

  private get tables(): Sql {
    return this.shared.length === 0 ? raw('') : sql`WITH ${join(this.shared, ', ')} `;
  }

  /** The JSON of the page: one row, even where nothing in it counts or lists those that were read. */
  select(answer: Sql): Sql {
    const one = this.numbered ? sql`CASE WHEN count(*) >= 0 THEN ${answer} END` : answer;
    return sql`(${this.tables}SELECT ${one} FROM ${this.from()})`;
  }

  /** What needs no rows, of a page that may be asked for wrongly nevertheless. */
  checked(answer: Sql): Sql {
    const whole = this.shared.length === 0 ? answer : sql`(${this.tables}SELECT ${answer})`;
    return sql`${whole}${this.late((page) => (this.found(page), raw('')))}`;
  }

  /** Finds the rows of a page; throws where it is asked for wrongly. */
  protected abstract found(page: P): unknown;

  /** The subquery that finds the rows; complete when all that reads them is written. */
  protected abstract from(): Sql;

  protected at(column: string): Sql {
    return raw(`${this.alias}."${column}"`);
  }

  /** What orders a row, the `i`-th value of it. */
  protected position(i: number): Sql {
    return this.at(`_${i}`);
  }

  protected cursorOf(list: string, position: readonly Sql[]): Sql {
    const { json, dialect } = this.compiler;
    return json.base64url(json.list([json.text(dialect.typed(list, 'text')), ...position]));
  }

  protected limit({ size }: P): Sql {
    return raw(String(this.numbered ? size + 1 : size));
  }

  /** The query of the page as a table. */
  protected table(page: Sql): Sql {
    if (!this.numbered) return sql`(${page}) ${raw(this.alias)}`;
    return sql`(SELECT r.*, row_number() OVER () AS n, count(*) OVER () AS c FROM (${page}) r) ${raw(this.alias)}`;
  }
}
