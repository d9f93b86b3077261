/** Resolves when the process is told to stop. Being told twice ends it at once. */
export const untilTold = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
