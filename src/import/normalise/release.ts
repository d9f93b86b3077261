import { Award, Lot, Organization, OrganizationAlias, Party, Release, ReleaseBuyer } from '../../entities';
import { keyInRelease, segment, SPAN } from '../../entities/keys';
import { OrganizationReference } from '../../entities/parts/OrganizationReference';
import type { Class } from '../../entities/registry';
import type { Relation } from '../../entities/relation';
import type { Json, JsonObject } from '../../ocds/json';
import { idIn } from '../../ocds/text';
import type { ImportIssue } from '../issues';
import { aliasesOf } from './aliases';
import { Codes } from './codes';
import { fillCopies } from './copies';
import { fillDerived } from './derived';
import { listOf, objectOf, tellUnknown } from './part';
import { Issues, written, type Path } from './path';
import { registerIdIn } from './registerId';
import { SharedNodes } from './shared';
import { tableOf, type Cells, type Table } from './table';

type Reference = NonNullable<Relation['refers']>;
type Held = NonNullable<Relation['contains']>;

/** What a party does that is described where it is referred to. */
const ROLES: Readonly<Record<string, string>> = { buyer: 'buyer', suppliers: 'supplier', tenderers: 'tenderer' };

/** What a reference and a party have in common. */
const IN_PLACE = ['localId', 'name', 'identifier', 'additionalIdentifiers', 'address', 'contactPoint'];

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
  private readonly tables = new Map<Class, Cells[]>();
  private readonly issues: Issues;
  private readonly shared = new SharedNodes();
  private readonly codes: Codes;
  /** Keys by local id, for each class that is referred to. */
  private readonly byLocalId = new Map<Class, Map<string, number | string>>();
  private readonly organizationOf = new Map<Cells, string>();
  /** The parties that no list of parties has, by their organizations. */
  private readonly inPlace = new Map<string, Cells>();
  private hasParties = false;
  private readonly later: (() => void)[] = [];

  constructor(
    private readonly ocid: string,
    private readonly pk: number,
    private readonly room: number,
  ) {
    this.codes = new Codes(pk, this.shared, (type, cells) => this.link(type, cells));
    this.issues = new Issues(room, (type, part, path) => {
      this.codes.meet(type, part);
      if (type === OrganizationReference) this.later.push(() => this.named(part, path));
    });
  }

  run(document: JsonObject): Rows {
    if (document.ocid !== this.ocid) this.issues.tell('TEXT_CLEANED', null, 'ocid', document.ocid ?? null);
    const release = this.object(tableOf(Release), document, segment(this.ocid), this.pk, null);
    this.hasParties = this.tables.has(Party);
    for (const resolve of this.later) resolve();
    this.buyers(release);
    fillDerived(this.tables);
    if (!this.codes.finish(this.tables)) this.issues.tell('TOO_MANY', null, 'tender', null);
    fillCopies(this.tables);
    return { tables: this.tables, shared: this.shared, issues: this.issues.list };
  }

  /** One object: its own row, the rows of what it holds, and its references, to be followed when all is read. */
  private object(
    table: Table,
    object: JsonObject,
    id: string,
    pk: number,
    path: Path | null,
    holder?: [string, number],
  ): Cells {
    const row = table.blank();
    row[table.column('pk')] = pk;
    row[table.column('id')] = id;
    row[table.column('ocid')] = this.ocid;
    if (holder && holder[0] !== 'pk') row[table.column(holder[0])] = holder[1];
    if (table.releaseKey !== undefined) row[table.releaseKey] = this.pk;
    this.add(table.type, row);
    for (const key of Object.keys(object)) {
      const value = object[key]!;
      const property = table.properties.get(key);
      if (!property) {
        tellUnknown(value, this.issues, path, key, table.properties);
        continue;
      }
      const { fill, held, reference } = property;
      fill?.(row, value, this.issues, path, key);
      this.codes.settle(table.type, key, pk, holder);
      if (held?.many) this.list(held, value, id, pk, path, key);
      else if (held) this.single(held, value, id, pk, path, key);
      if (reference) this.later.push(() => this.follow(reference, table, row, pk, value, path, key));
    }
    if (table.type === Party) this.party(table, row, id, path);
    return row;
  }

  private single({ to }: Held, value: Json, id: string, pk: number, path: Path | null, key: string): void {
    const found = objectOf(value, this.issues, path, key);
    if (found) this.object(tableOf(to), found.object, `${id}/${key}`, pk, found.path);
  }

  private list(held: Held, value: Json, id: string, pk: number, up: Path | null, key: string): void {
    const seen = new Map<string, number>();
    const list = listOf(value, this.issues, up, key) ?? [];
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
      const childPk = this.nextKey(held.to);
      if (childPk === undefined) return this.issues.tell('TOO_MANY', up, key, null);
      if (localId !== null && times === 1) this.index(held.to, localId, childPk);
      this.object(tableOf(held.to), object, `${id}/${key}/${step}`, childPk, path, [held.key, pk]);
    }
  }

  private party(table: Table, row: Cells, path: string, place: Path | null): void {
    const cell = (name: string): Json => row[table.column(name)] ?? null;
    const identifier = cell('identifier') as string | null;
    const id = registerIdIn(identifier) ?? path;
    const localId = cell('localId') as string | null;
    const first = localId === null || !this.byLocalId.get(Organization)?.has(localId);
    if (localId !== null && first) this.index(Organization, localId, id);
    for (const cells of aliasesOf(cell('additionalIdentifiers') as string | null, id, written(place))) {
      const alias = this.link(OrganizationAlias, cells);
      if (alias) this.await(alias, tableOf(OrganizationAlias).column('organizationPk'), id);
      else this.issues.tell('TOO_MANY', place, 'additionalIdentifiers', null);
    }
    this.shared.say(Organization, { id, cells: { localId, name: cell('name'), identifier } });
    this.await(row, table.column('organizationPk'), id);
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
    if (reference.to === Organization) return this.followOrganizations(reference, pk, value, up, key);
    if (reference.key) {
      const localId = row[table.column(key)] as string | null;
      const found = localId === null ? undefined : this.find(reference.to, localId, up, key);
      row[table.column(reference.key)] = found ?? null;
      return;
    }
    const found = new Set<number>();
    for (const each of listOf(value, new Issues(), up, key) ?? []) {
      const localId = idIn(each.value);
      const target = localId === null ? undefined : this.find(reference.to, localId, each.up, each.key);
      if (typeof target === 'number') found.add(target);
    }
    for (const target of found)
      if (!this.link(reference.link!.type, { [reference.link!.enter]: pk, [reference.link!.leave]: target }))
        return this.issues.tell('TOO_MANY', up, key, null);
  }

  private followOrganizations(reference: Reference, pk: number, value: Json, up: Path | null, key: string): void {
    const values = reference.from === Release ? [{ value, up, key }] : (listOf(value, this.issues, up, key) ?? []);
    const table = tableOf(reference.link!.type);
    for (const each of values) {
      const found = objectOf(each.value, this.issues, each.up, each.key);
      if (!found) continue;
      const { object, path } = found;
      const row = this.link(reference.link!.type, { [reference.link!.enter]: pk });
      if (!row) return this.issues.tell('TOO_MANY', up, key, null);
      for (const property of Object.keys(object)) {
        const fill = table.properties.get(property)?.fill;
        if (fill) fill(row, object[property]!, this.issues, path, property);
        else tellUnknown(object[property]!, this.issues, path, property, table.properties);
      }
      const localId = row[table.column('localId')] as string | null;
      const described = this.partyInPlace(reference, row, path);
      if (localId === null && !described) this.issues.tell('UNRESOLVED_REFERENCE', path.up, path.key, object);
      const organization =
        described ??
        (localId === null ? undefined : (this.find(Organization, localId, path, 'id') as string | undefined));
      if (organization) this.await(row, table.column(reference.link!.leave), organization);
    }
  }

  /** What no edge leads along, such as a payer, must be a party too, or be described there as in OCDS 1.0. */
  private named({ localId, identifier }: JsonObject, path: Path): void {
    if (localId && (this.hasParties || !identifier)) this.find(Organization, localId as string, path, 'id');
  }

  /** The organization of a reference that describes it, as in OCDS 1.0, which has no parties (docs/decisions/0036). */
  private partyInPlace(reference: Reference, link: Cells, path: Path): string | undefined {
    if (this.hasParties) return undefined;
    const from = tableOf(reference.link!.type);
    const said = (name: string): Json => link[from.column(name)] ?? null;
    const identifier = said('identifier') as string | null;
    const isDescribed = identifier !== null || (said('localId') === null && said('name') !== null);
    if (!isDescribed) return undefined;
    const table = tableOf(Party);
    const known = this.inPlace.get(registerIdIn(identifier) ?? '');
    const roles = table.column('roles');
    const role = ROLES[reference.property]!;
    if (known) {
      known[roles] = JSON.stringify([...new Set([...(JSON.parse(known[roles] as string) as string[]), role])]);
      return this.organizationOf.get(known);
    }
    const party = this.link(Party, { ocid: this.ocid, releasePk: this.pk, roles: JSON.stringify([role]) });
    if (!party) return undefined;
    const id = `${segment(this.ocid)}/parties/~${this.tables.get(Party)!.length}`;
    party[table.column('id')] = id;
    for (const name of IN_PLACE) party[table.column(name)] = said(name);
    this.party(table, party, id, path);
    const organization = this.organizationOf.get(party)!;
    this.inPlace.set(organization, party);
    return organization;
  }

  /** The buyer, and every other party in that role: a procurement may have several. */
  private buyers(release: Cells): void {
    const table = tableOf(Release);
    const link = tableOf(ReleaseBuyer);
    const rows = this.tables.get(ReleaseBuyer) ?? [];
    const named = new Set(rows.flatMap((row) => this.organizationOf.get(row) ?? []));
    const parties = tableOf(Party);
    for (const party of this.tables.get(Party) ?? []) {
      const roles = party[parties.column('roles')] as string | null;
      const organization = this.organizationOf.get(party)!;
      if (!roles || !(JSON.parse(roles) as string[]).includes('buyer') || named.has(organization)) continue;
      named.add(organization);
      const row = this.link(ReleaseBuyer, { releasePk: this.pk });
      if (!row) return this.issues.tell('TOO_MANY', null, 'parties', null);
      for (const name of ['localId', 'name']) row[link.column(name)] = party[parties.column(name)];
      this.await(row, link.column('organizationPk'), organization);
    }
    const [first] = named;
    if (first) this.await(release, table.column('buyerPk'), first);
  }

  private await(row: Cells, column: number, organization: string): void {
    this.organizationOf.set(row, organization);
    this.shared.await(row, column, Organization, organization);
  }

  private link(type: Class, cells: Readonly<Record<string, Json>>): Cells | undefined {
    const table = tableOf(type);
    const pk = this.nextKey(table.type);
    if (pk === undefined) return undefined;
    const row = table.blank();
    row[table.column('pk')] = pk;
    for (const [name, value] of Object.entries(cells)) row[table.column(name)] = value;
    this.add(table.type, row);
    return row;
  }

  private find(type: Class, localId: string, path: Path | null, key: string | number): number | string | undefined {
    const found = this.byLocalId.get(type)?.get(localId);
    if (found === undefined) this.issues.tell('UNRESOLVED_REFERENCE', path, key, localId);
    return found;
  }

  private index(type: Class, localId: string, key: number | string): void {
    if (type !== Lot && type !== Award && type !== Organization) return;
    const own = this.byLocalId.get(type) ?? new Map<string, number | string>();
    this.byLocalId.set(type, own.set(localId, key));
  }

  private add(type: Class, row: Cells): void {
    const rows = this.tables.get(type);
    if (rows) rows.push(row);
    else this.tables.set(type, [row]);
  }

  /** Undefined when the keys have run out. */
  private nextKey(type: Class): number | undefined {
    const place = this.tables.get(type)?.length ?? 0;
    return place < this.room ? keyInRelease(this.pk, place) : undefined;
  }
}
