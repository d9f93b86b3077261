import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { Report } from '@apollo/usage-reporting-protobuf';
import { startServer } from './startServer';

interface Received {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Receives what would go to Apollo. */
class StandIn {
  readonly received: Received[] = [];
  private readonly waiting: (() => void)[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.received.push({ path: request.url!, headers: request.headers, body: Buffer.concat(chunks) });
        response.setHeader('content-type', 'application/json');
        response.end(request.url === '/schema' ? JSON.stringify(this.schemaAnswer()) : '{"tracesIgnored":false}');
        for (const go of this.waiting.splice(0)) go();
      });
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The first request whose path is `path`, and those after it while `enough` does not hold. */
  async next(path: string, enough: (found: Received[]) => boolean = (found) => found.length > 0): Promise<Received[]> {
    for (;;) {
      const found = this.received.filter((each) => each.path.startsWith(path));
      if (enough(found)) return found;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  close = () => {
    this.server.closeAllConnections();
    this.server.close();
  };

  /** Asks for the whole schema the first time. */
  private schemaAnswer() {
    const first = this.received.filter(({ path }) => path === '/schema').length === 1;
    return {
      data: {
        reportSchema: { __typename: 'ReportSchemaResponse', inSeconds: first ? 0 : 3600, withCoreSchema: first },
      },
    };
  }
}

const standIn = new StandIn();
let url: string;
beforeAll(async () => void (url = await standIn.listen()));
afterAll(() => standIn.close());

const KEY = { apolloKey: 'service:my-graph:secret', apolloGraphRef: 'my-graph@test' };
const reporting = () => ({ usageUrl: url, schemaUrl: `${url}/schema` });
const CLIENT = { 'apollographql-client-name': 'dashboard', 'apollographql-client-version': '1.2' };

describe('GraphOS', () => {
  it('is told, by key and graph, what was asked and by which client, without the values and headers of anybody', async () => {
    const { post, stop, logs } = await startServer({ settings: KEY, reporting: reporting() });
    const query = 'query One($id: ID!) { tender(id: $id) { title } }';
    await post({ query, variables: { id: 'a-private-value' } }, { ...CLIENT, authorization: 'Bearer private-token' });
    const [usage] = await standIn.next('/api/ingress/traces');
    await stop();
    expect(usage!.headers['x-api-key']).toBe(KEY.apolloKey);
    const bytes = usage!.headers['content-encoding'] === 'gzip' ? gunzipSync(usage!.body) : usage!.body;
    const report = Report.toObject(Report.decode(bytes));
    expect(report.header).toMatchObject({
      graphRef: 'my-graph@test',
      agentVersion: expect.stringContaining('@apollo/server'),
    });
    const [[operation, stats]] = Object.entries(report.tracesPerQuery as Record<string, object>) as [[string, object]];
    expect(operation).toContain('# One');
    const text = JSON.stringify(stats);
    expect(text).toContain('dashboard');
    expect(bytes.toString('latin1')).not.toMatch(/a-private-value|private-token/);
    expect(JSON.stringify(logs)).not.toContain('secret');
  });

  it('is told the schema as clients see it, where the graph is used on its own', async () => {
    const { stop } = await startServer({ settings: { ...KEY, apolloSchemaReporting: true }, reporting: reporting() });
    const sent = await standIn.next('/schema', (found) => found.length > 1);
    await stop();
    const bodies = sent.map(({ body }) => JSON.parse(body.toString()) as { variables: Record<string, unknown> });
    expect(bodies[0]!.variables).toMatchObject({ report: { graphRef: 'my-graph@test' } });
    const { coreSchema } = bodies[1]!.variables;
    expect(coreSchema).toContain('type Query');
    expect(coreSchema).toContain('type Tender');
    expect(coreSchema).not.toMatch(/_entities|_service|_Any|federation__/);
  });

  it('is told nothing without a key and a graph', async () => {
    const before = standIn.received.length;
    const without = await startServer({ reporting: reporting() });
    const half = await startServer({ settings: { apolloKey: KEY.apolloKey }, reporting: reporting() });
    for (const { query, stop } of [without, half]) {
      await query('{ hello }');
      await stop();
    }
    expect(standIn.received).toHaveLength(before);
    expect(without.logs).toEqual([]);
    expect(half.logs).toMatchObject([{ level: 'warn', event: 'reporting' }]);
  });
});
