import {
  Award,
  AwardSupplier,
  Contract,
  ContractSupplier,
  Organization,
  OrganizationAlias,
  Party,
  Release,
  ReleaseBuyer,
} from '../../entities';
import { segment } from '../../entities/keys';
import type { Json, JsonObject } from '../../ocds/json';
import { aliasesOf } from './aliases';
import { suppliersOfAwards, suppliersOfBids, suppliersOfContracts, type Inherited } from './inherited';
import { listOf, objectOf, type Place } from './part';
import { at, written, type Issues, type Path } from './path';
import { registeredAmong, registerIdIn } from './registerId';
import type { ReleaseRows } from './ReleaseRows';
import type { SharedNodes } from './shared';
import { fillAll, tableOf, type Cells, type Reference, type Table } from './table';

/** What a party does that is described where it is referred to; elsewhere its place tells of no role. */
const ROLES: Readonly<Record<string, string>> = {
  buyer: 'buyer',
  procuringEntity: 'procuringEntity',
  tenderers: 'tenderer',
  suppliers: 'supplier',
  payer: 'payer',
  payee: 'payee',
  providerOrganization: 'payer',
  receiverOrganization: 'payee',
};

/** What a reference and a party have in common. */
const IN_PLACE = ['localId', 'name', 'identifier', 'additionalIdentifiers', 'address', 'contactPoint'];

/** What tells those apart that have an id in their places: what else is said of them differs from place to place. */
const NUMBERED = ['localId', 'name'];

/** What has suppliers, and the rows that lead to them. */
const SUPPLIED = [
  [Award, AwardSupplier, 'awardPk'],
  [Contract, ContractSupplier, 'contractPk'],
] as const;

/** A value of a reference as a column holds it. */
type Said = (name: string) => Json;

/** Who takes part in one release: its parties as organizations, and what refers to them. */
export class Organizations {
  private readonly byLocalId = new Map<string, string>();
  /** Undefined where several parties have the name. */
  private readonly byName = new Map<string, string | undefined>();
  /** The same by the ids of their identifiers, made when it is first asked for. */
  private byNumber: Map<string, string | undefined> | undefined;
  private readonly registered = new Set<string>();
  private readonly byRow = new Map<Cells, string>();
  /** The parties that no list of parties has, by their register ids or by all that is said of them. */
  private readonly inPlace = new Map<string, Cells>();
  private hasParties = false;

  constructor(
    private readonly ocid: string,
    private readonly pk: number,
    private readonly rows: ReleaseRows,
    private readonly issues: Issues,
    private readonly shared: SharedNodes,
  ) {}

  /** Follows the references, when all is read. */
  follow(references: readonly (() => void)[]): void {
    this.hasParties = this.rows.of(Party).length > 0;
    for (const follow of references) follow();
  }

  /** The organization that a party is. */
  party(row: Cells, path: string, place: Path | null): void {
    const cell = (name: string): Json => row[tableOf(Party).column(name)] ?? null;
    const json = cell('identifier') as string | null;
    const further = cell('additionalIdentifiers') as string | null;
    const own = registerIdIn(json);
    const identifier = own === undefined ? (registeredAmong(further) ?? json) : json;
    const registered = own ?? registerIdIn(identifier);
    if (registered !== undefined) this.registered.add(registered);
    const id = registered ?? path;
    const localId = cell('localId') as string | null;
    if (localId && !this.byLocalId.has(localId)) this.byLocalId.set(localId, id);
    for (const cells of aliasesOf(further, id, written(place))) {
      const alias = this.rows.link(OrganizationAlias, cells);
      if (alias) this.await(alias, tableOf(OrganizationAlias).column('organizationPk'), id);
      else this.issues.tell('TOO_MANY', place, 'additionalIdentifiers', null);
    }
    const said = cell('name') as string | null;
    const name = said?.trim() ? said : (legalName(json) ?? said);
    if (said?.trim()) setOnly(this.byName, said, id);
    const cells = { localId, name, identifier, address: cell('address'), details: cell('details') };
    this.shared.say(Organization, { id, cells });
    this.await(row, tableOf(Party).column('organizationPk'), id);
  }

