import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the room for what was just made from growing to sixteen megabytes before it is swept. It counts for the whole
 * process from here on, and is undone by every thread that starts (V8 11.3, Heap::ConfigureHeap): until it is told again,
 * that room grows, to some eight megabytes.
 */
export const keepYoungSmall = (): void => setFlagsFromString('--semi-space-growth-factor=1');

/*
 * An import makes and drops whole batches all the time. So its heap is swept when it has grown by half of what lives, where
 * V8 waits for four times as much, and holds little of what was just made. That is swept by one thread: to wake others
 * takes longer, and they are at work. It can be told so only at its start.
 */
if (process.argv[2] === 'import') {
  setFlagsFromString('--heap-growing-percent=50');
  setFlagsFromString('--no-parallel-scavenge');
  keepYoungSmall();
}
