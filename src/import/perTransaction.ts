import type { WriteSession } from '../database/engine';

/** One for each transaction, made when it is first asked for; `end` is called when the transaction is about to end. */
export function perTransaction<T>(
  make: (session: WriteSession) => T,
  end?: (own: T) => Promise<void>,
): (session: WriteSession) => T {
  const open = new WeakMap<WriteSession, { readonly own: T }>();
  return (session) => {
    const known = open.get(session);
    if (known) return known.own;
    const own = make(session);
    open.set(session, { own });
    if (end) session.last(() => end(own));
    return own;
  };
}
