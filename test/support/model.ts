import { isObject, type Json, type JsonObject } from '../../src/ocds/json';

/*
 * The graph as a reader of the standard would build it from documents alone: no table, no SQL, none of the importer's
 * code. Objects with their paths, and the edges between them.
 */

export interface Thing {
  readonly type: string;
  readonly id: string;
  json: JsonObject;
  readonly edges: Record<string, Thing[] | Thing | null>;
}

const HELD: Record<string, Record<string, string>> = {
  Release: { awards: 'Award', contracts: 'Contract', parties: 'Party', relatedProcesses: 'RelatedProcess' },
  Tender: { lots: 'Lot', items: 'Item', documents: 'Document', milestones: 'Milestone', amendments: 'Amendment' },
  Award: { items: 'Item', documents: 'Document', milestones: 'Milestone', amendments: 'Amendment' },
  Contract: { items: 'Item', documents: 'Document', milestones: 'Milestone', amendments: 'Amendment' },
  Lot: { milestones: 'Milestone' },
};

/** What leads back from an object to the one that holds it. */
const BACK: Record<string, readonly string[]> = {
  Release: ['Award', 'Contract', 'Party', 'RelatedProcess'],
  Tender: ['Lot', 'Item', 'Document'],
  Award: ['Item', 'Document'],
  Contract: ['Item', 'Document'],
};

const segment = (id: string): string => encodeURIComponent(id).replaceAll('~', '%7E');
const localId = (json: JsonObject): string | null =>
  typeof json.id === 'number' ? String(json.id) : typeof json.id === 'string' && json.id !== '' ? json.id : null;

export const objectsIn = (value: Json | undefined): JsonObject[] => {
  if (Array.isArray(value)) return value.filter(isObject);
  if (!isObject(value)) return [];
  const inner = Object.values(value);
  return inner.length > 0 && inner.every(isObject) ? inner : [value];
};
export const objectIn = (value: Json | undefined): JsonObject | undefined =>
  isObject(value) ? value : Array.isArray(value) ? value.find(isObject) : undefined;

/** All objects of the types above, by type. */
export function model(documents: readonly JsonObject[]): Map<string, Thing[]> {
  const all = new Map<string, Thing[]>();
  const make = (type: string, id: string, json: JsonObject, holder?: Thing): Thing => {
    const thing: Thing = { type, id, json, edges: {} };
    all.set(type, [...(all.get(type) ?? []), thing]);
    if (holder && BACK[holder.type]?.includes(type)) thing.edges[holder.type.toLowerCase()] = holder;
    for (const [property, to] of Object.entries(HELD[type] ?? {})) {
      const seen = new Map<string, number>();
      const list = Array.isArray(json[property]) ? json[property] : objectsIn(json[property]);
      thing.edges[property] = list.flatMap((each, i) => {
        if (!isObject(each)) return [];
        const local = localId(each);
        const times = (seen.get(local ?? '') ?? 0) + 1;
        seen.set(local ?? '', times);
        const step = local === null ? `~${i + 1}` : segment(local) + (times > 1 ? `~${times}` : '');
        return [make(to, `${id}/${property}/${step}`, each, thing)];
      });
    }
    return thing;
  };
  for (const document of documents) link(make('Release', segment(document.ocid as string), document), make);
  return all;
}

