import type { FieldNode } from 'graphql';
import { raw, sql, type Sql } from '../database/sql';
import { groupsOf } from '../entities/rollups';
import { pageOf, type ListArgs } from '../query/arguments';
import { countIn } from '../query/keptRows';
import { countRows, pageRows, positionKinds, positions, type Page, type Source } from '../query/list';
import { copyInRow } from '../query/order';
import { countRolledUp } from '../query/rolledUp';
import type { Names } from '../query/walk';
import { Declined, type Bound } from './binding';
import type { Compiler } from './Compiler';
import { PageRows } from './PageRows';
import { atRow, selection, Subquery, type Scope } from './scope';

/** A list of the graph: that of a class, or that of an edge for each row of its parent. */
export interface List extends Source {
  readonly parent?: Scope;
  /** Of the members of a group: the list that they are of, and the fields that it is asked for by. */
  readonly grouped?: { readonly query: Bound<Pick<Page, 'filter' | 'within'>>; readonly nodes: readonly FieldNode[] };
}

/** The rows of one page of a list. */
export class Rows extends PageRows<Page> {
  /** The objects, and the rows in between where references have words of their own. */
  readonly objects: Subquery;
  readonly words: Subquery;
  private readonly names: Names;
  /** Whether the list is long and the same in many places of the answer, each of which would find it anew. */
  private readonly isFoundAnew: boolean;
  private hasPositions = false;
  private summedIn: string | undefined;

  constructor(
    compiler: Compiler,
    readonly list: List,
    node: FieldNode,
    args: Bound<ListArgs>,
    numbered: boolean,
  ) {
    const n = compiler.next();
    const { type, edge, grouped } = list;
    super(compiler, [...(grouped?.nodes ?? []), node], `t${n}`, numbered, (binding) =>
      binding.once(this, () => ({ ...pageOf(type, edge, args(binding)), ...grouped?.query(binding) })),
    );
    this.objects = new Subquery(this.alias);
    this.words = new Subquery(this.alias, '_');
    this.names = { from: list.parent?.alias ?? '', row: `y${n}`, object: `x${n}` };
    this.isFoundAnew = compiler.isRepeated && !!edge && groupsOf(edge) !== undefined;
    this.takes(!node.arguments?.some(({ name }) => name.value === 'filter'));
    if (edge) {
      list.parent!.column(edge.fromKey);
      this.selects();
    }
  }

  /** Leaves what takes long to the resolvers, where it would be found in many places: they find it once. */
  takes(isQuick: boolean): void {
    const { edge } = this.list;
    if (this.isFoundAnew && !isQuick) throw new Declined(`${edge!.from.name}.${edge!.name}`);
  }

  /** A list without a parent begins nowhere. */
  override begun(given: boolean): Sql {
    const { edge, parent } = this.list;
    if (!given || !edge) return super.begun(given);
    return this.compiler.json.flag(sql`(${parent!.column(edge.fromKey)} IS NOT NULL)`);
  }

  cursor(): Sql {
    const { json } = this.compiler;
    const { type, edge } = this.list;
    this.hasPositions = true;
    return this.late(({ list, order }) => {
      const values = positionKinds(type, edge, order).map((kind, i) => {
        const value = this.position(i);
        if (kind === 'string') return json.text(value);
        if (kind === 'integer') return json.whole(value);
        return order[i]?.key.by === 'sum' ? json.rounded(value) : json.decimal(value);
      });
      return this.cursorOf(list, values);
    });
  }

  /** Adds a table of what the whole list comes to, in which it is counted too. */
  sum(name: string, rows: Sql): void {
    this.selects();
    this.summedIn ??= name;
    this.share(sql`${raw(name)} AS MATERIALIZED (${rows})`);
  }

  private selects(): void {
    for (const node of this.nodes) this.compiler.selects(node);
  }

  /** How many objects the whole list has. */
  count(): Sql {
    this.selects();
    const { from } = this.names;
    const { edge, parent } = this.list;
    if (edge && groupsOf(edge)) parent!.column('id'); // what is kept of the list is found by it
    const n = this.compiler.next();
    const names = { from, row: `y${n}`, object: `x${n}` };
    return this.late((page) => {
      if (this.summedIn) return sql`(${countIn(raw(this.summedIn))})`;
      const kept = (page.filter ?? page.within) && this.keptCount(page);
      return kept ?? sql`(${countRows(this.compiler.dialect, this.list, names, page)})`;
    });
  }

  /** The same of what fulfils a filter or lies in a group at the end of an edge. */
  private keptCount(page: Page): Sql | undefined {
    const { type, edge, parent } = this.list;
    if (!edge) return undefined;
    const dialect = atRow(this.compiler.dialect, parent!.column(edge.fromKey));
    const kept = countRolledUp(dialect, type, edge, page, []);
    return kept && sql`(${countIn(sql`(${kept}) k`)})`;
  }

  protected found(page: Page): ReturnType<typeof pageRows> {
    return pageRows(this.compiler.dialect, this.list, this.names, page);
  }

  protected from(): Sql {
    const { names, objects, words, hasPositions } = this;
    const { edge } = this.list;
    const columns = selection([...objects.columns(names.object), ...words.columns(names.row)]);
    const found = this.late((page) => {
      const { steps, from } = this.found(page);
      const position = hasPositions ? sql`,${positions(steps)}` : raw('');
      return sql`${position} FROM ${from} LIMIT ${this.limit(page)}`;
    });
    const select = this.late((page) => {
      this.takes(!!edge && copyInRow(edge, page.order, names.row) !== undefined);
      return this.found(page).select;
    });
    return this.table(sql`${select} ${columns}${found}`);
  }
}