  /** The rows that lead to those that a property refers to. */
  refer({ from, property, link }: Reference, pk: number, value: Json, up: Path | null, key: string): void {
    const isList = Array.isArray(value);
    const isSingle = from === Release; // of which OCDS has one buyer
    if (isSingle && isList && value.length > 0) this.issues.tell('EXPECTED_OBJECT', up, key, value);
    const values = isSingle && !isList ? [{ value, up, key }] : (listOf(value, this.issues, up, key) ?? []);
    const table = tableOf(link!.type);
    for (const each of values) {
      const found = this.described(each);
      if (!found) continue;
      const { object, path } = found;
      const row = this.rows.link(link!.type, { [link!.enter]: pk });
      if (!row) return this.issues.tell('TOO_MANY', up, key, null);
      fillAll(row, found, this.issues, table.properties, (name) => table.properties.get(name)?.fill);
      const said: Said = (name) => row[table.column(name)] ?? null;
      const organization = this.describedInPlace(said, property, path) ?? this.referred(said, path, object);
      if (organization) this.await(row, table.column(link!.leave), organization);
    }
  }

  /** The party of that id; if there is none, that of the same register id, or the only one of the same name or number. */
  private referred(said: Said, path: Path, object: JsonObject): string | undefined {
    const localId = said('localId') as string | null;
    const own = this.byLocalId.get(localId ?? '');
    if (own !== undefined) return own;
    const registered = registerIdIn(said('identifier') as string | null);
    const isRegistered = registered !== undefined && this.registered.has(registered);
    const found = isRegistered ? registered : (this.byName.get(said('name') as string) ?? this.numbered(localId));
    if (!localId) this.issues.tell(found ? 'REFERENCE_WITHOUT_ID' : 'UNRESOLVED_REFERENCE', path.up, path.key, object);
    else this.issues.tell(found ? 'REFERENCE_WITH_OTHER_ID' : 'UNRESOLVED_REFERENCE', path, 'id', localId);
    return found;
  }

  /** The only party whose identifier has an id that a reference has for its own, as in the Dominican Republic. */
  private numbered(localId: string | null): string | undefined {
    if (!localId) return undefined;
    if (!this.byNumber) {
      this.byNumber = new Map();
      const column = tableOf(Party).column('identifier');
      for (const party of this.rows.of(Party)) {
        const { localId: number } = JSON.parse((party[column] ?? '{}') as string) as JsonObject;
        if (typeof number === 'string') setOnly(this.byNumber, number, this.byRow.get(party)!);
      }
    }
    return this.byNumber.get(localId);
  }

  /** What a reference says; a text is the id of a party or else a name. */
  private described({ value, up, key }: Place): ReturnType<typeof objectOf> {
    if (typeof value !== 'string' || !value.trim()) return objectOf(value, this.issues, up, key);
    this.issues.tell('TYPE_COERCED', up, key, value);
    return { object: this.byLocalId.has(value) ? { id: value } : { name: value }, path: at(up, key) };
  }

  /** What no edge leads along, such as a payer, must be a party too, or be described there as in OCDS 1.0. */
  named(part: JsonObject, path: Path): void {
    const said: Said = (name) => {
      const value = part[name] ?? null;
      return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
    };
    const property = typeof path.key === 'number' ? path.up?.key : path.key;
    const isDescribed = this.describedInPlace(said, String(property), path);
    if (!isDescribed && part.localId) this.referred(said, path, part);
  }

  /** OCDS 1.0 names who pays and is paid by an identifier alone. */
  identified(identifier: JsonObject, path: Path): void {
    if (path.key !== 'providerOrganization' && path.key !== 'receiverOrganization') return;
    this.named({ identifier, name: identifier.legalName ?? null }, path);
  }

  /** The organization of a reference that describes it, as in OCDS 1.0, which has no parties (docs/decisions/0036). */
  private describedInPlace(said: Said, property: string, path: Path): string | undefined {
    const registered = registerIdIn(said('identifier') as string | null);
    const key = registered ?? JSON.stringify((said('localId') ? NUMBERED : IN_PLACE).map(said));
    const known = this.inPlace.get(key);
    if (!known && !this.isDescribed(said, registered)) return undefined;
    if (said('localId') && said('identifier') === null)
      this.issues.tell('UNRESOLVED_REFERENCE', path, 'id', said('localId'));
    const party = known ?? this.partyInPlace(said, path, key);
    if (!party) return undefined;
    const column = tableOf(Party).column('roles');
    const roles = new Set(JSON.parse(party[column] as string) as string[]);
    if (ROLES[property]) roles.add(ROLES[property]);
    party[column] = JSON.stringify([...roles]);
    return this.byRow.get(party);
  }

