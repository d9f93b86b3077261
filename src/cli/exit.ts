/** Exit statuses: all done; failed, nothing half done; wrong usage; done, but some releases were refused or not found. */
export const EXIT = { done: 0, failed: 1, usage: 2, partly: 3 } as const;
