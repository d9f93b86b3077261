// A PostgreSQL with a streaming replica, as a process of its own: tests cannot load the package that starts them. Sends
// their URLs, does to the replica what it is told (`kill`, `start`), and stops both when it is disconnected.
import { startPostgres, startReplica } from '../postgres.mjs';

const primary = await startPostgres();
const replica = await startReplica(primary);
process.on('message', async (what) => {
  await replica[what]();
  process.send('done');
});
process.once('disconnect', async () => {
  await replica.stop();
  await primary.stop();
  process.exit(0);
});
process.send({ primary: primary.url, replica: replica.url });
