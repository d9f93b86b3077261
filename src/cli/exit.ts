/** Exit statuses: all done; failed, nothing half done; wrong usage; done, but some releases were refused. */
export const EXIT = { done: 0, failed: 1, usage: 2, refused: 3 } as const;
