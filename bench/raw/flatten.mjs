// OCDS compiled release -> rows (arrays in TABLES column order) per table.

/** ISO-8601 with offset -> "YYYY-MM-DDTHH:MM:SSZ"; the common "Z" case is a no-op. */
function utc(s) {
  if (!s) return null;
  if (s.charCodeAt(s.length - 1) === 90) return s;
  return new Date(s).toISOString().slice(0, 19) + 'Z';
}

export class Flattener {
  /** `tenderIds` gives the tender of an ocid its id; without it they are counted as they come. */
  constructor({ bool = (x) => (x ? 1 : 0), tenderIds } = {}) {
    this.tenderIds = tenderIds;
    this.bool = (x) => (x === undefined || x === null ? null : bool(x));
    this.orgs = new Map(); // ppon -> id
    this.next = {
      organization: 1,
      tender: 1,
      lot: 1,
      item: 1,
      item_classification: 1,
      award: 1,
      contract: 1,
      document: 1,
    };
    this.clear();
  }
  clear() {
    this.rows = {
      organization: [],
      tender: [],
      lot: [],
      item: [],
      item_classification: [],
      award: [],
      award_lot: [],
      award_supplier: [],
      contract: [],
      document: [],
    };
  }

  organization(p, buyer, supplier) {
    let id = this.orgs.get(p.id);
    if (id !== undefined) return id;
    id = this.next.organization++;
    this.orgs.set(p.id, id);
    const a = p.address ?? {},
      c = p.contactPoint ?? {},
      d = p.details ?? {};
    this.rows.organization.push([
      id,
      p.id,
      p.name,
      p.identifier?.scheme ?? null,
      p.identifier?.id ?? null,
      a.streetAddress ?? null,
      a.locality ?? null,
      a.postalCode ?? null,
      a.region ?? null,
      a.country ?? null,
      c.email ?? null,
      c.telephone ?? null,
      d.url ?? null,
      d.classifications?.[0]?.id ?? null,
      d.scale ?? null,
      this.bool(buyer),
      this.bool(supplier),
    ]);
    return id;
  }

  documents(list, section, tender, award, contract) {
    if (!list) return;
    for (const d of list)
      this.rows.document.push([
        this.next.document++,
        tender,
        award,
        contract,
        section,
        d.id,
        d.documentType ?? null,
        d.noticeType ?? null,
        d.description ?? null,
        d.url ?? null,
        utc(d.datePublished),
        d.format ?? null,
      ]);
  }

  add(r) {
    const { rows, next, bool } = this;
    for (const p of r.parties) this.organization(p, p.roles.includes('buyer'), p.roles.includes('supplier'));
    const buyer = this.orgs.get(r.buyer.id) ?? this.organization(r.buyer, true, false);
    const t = r.tender,
      v = t.value ?? {};
    const id = this.tenderIds?.get(r.ocid) ?? next.tender++;
    rows.tender.push([
      id,
      r.ocid,
      r.id,
      utc(r.date),
      buyer,
      t.id ?? null,
      t.title,
      t.description ?? null,
      t.status ?? null,
      t.mainProcurementCategory ?? null,
      t.procurementMethod ?? null,
      t.procurementMethodDetails ?? null,
      bool(t.aboveThreshold),
      v.amount ?? null,
      v.amountGross ?? null,
      v.currency ?? null,
      utc(t.tenderPeriod?.endDate),
      utc(t.enquiryPeriod?.endDate),
      r.language ?? null,
    ]);
    const lotIds = new Map();
    for (const l of t.lots ?? []) {
      const lot = next.lot++;
      lotIds.set(l.id, lot);
      const p = l.contractPeriod ?? {};
      rows.lot.push([
        lot,
        id,
        l.id,
        l.title ?? null,
        l.description ?? null,
        l.status ?? null,
        l.value?.amount ?? null,
        l.value?.currency ?? null,
        utc(p.startDate),
        utc(p.endDate),
        utc(p.maxExtentDate),
        bool(l.hasRenewal),
        bool(l.suitability?.sme),
      ]);
    }
    for (const it of t.items ?? []) {
      const item = next.item++;
      rows.item.push([item, id, lotIds.get(it.relatedLot) ?? null, it.id, it.deliveryAddresses?.[0]?.region ?? null]);
      for (const c of it.additionalClassifications ?? [])
        rows.item_classification.push([next.item_classification++, item, c.scheme, c.id, c.description ?? null]);
    }
    this.documents(r.planning?.documents, 'planning', id, null, null);
    this.documents(t.documents, 'tender', id, null, null);
    const awardIds = new Map();
    for (const a of r.awards ?? []) {
      const award = next.award++;
      awardIds.set(a.id, award);
      rows.award.push([
        award,
        id,
        a.id,
        a.title ?? null,
        a.status ?? null,
        utc(a.date),
        a.value?.amount ?? a.value?.amountGross ?? null,
        a.value?.currency ?? null,
        utc(a.contractPeriod?.startDate),
        utc(a.contractPeriod?.endDate),
      ]);
      for (const l of a.relatedLots ?? []) if (lotIds.has(l)) rows.award_lot.push([award, lotIds.get(l)]);
      for (const s of a.suppliers ?? [])
        rows.award_supplier.push([award, this.orgs.get(s.id) ?? this.organization(s, false, true)]);
      this.documents(a.documents, 'award', id, award, null);
    }
    for (const c of r.contracts ?? []) {
      const contract = next.contract++;
      rows.contract.push([
        contract,
        id,
        awardIds.get(c.awardID) ?? null,
        c.id,
        c.title ?? null,
        c.status ?? null,
        c.value?.amount ?? null,
        c.value?.currency ?? null,
        utc(c.dateSigned),
        utc(c.period?.startDate),
        utc(c.period?.endDate),
      ]);
      this.documents(c.documents, 'contract', id, null, contract);
    }
  }
}
