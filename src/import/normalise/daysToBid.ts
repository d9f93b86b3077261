import { Document, Tender } from '../../entities';
import type { Class } from '../../entities/registry';
import { tableOf, type Cells } from './table';

const DAY = 86_400_000;

/** What calls a document an invitation to tender: OCDS's own codelist, or the kind of notice in the UK. */
const isInvitation = (documentType: unknown, noticeType: unknown): boolean =>
  documentType === 'tenderNotice' || noticeType === 'UK4';

/**
 * Fills in how long suppliers had to bid: whole days of 24 hours from the publication of the first invitation among the
 * tender's documents to the end of the tender period. Less than nothing where the deadline was over by then.
 */
export function fillDaysToBid(tables: ReadonlyMap<Class, readonly Cells[]>): void {
  const table = tableOf(Tender);
  const document = tableOf(Document);
  const [tenderPk, published, documentType, noticeType] = [
    'tenderPk',
    'datePublishedInstant',
    'documentType',
    'noticeType',
  ].map((name) => document.column(name)) as [number, number, number, number];
  for (const tender of tables.get(Tender) ?? []) {
    const deadline = tender[table.column('tenderPeriodEndDateInstant')] as string | null;
    if (deadline === null) continue;
    let first: string | null = null;
    for (const row of tables.get(Document) ?? []) {
      const instant = row[published] as string | null;
      if (row[tenderPk] !== tender[table.column('pk')] || instant === null) continue;
      if (isInvitation(row[documentType], row[noticeType]) && (first === null || instant < first)) first = instant;
    }
    if (first !== null)
      tender[table.column('daysToBid')] = Math.floor((Date.parse(deadline) - Date.parse(first)) / DAY);
  }
}
