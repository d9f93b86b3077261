import type { Engine, JsonReader, Reader } from '../database/engine';
import type { ReadSession, Sessions } from '../database/session';
import { graphOf } from '../import/past';
import type { AsSent } from '../loaders/History';
import { Loaders } from '../loaders/Loaders';
import { importNumber } from '../query/importNumber';
import type { Context } from '../resolvers/context';
import type { NumberedContext } from '../server/cachedAnswerer';
import { limitsTimes, ReadBudget } from '../server/limits';

/** What one operation may use: resolvers their loaders, and whoever answers it whole the state that it reads. */
export type OperationContext = Context & NumberedContext & { readonly reader: JsonReader };

/** Made for each operation, with its own state of the database, its own loaders and its own budget. */
class Operation implements OperationContext {
  readonly imported: ReadSession['imported'];
  private made: Loaders | undefined;

  constructor(
    readonly reader: ReadSession,
    private readonly scratch: () => Engine,
    private readonly objectsRead: number,
  ) {
    this.imported = reader.imported && (() => reader.imported!());
  }

  /** Made when a resolver asks for them: a planned answer needs none. */
  get loaders(): Loaders {
    return (this.made ??= new Loaders(this.reader, new ReadBudget(this.objectsRead)));
  }

  openPast(ocid: string, published: readonly AsSent[]): Promise<Reader> {
    return graphOf(ocid, published, this.scratch);
  }

  async importNumber(): Promise<number> {
    const { reader } = this;
    const number = await reader.json({ ...importNumber.write(reader.dialect.placeholder), steady: true });
    return Number(number.toString());
  }

  close(): Promise<void> {
    return this.reader.close();
  }
}

/** Makes the context of each operation. `atLeast`: `Wish`. */
export function createContext(
  open: Sessions['open'],
  scratch: () => Engine,
  limitsFactor = 1,
): (atLeast?: number) => Operation {
  const { objectsRead } = limitsTimes(limitsFactor);
  return (atLeast) => new Operation(open({ atLeast }), scratch, objectsRead);
}
