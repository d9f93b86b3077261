import type { ReadSession, Sessions } from '../database/session';

/** Counts the statements of all sessions. */
export function countStatements(open: Sessions['open']): { open: Sessions['open']; count: () => number } {
  let count = 0;
  const counted: Sessions['open'] = (wish): ReadSession => {
    const session = open(wish);
    return {
      dialect: session.dialect,
      all: (statement) => {
        count++;
        return session.all(statement);
      },
      json: (statement) => {
        count++;
        return session.json(statement);
      },
      imported: session.imported && (() => session.imported!()),
      close: () => session.close(),
    };
  };
  return { open: counted, count: () => count };
}
