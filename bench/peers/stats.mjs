/** What every peer answers at /stats: the figures that ours has in /metrics. Bytes, and seconds of processor time. */
export function statsText(statements) {
  const { user, system } = process.cpuUsage();
  return JSON.stringify({ rss: process.memoryUsage().rss, cpu: (user + system) / 1e6, statements });
}

process.on('SIGTERM', () => process.exit(0));
