import DataLoader from 'dataloader';
import type { Reader, Row } from '../database/engine';
import { effectiveRelease, type Published } from '../ocds/effective';
import type { JsonObject } from '../ocds/json';
import { contentOf, formOf, textOf } from '../ocds/kept';
import { contents, DOCUMENT, publishedOf, publishedUntil } from '../query/history';
import type { Budget } from './Loaders';

/** Documents are large: few in one statement. */
const BATCH = 50;

/** A release as it was sent, with its text. */
export interface AsSent extends Published {
  readonly text: string;
}

/** The releases as they were sent: documents of today, of a day in the past, and of each version. */
export class History {
  constructor(
    private readonly reader: Reader,
    private readonly budget: Budget,
  ) {}

  /** The whole document that a release of the graph was made from. */
  readonly document = new DataLoader<number, JsonObject>(
    async (pks) => {
      const rows = await this.read(publishedOf(this.reader.dialect, pks));
      const groups = new Map<number, Published[]>(pks.map((pk) => [pk, []]));
      for (const row of rows) groups.get(row._key as number)!.push(asSent(row));
      return pks.map((pk) => effectiveRelease(groups.get(pk)!));
    },
    { maxBatchSize: BATCH, name: 'Release.document' },
  );

  /** The document of one version. */
  readonly version = new DataLoader<number, JsonObject>(
    async (pks) => {
      const rows = await this.read(contents(this.reader.dialect, pks));
      const found = new Map(rows.map((row) => [row._key as number, contentOf(row.content as Buffer)]));
      return pks.map((pk) => found.get(pk)!);
    },
    { maxBatchSize: BATCH, name: 'ReleaseVersion.document' },
  );

  /** What was published of a process up to an instant (UTC text), each as it was sent. */
  async until(ocid: string, instant: string): Promise<AsSent[]> {
    const rows = await this.read(publishedUntil(this.reader.dialect, ocid, instant));
    return rows.map(asSent);
  }

  private async read(statement: Parameters<Reader['all']>[0]): Promise<Row[]> {
    const rows = await this.reader.all(statement);
    this.budget.take(rows.length * DOCUMENT);
    return rows;
  }
}

const asSent = ({ form, hash, content }: Row): AsSent => {
  const text = textOf(content as Buffer);
  return { form: formOf(form as string), hash: hash as string, document: JSON.parse(text) as JsonObject, text };
};
