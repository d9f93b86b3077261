import { Award, Lot, Organization, Party, Release } from '../../entities';
import { segment, SPAN } from '../../entities/keys';
import { Identifier } from '../../entities/parts/Identifier';
import { OrganizationReference } from '../../entities/parts/OrganizationReference';
import type { Class } from '../../entities/registry';
import type { Relation } from '../../entities/relation';
import type { Json, JsonObject } from '../../ocds/json';
import { idIn } from '../../ocds/text';
import type { ImportIssue } from '../issues';
import { Codes } from './codes';
import { fillCopies } from './copies';
import { withCurrency } from './currencies';
import { fillDerived } from './derived';
import { Organizations } from './Organizations';
import { idReferred, idsReferred, nameOf } from './otherNames';
import { listOf, objectOf, readAll } from './part';
import { Issues, type Path } from './path';
import { ReleaseRows } from './ReleaseRows';
import { SharedNodes } from './shared';
import { tableOf, type Cells, type Property, type Reference, type Table } from './table';

type Held = NonNullable<Relation['contains']>;

/** One release as rows. Cells of `shared.pending` hold null until the store knows the keys of what releases share. */
export interface Rows {
  readonly tables: ReadonlyMap<Class, Cells[]>;
  readonly shared: SharedNodes;
  readonly issues: readonly ImportIssue[];
}

/**
 * Turns a compiled release into rows of every table. Never throws on data: what it cannot use it tells. `room` is how
 * many rows of one kind a release has keys for.
 */
export function normaliseRelease(document: JsonObject, ocid: string, pk: number, room = SPAN): Rows {
  return new ReleaseNormaliser(ocid, pk, room).run(document);
}

class ReleaseNormaliser {
  private readonly rows: ReleaseRows;
  private readonly issues: Issues;
  private readonly shared = new SharedNodes();
  private readonly codes: Codes;
  private readonly organizations: Organizations;
  /** Keys by local id, for each class that is referred to. */
  private readonly byLocalId = new Map<Class, Map<string, number>>();
  private readonly later: (() => void)[] = [];

  constructor(
    private readonly ocid: string,
    private readonly pk: number,
    room: number,
  ) {
    this.rows = new ReleaseRows(pk, room);
    this.codes = new Codes(pk, this.shared, this.rows);
    this.issues = new Issues(
      room,
      (type, part, path) => {
        this.codes.meet(type, part);
        if (type === OrganizationReference) this.later.push(() => this.organizations.named(part, path));
        if (type === Identifier) this.later.push(() => this.organizations.identified(part, path));
      },
      (id, up, key) => this.later.push(() => this.find(Lot, id, up, key)),
    );
    this.organizations = new Organizations(ocid, pk, this.rows, this.issues, this.shared);
  }

  run(document: JsonObject): Rows {
    if (typeof document.language === 'string') this.issues.language = document.language.toLowerCase();
    const release = this.object(tableOf(Release), document, segment(this.ocid), this.pk, null);
    this.organizations.follow(this.later);
    this.organizations.buyers(release);
    this.organizations.suppliers();
    this.organizations.scales();
    const { tables } = this.rows;
    fillDerived(tables);
    if (!this.codes.finish(tables)) this.issues.tell('TOO_MANY', null, 'tender', null);
    fillCopies(tables);
    return { tables, shared: this.shared, issues: this.issues.list };
  }

  /** One object: its own row, the rows of what it holds, and its references, to be followed when all is read. */
  private object(
    table: Table,
    published: JsonObject,
    id: string,
    pk: number,
    path: Path | null,
    holder?: [string, number],
  ): Cells {
    const object = withCurrency(table.amounts, published, this.issues, path);
    const row = table.blank();
    row[table.column('pk')] = pk;
    row[table.column('id')] = id;
    row[table.column('ocid')] = this.ocid;
    if (holder && holder[0] !== 'pk') row[table.column(holder[0])] = holder[1];
    if (table.releaseKey !== undefined) row[table.releaseKey] = this.pk;
    this.rows.add(table.type, row);
    const { properties } = table;
    const named = (key: string): string | undefined => nameOf(table, object, key, this.issues.language);
    readAll(object, this.issues, path, properties, named, (key, name) =>
      this.property(table, row, properties.get(name)!, object[key]!, id, pk, path, key, holder),
    );
    for (const fill of table.fromFormer) fill(row);
    if (table.type === Party) this.organizations.party(row, id, path);
    return row;
  }

