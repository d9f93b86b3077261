import { type Started, startServer } from './startServer';

let server: Started;
beforeAll(async () => {
  let statements = 0;
  server = await startServer({ statements: () => (statements += 3) });
});

const CLIENT = { 'apollographql-client-name': 'dashboard', 'apollographql-client-version': '1.2' };
const metrics = async (of = server) => {
  const response = await fetch(`${of.base}metrics`);
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
};

describe('the log', () => {
  it('has one line for each operation: its name, its client, how long it took and how it ended', async () => {
    await server.post({ query: 'query Greet { hello }' }, CLIENT);
    expect(server.operations.at(-1)).toEqual({
      level: 'debug',
      event: 'operation',
      operation: 'Greet',
      document: expect.stringMatching(/^[0-9a-f]{12}$/),
      client: { name: 'dashboard', version: '1.2' },
      milliseconds: expect.any(Number),
    });
    await server.query('{ fail(with: "input") }');
    expect(server.operations.at(-1)).toMatchObject({ operation: undefined, errors: ['BAD_USER_INPUT'] });
  });

  it('has the slow ones at a level that is logged by default', async () => {
    await server.query('query Slow { slow(ms: 1001) }');
    const line = server.operations.at(-1)!;
    expect(line).toMatchObject({ level: 'info', operation: 'Slow' });
    expect(line.milliseconds).toBeGreaterThan(1000);
  });

  it('never has a name that no valid document has, nor more than the first letters of one', async () => {
    await server.post({ query: 'query Wrong { nothing }', operationName: 'Wrong' });
    expect(server.operations.at(-1)).toMatchObject({ operation: undefined });
    await server.post(
      { query: `query ${'N'.repeat(500)} { hello }` },
      { 'apollographql-client-name': 'c'.repeat(500) },
    );
    expect(server.operations.at(-1)).toMatchObject({ operation: 'N'.repeat(64), client: { name: 'c'.repeat(64) } });
  });
});

describe('/metrics', () => {
  it('counts operations by name and client, errors by code, durations and statements, as Prometheus reads them', async () => {
    await server.post({ query: 'query Counted { hello }' }, CLIENT);
    await server.post({ query: 'query Counted { hello }' }, CLIENT);
    await server.query('{ fail(with: "timeout") }');
    const { status, type, text } = await metrics();
    expect([status, type]).toEqual([200, expect.stringMatching(/^text\/plain; version=0\.0\.4/)]);
    expect(text).toContain('ocds_graph_operations_total{operation="Counted",client="dashboard"} 2');
    expect(text).toMatch(/ocds_graph_errors_total\{code="TIMEOUT"\} 1/);
    expect(text).toMatch(/ocds_graph_operation_seconds_bucket\{le="0\.1"\} \d/);
    expect(text).toMatch(/ocds_graph_statements_total [1-9]/);
    expect(text).toContain('process_resident_memory_bytes');
  });

  it('keeps only so many names that clients made up', async () => {
    const started = await startServer();
    for (let i = 0; i < 250; i += 50)
      await Promise.all(Array.from({ length: 50 }, (_, k) => started.query(`query Name${i + k} { hello }`)));
    const { text } = await metrics(started);
    expect(text.match(/operation="Name/g)!.length).toBeLessThanOrEqual(200);
    expect(text).toContain('operation="other"');
  });

  it('is not there where it is not wanted', async () => {
    expect((await metrics(await startServer({ settings: { metrics: false } }))).status).toBe(404);
  });
});
