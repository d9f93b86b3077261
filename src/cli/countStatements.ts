import type { JsonReader } from '../database/engine';
import type { ReadSession } from '../database/session';

export interface Counted {
  readonly open: () => ReadSession;
  readonly reader: JsonReader;
  readonly count: () => number;
}

/** Counts the statements of all sessions, and those that give a whole answer. */
export function countStatements(open: () => ReadSession, reader: JsonReader): Counted {
  let count = 0;
  const counted = (): ReadSession => {
    const session = open();
    return {
      dialect: session.dialect,
      all: (statement) => {
        count++;
        return session.all(statement);
      },
      close: () => session.close(),
    };
  };
  const json: JsonReader['json'] = (statement) => {
    count++;
    return reader.json(statement);
  };
  return { open: counted, reader: { dialect: reader.dialect, json }, count: () => count };
}