  /** What is said of one property: its columns, the objects that it holds, and whom it refers to. */
  private property(
    table: Table,
    row: Cells,
    { fill, held, reference }: Property,
    value: Json,
    id: string,
    pk: number,
    path: Path | null,
    key: string,
    holder?: [string, number],
  ): void {
    const byId = reference && reference.to !== Organization;
    fill?.(row, byId ? idsReferred(reference, value, this.issues, path, key) : value, this.issues, path, key);
    this.codes.settle(table.type, key, pk, holder);
    if (held?.many) this.list(held, value, id, pk, path, key);
    else if (held) this.single(held, value, id, pk, path, key);
    if (reference) this.later.push(() => this.follow(reference, table, row, pk, value, path, key));
  }

  private single({ to }: Held, value: Json, id: string, pk: number, path: Path | null, key: string): void {
    const found = objectOf(value, this.issues, path, key);
    if (found) this.object(tableOf(to), found.object, `${id}/${key}`, pk, found.path);
  }

  private list(held: Held, value: Json, id: string, pk: number, up: Path | null, key: string): void {
    const seen = new Map<string, number>();
    const list = listOf(value, this.issues, up, key) ?? [];
    const before = `${id}/${held.property}/`;
    for (const [i, place] of list.entries()) {
      const found = objectOf(place.value, this.issues, place.up, place.key);
      if (!found) continue;
      const { object, path } = found;
      const localId = idIn(object.id) || null;
      const times = (seen.get(localId ?? '') ?? 0) + 1;
      seen.set(localId ?? '', times);
      if (localId === null) this.issues.tell('MISSING_ID', path.up, path.key, null);
      else if (times > 1) this.issues.tell('DUPLICATE_ID', path, 'id', localId);
      const step = localId === null ? `~${i + 1}` : segment(localId) + (times > 1 ? `~${times}` : '');
      const childPk = this.rows.nextKey(held.to);
      if (childPk === undefined) return this.issues.tell('TOO_MANY', up, key, null);
      if (localId !== null && times === 1) this.index(held.to, localId, childPk);
      this.object(tableOf(held.to), object, before + step, childPk, path, [held.key, pk]);
    }
  }

  private follow(
    reference: Reference,
    table: Table,
    row: Cells,
    pk: number,
    value: Json,
    up: Path | null,
    key: string,
  ): void {
    if (reference.to === Organization) return this.organizations.refer(reference, pk, value, up, key);
    if (reference.key) {
      const localId = row[table.column(reference.property)] as string | null;
      const found = !localId ? undefined : this.find(reference.to, localId, up, key);
      row[table.column(reference.key)] = found ?? null;
      return;
    }
    const found = new Set<number>();
    for (const each of listOf(value, new Issues(), up, key) ?? []) {
      const localId = idReferred(reference, each.value);
      const target = !localId ? undefined : this.find(reference.to, localId, each.up, each.key);
      if (target !== undefined) found.add(target);
    }
    for (const target of found)
      if (!this.rows.link(reference.link!.type, { [reference.link!.enter]: pk, [reference.link!.leave]: target }))
        return this.issues.tell('TOO_MANY', up, key, null);
  }

  private find(type: Class, localId: string, path: Path | null, key: string | number): number | undefined {
    const found = this.byLocalId.get(type)?.get(localId);
    if (found === undefined) this.issues.tell('UNRESOLVED_REFERENCE', path, key, localId);
    return found;
  }

  private index(type: Class, localId: string, key: number): void {
    if (type !== Lot && type !== Award) return;
    const own = this.byLocalId.get(type) ?? new Map<string, number>();
    this.byLocalId.set(type, own.set(localId, key));
  }
}
