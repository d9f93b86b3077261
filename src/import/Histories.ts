import type { Row, WriteSession } from '../database/engine';
import { sql } from '../database/sql';
import { publishedAt } from '../ocds/effective';
import type { JsonObject } from '../ocds/json';
import { formOf, textOf } from '../ocds/kept';
import { mayLose } from './digest/parsingLoss';
import { writtenAgain } from './digest/pieces';
import { History, type Told } from './History';
import { versionId, type Kept } from './publication';

/** A history of fewer releases is read again as soon as it is remembered. */
const FEW = 8;

/** Characters of text that are remembered; the history that came last is, however long it is. */
const ROOM = 4 * 1024 * 1024;

/** Bytes, compressed, that are read at a time. */
const READ = 256 * 1024;

/** A release of a history whose turn has not come: one that has just come, or else one that is kept. */
interface Step {
  readonly ocid: string;
  /** The order of the history. */
  readonly id: string;
  readonly own?: Kept;
  readonly pk: number;
  readonly size: number;
}

/**
 * The histories of the processes that releases come of. They are read again from all that is kept; but those of many
 * releases are remembered, so that what comes in the order of its dates is added, and nothing is read.
 */
export class Histories {
  private readonly remembered = new Map<string, { readonly history: History; readonly size: number }>();
  private size = 0;
  /** The number of the import that they are the state of. */
  private number = 0;

  /**
   * The processes that are `wanted`, as far as they are known with all of their releases, of which `fresh` have just come:
   * none, where they came before. Of the others, what came is added to what is remembered.
   */
  async *of(
    session: WriteSession,
    fresh: ReadonlyMap<string, readonly Kept[]>,
    wanted: Pick<ReadonlySet<string>, 'has'> = fresh,
  ): AsyncGenerator<[string, History]> {
    if (fresh.size === 0 && this.remembered.size === 0) return;
    await this.begin(session);
    const others = new Map<string, readonly Kept[]>();
    for (const [ocid, releases] of fresh) {
      const history = this.take(ocid);
      const own = releases.toSorted((a, b) => (versionId(a) < versionId(b) ? -1 : 1));
      if (history && (own.length === 0 || publishedAt(own[0]!.document) > history.until)) {
        for (const each of own) history.add(each);
        if (wanted.has(ocid)) yield [ocid, history];
        this.remember(ocid, history);
      } else if (wanted.has(ocid)) others.set(ocid, own);
    }
    for await (const [ocid, history] of read(session, others)) {
      yield [ocid, history];
      this.remember(ocid, history);
    }
  }

  /** What was remembered was not kept. */
  forget(): void {
    this.remembered.clear();
  }

  /** Others may have imported since. */
  private async begin(session: WriteSession): Promise<void> {
    const [state] = await session.all(sql`SELECT number FROM import_state`);
    const number = Number(state?.number ?? 0);
    if (number !== this.number) this.remembered.clear();
    this.number = number + 1;
    this.size = [...this.remembered.values()].reduce((sum, { size }) => sum + size, 0);
  }

  private take(ocid: string): History | undefined {
    const found = this.remembered.get(ocid);
    if (!found) return undefined;
    this.remembered.delete(ocid);
    this.size -= found.size;
    return found.history;
  }

  private remember(ocid: string, history: History): void {
    if (history.count < FEW) return;
    const { size } = history;
    this.remembered.set(ocid, { history, size });
    this.size += size;
    for (const oldest of this.remembered.keys()) if (this.size > ROOM && oldest !== ocid) this.take(oldest);
  }
}

/** Reads histories, and holds few of their releases at a time. */
async function* read(
  session: WriteSession,
  fresh: ReadonlyMap<string, readonly Kept[]>,
): AsyncGenerator<[string, History]> {
  let found: [string, History] | undefined;
  for (const steps of inPieces(await stepsOf(session, fresh))) {
    const kept = await keptAmong(session, steps);
    for (const { ocid, own, pk } of steps) {
      if (found && found[0] !== ocid) yield found;
      if (found?.[0] !== ocid) found = [ocid, new History()];
      found[1].add(own ?? told(kept.get(pk)!));
    }
  }
  if (found) yield found;
}

/** All releases of processes, in order. */
async function stepsOf(session: WriteSession, fresh: ReadonlyMap<string, readonly Kept[]>): Promise<Step[]> {
  if (fresh.size === 0) return [];
  const kept = await session.all(
    sql`SELECT v.ocid, v.id, v.pk, length(v.content) AS size FROM ${session.dialect.texts([...fresh.keys()])} JOIN release_version v ON v.ocid = k.key`,
  );
  const own = [...fresh].flatMap(([ocid, releases]) =>
    releases.map((each): Step => ({ ocid, id: versionId(each), own: each, pk: 0, size: 0 })),
  );
  return [...(kept as Step[]), ...own].sort((a, b) =>
    a.ocid === b.ocid ? (a.id < b.id ? -1 : 1) : a.ocid < b.ocid ? -1 : 1,
  );
}

function* inPieces(steps: readonly Step[]): Generator<Step[]> {
  let [piece, size]: [Step[], number] = [[], 0];
  for (const step of steps) {
    piece.push(step);
    size += step.size;
    if (size < READ) continue;
    yield piece;
    [piece, size] = [[], 0];
  }
  yield piece;
}

async function keptAmong(session: WriteSession, steps: readonly Step[]): Promise<Map<number, Row>> {
  const pks = steps.flatMap(({ own, pk }) => (own ? [] : [pk]));
  if (pks.length === 0) return new Map();
  const rows = await session.all(
    sql`SELECT v.pk, v.hash, v.form, v.content FROM ${session.dialect.keys(pks)} JOIN release_version v ON v.pk = k.key`,
  );
  return new Map(rows.map((row) => [row.pk as number, row]));
}

/** A release out of the history. */
function told({ hash, form, content }: Row): Told {
  const text = textOf(content as Buffer);
  const document = JSON.parse(text) as JsonObject;
  const may = mayLose(text, writtenAgain(document, text));
  return { hash: hash as string, form: formOf(form as string), document, text, mayLose: may };
}