function link(release: Thing, make: (type: string, id: string, json: JsonObject) => Thing): void {
  const json = objectIn(release.json.tender);
  const tender = json
    ? make('Tender', `${release.id}/tender`, { ...json, ...daysToBid(json), ...lotsForSmes(json) })
    : null;
  const awards = release.edges.awards as Thing[];
  const contracts = release.edges.contracts as Thing[];
  const lots = (tender?.edges.lots ?? []) as Thing[];
  release.edges.tender = tender;
  if (tender) Object.assign(tender.edges, { release, awards, contracts });
  const named = (things: Thing[], id: Json | undefined): Thing | undefined =>
    typeof id === 'string' || typeof id === 'number'
      ? things.find((each) => localId(each.json) === String(id))
      : undefined;
  for (const award of awards) {
    const ids = [award.json.relatedLots ?? []].flat();
    award.edges.tender = tender;
    award.edges.lots = [...new Set(ids.flatMap((id) => named(lots, id) ?? []))];
    award.edges.contracts = contracts.filter((contract) => named(awards, contract.json.awardID) === award);
    const scales = supplierScales(release.json, award.json);
    award.json = { ...award.json, ...fewestBids(release.json, award.edges.lots, lots), ...scales };
  }
  for (const contract of contracts) {
    contract.edges.tender = tender;
    contract.edges.award = named(awards, contract.json.awardID) ?? null;
    contract.edges.lots = contract.edges.award?.edges.lots ?? [];
    const supplied = contract.json.suppliers === undefined ? contract.edges.award?.json : contract.json;
    contract.json = { ...contract.json, ...supplierScales(release.json, supplied) };
  }
  const items = (tender?.edges.items ?? []) as Thing[];
  const others = [...awards, ...contracts].flatMap(({ edges }) => edges.items as Thing[]);
  for (const item of [...items, ...others]) item.edges.lot = named(lots, item.json.relatedLot) ?? null;
  for (const lot of lots) {
    lot.edges.items = items.filter((item) => item.edges.lot === lot);
    lot.edges.awards = awards.filter((award) => (award.edges.lots as Thing[]).includes(lot));
    lot.edges.contracts = contracts.filter((contract) => (contract.edges.lots as Thing[]).includes(lot));
  }
}

/** What the graph tells of a tender besides what its document says. */
function daysToBid({ tenderPeriod, documents }: JsonObject): JsonObject {
  const deadline = Date.parse((objectIn(tenderPeriod)?.endDate as string | undefined) ?? '');
  const invitations = objectsIn(documents).filter(
    ({ documentType, noticeType }) => documentType === 'tenderNotice' || noticeType === 'UK4',
  );
  const times = invitations.map(({ datePublished }) => Date.parse(datePublished as string)).filter((time) => time >= 0);
  const days = Math.floor((deadline - Math.min(...times)) / 86_400_000);
  return Number.isFinite(days) ? { daysToBid: days } : {};
}

function lotsForSmes({ lots, suitability: whole }: JsonObject): JsonObject {
  const said = objectsIn(lots).map(({ suitability }) => objectIn(suitability)?.sme);
  const flags = said.filter((each) => typeof each === 'boolean');
  const sme = flags.length > 0 ? flags.includes(true) : objectIn(whole)?.sme;
  return typeof sme === 'boolean' ? { hasLotsForSmes: sme } : {};
}

/** And of what has suppliers. */
export function supplierScales({ parties }: JsonObject, supplied: JsonObject | undefined): JsonObject {
  const party = (id: Json | undefined): JsonObject | undefined => objectsIn(parties).find((each) => each.id === id);
  const said = objectsIn(supplied?.suppliers).map(({ id }) => objectIn(party(id)?.details)?.scale);
  const scales = [...new Set(said.filter((scale) => typeof scale === 'string'))];
  return scales.length > 0 ? { supplierScales: scales } : {};
}

/** And of an award. What names a lot is about the first lot of that id, where there is one. */
function fewestBids({ bids }: JsonObject, awarded: readonly Thing[], lots: readonly Thing[]): JsonObject {
  const figures = objectsIn(objectIn(bids)?.statistics).filter(({ measure, value, relatedLot }) => {
    if (measure !== 'bids' || value === undefined || value === null) return false;
    const lot = lots.find((each) => localId(each.json) === String(relatedLot));
    return relatedLot === undefined || relatedLot === null || (lot !== undefined && awarded.includes(lot));
  });
  const fewest = Math.min(...figures.map(({ value }) => Number(value)));
  return Number.isFinite(fewest) ? { fewestBids: fewest } : {};
}
