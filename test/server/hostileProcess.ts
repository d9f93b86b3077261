/**
 * A process of its own for `process.test.ts`: sends itself the requests that used to end it, then an innocent one.
 * Prints one JSON line; does not reach that when the process died. Arguments: which request; whether it is `guarded`, and `traced`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { guardProcess } from '../../src/server/guardProcess';
import { startServer } from './startServer';

const HOSTILE: Record<string, object> = {
  // The first representation starts a promise that rejects, at the second the list throws.
  representations: {
    query: 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
    variables: { r: [{ __typename: 'Tender', id: { a: 1 } }, { __typename: 'Nope' }] },
  },
  list: { query: '{ late { id } }' },
};

/** Apollo executes by graphql-js what it traces. */
const TRACED = { 'apollo-federation-include-trace': 'ftv1' };

async function main(which: string, guarded: boolean, traced: boolean): Promise<void> {
  const logged: object[] = [];
  if (guarded) guardProcess((event) => logged.push(event));
  const server = await startServer({ settings: { inlineTracing: traced } });
  const hostile = await server.post(HOSTILE[which], traced ? TRACED : {});
  await hostile.text();
  await sleep(200);
  const after = await server.query('{ hello }');
  await server.stop();
  console.log(JSON.stringify({ status: hostile.status, after: after.body, logged }));
}

const [which = '', ...how] = process.argv.slice(2);
void main(which, how.includes('guarded'), how.includes('traced'));
