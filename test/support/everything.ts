import { Organization, Release, type Class } from '../../src/entities';
import { RELATIONS } from '../../src/entities/edges';
import { containedIn } from '../../src/entities/paths';
import { fieldsOf, type FieldInfo } from '../../src/entities/registry';
import type { Relation } from '../../src/entities/relation';
import type { Json, JsonObject } from '../../src/ocds/json';

type Reference = NonNullable<Relation['refers']>;

/**
 * A compiled release that fills every field of every class, made from what the classes say of themselves, so that it is
 * never behind them. Of each list of objects the first is full and the second holds no other objects; references lead
 * to both. No two texts are the same but codes of the CPV, regions, ids of lots, and references to parties and
 * processes, which lead to itself.
 */
export function everything(ocid: string): JsonObject {
  return { ocid, ...new Everything(ocid).object(Release, true), tag: ['compiled'] };
}

/** What makes an edge of the graph where no other text would. */
const EXAMPLES: Record<string, (n: number, ocid: string) => string> = {
  'ClassificationReference.scheme': () => 'CPV',
  'ClassificationReference.localId': (n) => `${45_000_000 + n}`,
  'OrganizationReference.localId': () => 'parties-1',
  'Address.region': (n) => `UKI${n % 9}${n % 7}`,
  'RelatedProcess.scheme': () => 'ocid',
  'RelatedProcess.identifier': (_n, ocid) => ocid,
};

class Everything {
  private count = 0;

  constructor(private readonly ocid: string) {}

  object(type: Class, isFull: boolean, id?: string): JsonObject {
    const object: JsonObject = {};
    for (const field of fieldsOf(type))
      if (!field.derived && (isFull || field.kind !== 'part'))
        object[field.published ?? field.name] = this.field(type, field);
    for (const { refers } of RELATIONS)
      if (refers?.from === type) object[refers.property] = this.reference(refers, isFull);
    if (id !== undefined) object.id = id;
    if (isFull)
      for (const [property, { to, many }] of containedIn(type)) object[property] = this.held(property, to, many);
    return object;
  }

  private held(property: string, to: Class, many: boolean): Json {
    if (!many) return this.object(to, true);
    return [this.object(to, true, `${property}-1`), this.object(to, false, `${property}-2`)];
  }

  private reference({ from, to, link }: Reference, isFull: boolean): Json {
    const holder = RELATIONS.find(({ contains }) => contains?.to === (to === Organization ? PARTY : to))!.contains!;
    const ids = [`${holder.property}-1`, `${holder.property}-2`];
    if (!link) return ids[0]!;
    if (to !== Organization) return ids;
    const references = ids.map((id) => this.object(link.type, isFull, id));
    return from === Release ? references[0]! : references;
  }

  private field(type: Class, field: FieldInfo): Json {
    return field.list ? [this.value(type, field), this.value(type, field, false)] : this.value(type, field);
  }

  private value(type: Class, { kind, name, codelist, like, namesLots, part }: FieldInfo, isFull = true): Json {
    const n = ++this.count;
    const example = EXAMPLES[`${type.name}.${name}`];
    if (example) return example(n, this.ocid);
    if (namesLots) return isFull ? 'lots-1' : 'lots-2';
    if (like) return [26 ** 2, 26, 1].map((place) => String.fromCharCode(65 + (Math.floor(n / place) % 26))).join('');
    if (kind === 'part') return this.object(part!(), isFull);
    if (kind === 'flag') return n % 2 === 0;
    if (kind === 'whole') return n;
    if (kind === 'decimal') return n + 0.25;
    if (kind === 'timestamp')
      return new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString().replace('.000Z', '+00:00');
    if (kind === 'json') return { any: [n, 'value', true, null] };
    const codes = Object.keys(codelist?.codes ?? {});
    return kind === 'code' ? codes[n % codes.length]! : `${name} ${n}`;
  }
}

/** The class that stands for an organization in a document. */
const PARTY = RELATIONS.find(({ contains }) => contains?.property === 'parties')!.contains!.to;
