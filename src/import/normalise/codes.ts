import {
  AwardClassification,
  AwardLot,
  AwardRegion,
  Classification,
  Item,
  Lot,
  LotClassification,
  LotRegion,
  Region,
  ReleaseClassification,
  ReleaseRegion,
  Tender,
  TenderClassification,
  TenderRegion,
} from '../../entities';
import { classificationId, regionId } from '../../entities/codeIds';
import { Address } from '../../entities/parts/Address';
import { ClassificationReference } from '../../entities/parts/ClassificationReference';
import type { Class } from '../../entities/registry';
import { classificationCode, levelOf, widerCodes, type ClassificationCode } from '../../ocds/classification';
import type { JsonObject } from '../../ocds/json';
import { regionCode, regionLevel, widerRegions } from '../../ocds/region';
import type { ReleaseRows } from './ReleaseRows';
import type { SharedNodes } from './shared';
import { tableOf, type Cells } from './table';

/** A classification or region that the release names, or one that is around it. */
interface Code {
  readonly type: Class;
  readonly id: string;
  readonly cells: JsonObject;
  readonly parent?: Code;
}

/** What tells the subject of a tender, lot or item, beside all the codes that tell something else. */
const ABOUT = new Set(['classification', 'additionalClassifications', 'deliveryAddress', 'deliveryAddresses']);

/** Rows that join objects to codes of one class: their class and their columns. */
interface Join {
  readonly type: Class;
  readonly holder: number;
  readonly code: number;
  readonly published: number;
  readonly description: number | undefined;
}

/** The rows that join one kind of object to codes; `holder` is the column with its key. */
class Joins {
  private readonly known = new Map<Class, Join>();

  constructor(
    private readonly holder: string,
    private readonly toClassification: Class,
    private readonly toRegion: Class,
  ) {}

  to(code: Class): Join {
    let join = this.known.get(code);
    if (!join) this.known.set(code, (join = this.made(code)));
    return join;
  }

  private made(code: Class): Join {
    const type = code === Region ? this.toRegion : this.toClassification;
    const column = (name: string): number => tableOf(type).column(name);
    return {
      type,
      holder: column(this.holder),
      code: column(code === Region ? 'regionPk' : 'classificationPk'),
      published: column(`published${code.name}Pk`),
      description: type === ReleaseClassification ? column('description') : undefined,
    };
  }
}

const SAID_IN = new Joins('releasePk', ReleaseClassification, ReleaseRegion);
const ABOUT_TENDER = new Joins('tenderPk', TenderClassification, TenderRegion);
const ABOUT_LOT = new Joins('lotPk', LotClassification, LotRegion);
const ABOUT_AWARD = new Joins('awardPk', AwardClassification, AwardRegion);

/** Finds the codes that one release names, and makes the rows that join its tender, its lots and its awards to them. */
export class Codes {
  private readonly codes = new Map<string, Code>();
  private met: Code[] = [];
  private readonly ofTender = new Map<number, Set<Code>>();
  private readonly ofLot = new Map<number, Set<Code>>();
  private readonly ofAward = new Map<number, Set<Code>>();
  /** There may be hundreds of thousands, of a code or two each. */
  private readonly ofItem = new Map<number, readonly Code[]>();

  constructor(
    private readonly releasePk: number,
    private readonly shared: SharedNodes,
    private readonly rows: ReleaseRows,
  ) {}

  /** Is shown every part of the release as it is read. */
  readonly meet = (type: Class, part: JsonObject): void => {
    if (type === Address) {
      const code = regionCode(part);
      if (code) this.met.push(this.region(code));
    } else if (type === ClassificationReference) {
      const code = classificationCode(part.scheme, part.localId);
      if (code) this.met.push(this.classification(code, part));
    }
  };

  /** What was met since belongs to a property of that object. */
  settle(type: Class, property: string, pk: number, holder: readonly [string, number] | undefined): void {
    if (this.met.length === 0) return;
    const met = this.met;
    this.met = [];
    if (!ABOUT.has(property)) return;
    const [held, by] = holder ?? ['', 0];
    if (type === Tender) addTo(this.ofTender, pk, met);
    else if (type === Lot || (type === Item && held === 'tenderPk')) addTo(this.ofTender, by, met);
    else if (type === Item && held === 'awardPk') addTo(this.ofAward, by, met);
    if (type === Item) this.ofItem.set(pk, this.ofItem.get(pk)?.concat(met) ?? met.slice());
    if (type === Lot) addTo(this.ofLot, pk, met);
  }

