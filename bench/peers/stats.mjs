/** What every peer answers at /stats: the same three figures that ours has in /metrics. */
export const statsText = (statements) =>
  JSON.stringify({ rss: process.memoryUsage().rss, statements, node: process.version });

process.on('SIGTERM', () => process.exit(0));
