import type { Engine, JsonReader } from '../database/engine';
import type { ReadSession, Sessions } from '../database/session';
import { graphOf } from '../import/past';
import { Loaders } from '../loaders/Loaders';
import { importNumber } from '../query/importNumber';
import type { Context } from '../resolvers/context';
import type { NumberedContext } from '../server/cachedAnswerer';
import { limitsTimes, ReadBudget } from '../server/limits';

/** What one operation may use: resolvers their loaders, and whoever answers it whole the state that it reads. */
export type OperationContext = Context & NumberedContext & { readonly reader: JsonReader };

/** Makes the context of each operation: its own state of the database, its own loaders, its own budget. `atLeast`: `Wish`. */
export function createContext(
  open: Sessions['open'],
  scratch: () => Engine,
  limitsFactor = 1,
): (atLeast?: number) => OperationContext & Pick<ReadSession, 'close' | 'imported'> {
  const { objectsRead } = limitsTimes(limitsFactor);
  return (atLeast) => {
    const session = open({ atLeast });
    let loaders: Loaders | undefined;
    return {
      reader: session,
      /** Made when a resolver asks for them: a planned answer needs none. */
      get loaders() {
        return (loaders ??= new Loaders(session, new ReadBudget(objectsRead)));
      },
      openPast: (ocid, published) => graphOf(ocid, published, scratch),
      imported: session.imported && (() => session.imported!()),
      importNumber: async () =>
        Number((await session.json({ ...importNumber.write(session.dialect.placeholder), steady: true })).toString()),
      close: () => session.close(),
    };
  };
}
