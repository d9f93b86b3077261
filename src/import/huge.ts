import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/*
 * A huge release is of some 60 MB as text, as much again as a document, and twice as much as rows: each goes before the
 * next comes.
 */

/** Characters from which on a release is huge. */
const HUGE = 8 * 1024 * 1024;

export const isHuge = ({ length }: { readonly length: number }): boolean => length > HUGE;

let collect: (() => void) | undefined;

/** Frees what was let go: V8 would wait until half as much again has been made. */
export function sweep(): void {
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
}
