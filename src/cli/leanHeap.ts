import { setFlagsFromString } from 'node:v8';

/**
 * Has the heap grow to twice what lives before it is swept. V8 waits for four times as much; an import makes and drops
 * whole batches all the time, so that most of what it holds would be garbage.
 */
export const leanHeap = (): void => setFlagsFromString('--heap-growing-percent=100');
