import type { ReadSession } from '../database/session';

/** Counts the statements of all sessions. */
export function countStatements(open: () => ReadSession): { open: () => ReadSession; count: () => number } {
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
  return { open: counted, count: () => count };
}
