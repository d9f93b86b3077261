import type { Engine, JsonReader } from '../database/engine';
import type { ReadSession, Sessions } from '../database/session';
import { graphOf } from '../import/past';
import { History } from '../loaders/History';
import { Loaders } from '../loaders/Loaders';
import type { Context } from '../resolvers/context';
import { limitsTimes, ReadBudget } from '../server/limits';

/** Makes the context of each operation: its own state of the database, its own loaders, its own budget. `atLeast`: `Wish`. */
export function createContext(
  open: Sessions['open'],
  scratch: () => Engine,
  limitsFactor = 1,
): (atLeast?: number) => Context & Pick<ReadSession, 'close' | 'imported'> & { reader: JsonReader } {
  const { objectsRead } = limitsTimes(limitsFactor);
  return (atLeast) => {
    const session = open({ atLeast });
    const budget = new ReadBudget(objectsRead);
    return {
      reader: session,
      loaders: new Loaders(session, budget),
      history: new History(session, budget),
      openPast: (ocid, document) => graphOf(ocid, document, scratch),
      imported: session.imported && (() => session.imported!()),
      close: () => session.close(),
    };
  };
}
