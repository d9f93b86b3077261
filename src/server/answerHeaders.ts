/** The headers of an answer that depend on what was asked and read: the same whichever way it was found. */
import { TRACE } from './cacheHeader';
import type { OperationContext } from './Operations';
import { readSession, SESSION } from './sessionHeader';

export interface AnswerOf {
  readonly isFailed: boolean;
  /** For how many seconds it may be used again. */
  readonly age: number | undefined;
  readonly context: OperationContext;
  /** Those of the request. */
  readonly header: (name: string) => string | undefined;
}

export function answerHeaders({ isFailed, age, context, header }: AnswerOf): [name: string, value: string][] {
  const headers: [string, string][] = [];
  const vary: string[] = [];
  if (isFailed) headers.push(['cache-control', 'no-store']);
  else if (age !== undefined && header(TRACE) === undefined) {
    headers.push(['cache-control', `max-age=${age}, public`]);
    vary.push('Accept');
  }
  if (context.imported) {
    // What was answered without the database leaves the client where it was.
    const imported = context.imported() ?? readSession(header(SESSION));
    headers.push(['access-control-expose-headers', SESSION]);
    if (imported !== undefined) headers.push([SESSION, String(imported)]);
    vary.push(SESSION); // an answer that was kept on the way is only for those who have seen as much
  }
  if (vary.length > 0) headers.push(['vary', vary.join(', ')]);
  return headers;
}