  /** Makes the rows, when all is read and every reference followed. False when there is no room for them all. */
  finish(tables: ReadonlyMap<Class, readonly Cells[]>): boolean {
    this.borrow(tables);
    for (const { type, id, cells, parent } of this.codes.values())
      this.shared.say(type, { id, cells, ...(parent && { parent: parent.id }) });
    return (
      [...this.codes.values()].every((code) => this.join(SAID_IN, this.releasePk, code)) &&
      this.joinAll(ABOUT_TENDER, this.ofTender) &&
      this.joinAll(ABOUT_LOT, this.ofLot) &&
      this.joinAll(ABOUT_AWARD, this.ofAward)
    );
  }

  /** A lot is about its items too, and an award without items of its own about those of its lots. */
  private borrow(tables: ReadonlyMap<Class, readonly Cells[]>): void {
    const cells = (type: Class, ...names: string[]): unknown[][] =>
      (tables.get(type) ?? []).map((row) => names.map((name) => row[tableOf(type).column(name)]));
    const items = cells(Item, 'pk', 'lotPk', 'awardPk', 'tenderPk') as number[][];
    const withItems = new Set(items.map(([, , awardPk]) => awardPk));
    const ofLot = new Map<number, Set<Code>>();
    for (const [pk, lotPk, , tenderPk] of items)
      if (lotPk !== null && tenderPk !== null) addTo(ofLot, lotPk!, this.ofItem.get(pk!) ?? []);
    for (const [lotPk, own] of ofLot) addTo(this.ofLot, lotPk, own);
    for (const [awardPk, lotPk] of cells(AwardLot, 'awardPk', 'lotPk') as number[][])
      if (!withItems.has(awardPk)) addTo(this.ofAward, awardPk!, ofLot.get(lotPk!) ?? []);
  }

  private joinAll(joins: Joins, of: ReadonlyMap<number, ReadonlySet<Code>>): boolean {
    for (const [pk, published] of of)
      for (const code of withWider(published)) if (!this.join(joins, pk, code, published.has(code))) return false;
    return true;
  }

  private join(joins: Joins, holder: number, code: Code, isPublished = false): boolean {
    const join = joins.to(code.type);
    const row = this.rows.begin(join.type);
    if (!row) return false;
    row[join.holder] = holder;
    this.shared.await(row, join.code, code.type, code.id);
    if (isPublished) this.shared.await(row, join.published, code.type, code.id);
    if (join.description !== undefined) row[join.description] = code.cells.description;
    return true;
  }

  private region(code: string): Code {
    const id = regionId(code);
    const known = this.codes.get(id);
    if (known) return known;
    const [wider] = widerRegions(code);
    const parent = wider === undefined ? undefined : this.region(wider);
    return this.add({ type: Region, id, cells: { code, level: regionLevel(code) }, ...(parent && { parent }) });
  }

  private classification(code: ClassificationCode, said?: JsonObject): Code {
    const id = classificationId(code);
    let found = this.codes.get(id);
    if (!found) {
      const [wider] = widerCodes(code);
      const parent = wider && this.classification(wider);
      const cells = { ...code, level: levelOf(code), description: null };
      found = this.add({ type: Classification, id, cells, ...(parent && { parent }) });
    }
    if (typeof said?.description === 'string' && said.description.trim()) found.cells.description ??= said.description;
    return found;
  }

  private add(code: Code): Code {
    this.codes.set(code.id, code);
    return code;
  }
}

function addTo(sets: Map<number, Set<Code>>, key: number, codes: Iterable<Code>): void {
  const own = sets.get(key) ?? new Set();
  for (const code of codes) own.add(code);
  sets.set(key, own);
}

/** The codes and all those around them, each once. */
function withWider(codes: Iterable<Code>): Set<Code> {
  const all = new Set<Code>();
  for (const code of codes)
    for (let each: Code | undefined = code; each && !all.has(each); each = each.parent) all.add(each);
  return all;
}
