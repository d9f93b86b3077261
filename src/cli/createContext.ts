import type { Engine } from '../database/engine';
import type { ReadSession } from '../database/session';
import { graphOf } from '../import/past';
import { History } from '../loaders/History';
import { Loaders } from '../loaders/Loaders';
import type { Context } from '../resolvers/context';
import { limitsTimes, ReadBudget } from '../server/limits';

/** Makes the context of each operation: its own state of the database, its own loaders, its own budget. */
export function createContext(
  open: () => ReadSession,
  scratch: () => Engine,
  limitsFactor = 1,
): () => Context & { close(): Promise<void> } {
  const { objectsRead } = limitsTimes(limitsFactor);
  return () => {
    const session = open();
    const budget = new ReadBudget(objectsRead);
    return {
      loaders: new Loaders(session, budget),
      history: new History(session, budget),
      openPast: (ocid, document) => graphOf(ocid, document, scratch),
      close: () => session.close(),
    };
  };
}
