import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serverAudits } from 'graphql-http';
import { type Started, startServer } from './startServer';

let server: Started;
beforeAll(async () => void (server = await startServer()));

/** The page that says of each warning why it is one. */
const page = readFileSync(join(__dirname, '../../docs/http.md'), 'utf8');
const warned: string[] = [];

describe('GraphQL over HTTP', () => {
  it.each(serverAudits({ url: () => server.url }).map((audit) => [audit.id, audit.name, audit] as const))(
    'audit %s: %s',
    async (_id, _name, audit) => {
      const result = await audit.fn();
      // Notices are about GET, which needs a header against forged requests; warnings are what may be otherwise.
      expect(['ok', 'notice', 'warn']).toContain(result.status);
      if (result.status === 'warn') warned.push(result.id);
    },
  );

  it('has every warning, and no other, explained in docs/http.md', () => {
    const explained = [...page.matchAll(/^\| `([0-9A-F]{4})`/gm)].map(([, id]) => id);
    expect(warned.sort()).toEqual(explained.sort());
  });

  it('is audited in full', () => expect(serverAudits({ url: server.url }).length).toBeGreaterThanOrEqual(60));
});