  /** Where parties are listed, only by a register id that none of them has. */
  private isDescribed(said: Said, registered: string | undefined): boolean {
    const localId = said('localId') as string | null;
    if (this.hasParties)
      return registered !== undefined && !this.registered.has(registered) && !this.byLocalId.has(localId ?? '');
    const { localId: number, legalName } = JSON.parse((said('identifier') ?? '{}') as string) as JsonObject;
    return [said('name'), number, legalName].some((each) => typeof each === 'string' && each.trim() !== '');
  }

  private partyInPlace(said: Said, path: Path, key: string): Cells | undefined {
    const table: Table = tableOf(Party);
    const party = this.rows.link(Party, { ocid: this.ocid, releasePk: this.pk, roles: '[]' });
    if (!party) return undefined;
    this.inPlace.set(key, party);
    const id = `${segment(this.ocid)}/parties/~${this.rows.of(Party).length}`;
    party[table.column('id')] = id;
    for (const name of IN_PLACE) party[table.column(name)] = said(name);
    this.party(party, id, path);
    return party;
  }

  /** The buyer, and every other party in that role: a procurement may have several. */
  buyers(release: Cells): void {
    const link = tableOf(ReleaseBuyer);
    const named = new Set(this.rows.of(ReleaseBuyer).flatMap((row) => this.byRow.get(row) ?? []));
    const parties = tableOf(Party);
    for (const party of this.rows.of(Party)) {
      const roles = party[parties.column('roles')] as string | null;
      const organization = this.byRow.get(party)!;
      if (!roles || !(JSON.parse(roles) as string[]).includes('buyer') || named.has(organization)) continue;
      named.add(organization);
      const row = this.rows.link(ReleaseBuyer, { releasePk: this.pk });
      if (!row) return this.issues.tell('TOO_MANY', null, 'parties', null);
      for (const name of ['localId', 'name']) row[link.column(name)] = party[parties.column(name)];
      this.await(row, link.column('organizationPk'), organization);
    }
    const [first] = named;
    if (first) this.await(release, tableOf(Release).column('buyerPk'), first);
  }

  /** Those that awards and contracts do not name. */
  suppliers(): void {
    for (const suppliersOf of [suppliersOfAwards, suppliersOfBids, suppliersOfContracts])
      for (const each of suppliersOf(this.rows, (row) => this.byRow.get(row))) if (!this.inherit(each)) return;
  }

  private inherit([{ type, link, key, from: source }, pk, from]: Inherited): boolean {
    const row = this.rows.link(link, { [key]: pk });
    if (!row) {
      this.issues.tell('TOO_MANY', null, type === Award ? 'awards' : 'contracts', null);
      return false;
    }
    for (const name of IN_PLACE) row[tableOf(link).column(name)] = from[tableOf(source).column(name)];
    const organization = this.byRow.get(from);
    if (organization) this.await(row, tableOf(link).column('organizationPk'), organization);
    return true;
  }

  /** How large the suppliers of awards and contracts are, as the first party says that is one of them. */
  scales(): void {
    const details = tableOf(Party).column('details');
    const scaleOf = new Map<string, string>();
    for (const party of this.rows.of(Party)) {
      const organization = this.byRow.get(party)!;
      const said = party[details] as string | null;
      if (!said?.includes('"scale"') || scaleOf.has(organization)) continue;
      const { scale } = JSON.parse(said) as { scale?: string | null };
      if (scale) scaleOf.set(organization, scale);
    }
    if (scaleOf.size === 0) return;
    for (const [type, link, key] of SUPPLIED) {
      const scales = new Map<unknown, Set<string>>();
      for (const row of this.rows.of(link)) {
        const scale = scaleOf.get(this.byRow.get(row) ?? '');
        const pk = row[tableOf(link).column(key)];
        if (scale) scales.set(pk, (scales.get(pk) ?? new Set()).add(scale));
      }
      const [pk, column] = [tableOf(type).column('pk'), tableOf(type).column('supplierScales')];
      for (const row of this.rows.of(type)) {
        const own = scales.get(row[pk]);
        if (own) row[column] = JSON.stringify([...own]);
      }
    }
  }

  private await(row: Cells, column: number, organization: string): void {
    this.byRow.set(row, organization);
    this.shared.await(row, column, Organization, organization);
  }
}

/** Sets what a key stands for, or that it stands for more than one thing. */
function setOnly(map: Map<string, string | undefined>, key: string, value: string): void {
  map.set(key, !map.has(key) || map.get(key) === value ? value : undefined);
}

/** What an organization without a name is called. `identifier` is how a column holds it. */
const legalName = (identifier: string | null): Json =>
  identifier === null ? null : ((JSON.parse(identifier) as JsonObject).legalName ?? null);
