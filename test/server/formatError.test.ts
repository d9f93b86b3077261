import { GraphQLError } from 'graphql';
import { ConfigError, DatabaseVersionError } from '../../src/errors';
import { CLIENT_CODES, createErrorMask, createFormatError } from '../../src/server/formatError';
import { limitsTimes } from '../../src/server/limits';
import { type Started, startServer } from './startServer';

let server: Started;
beforeEach(async () => void (server = await startServer()));

const failWith = async (kind: string) => (await server.query(`{ fail(with: "${kind}") }`)).body.errors![0]!;
const INTERNAL = { code: 'INTERNAL_SERVER_ERROR', errorId: expect.stringMatching(/^[0-9a-f-]{36}$/) };

describe('what a client reads of an error', () => {
  it('is nothing of an error that nobody foresaw but an id, under which the log has all of it', async () => {
    const error = await failWith('plain');
    expect(error).toMatchObject({ message: 'Internal server error', path: ['fail'], extensions: INTERNAL });
    expect(JSON.stringify(error)).not.toMatch(/SQLITE|secret|at /);
    expect(server.logs).toEqual([
      expect.objectContaining({
        level: 'error',
        event: 'error',
        errorId: error.extensions['errorId'],
        message: 'Error: SQLITE_ERROR: near "x" in /secret/path',
        path: ['fail'],
        stack: expect.stringContaining('exampleGraph'),
      }),
    ]);
  });

  it.each(['text', 'code'])('is nothing of what else a resolver may throw (%s)', async (kind) => {
    const error = await failWith(kind);
    expect(error).toMatchObject({ message: 'Internal server error', extensions: INTERNAL });
    expect(server.logs).toHaveLength(1);
  });

  it('is a code of its own when the database does not answer, without what the driver said', async () => {
    const error = await failWith('database');
    expect(error.message).toBe('The database is not available at the moment.');
    expect(error.extensions).toEqual({ ...INTERNAL, code: 'DATABASE_UNAVAILABLE' });
    expect(server.logs[0]).toMatchObject({
      errorId: error.extensions['errorId'],
      message: 'DatabaseError: connect ECONNREFUSED 10.0.0.7:5432',
      cause: 'Error: driver text',
    });
  });

  it('is a code of its own when a statement takes too long, without the statement', async () => {
    const error = await failWith('timeout');
    expect(error.message).toBe('The database took too long to answer.');
    expect(error.extensions).toEqual({ ...INTERNAL, code: 'TIMEOUT' });
    expect(server.logs[0]).toMatchObject({ cause: 'Error: 57014' });
  });

  it('is the message when the input was wrong, and nothing is logged', async () => {
    const error = await failWith('input');
    expect(error).toMatchObject({ message: 'first must be from 1 to 100.', extensions: { code: 'BAD_USER_INPUT' } });
    expect(server.logs).toEqual([]);
  });

  it.each([
    ['GRAPHQL_PARSE_FAILED', '{'],
    ['GRAPHQL_VALIDATION_FAILED', '{ nothing }'],
    ['OPERATION_RESOLUTION_FAILURE', 'query A { hello } query B { hello }'],
    ['BAD_USER_INPUT', 'query ($s: Status!) { hello(status: $s) }'],
    ['GRAPHQL_VALIDATION_FAILED', 'mutation { anything }'],
    ['GRAPHQL_VALIDATION_FAILED', 'subscription { anything }'],
  ])('is %s and HTTP 400 for %s', async (code, query) => {
    const { status, body } = await server.query(query);
    expect(status).toBe(400);
    expect(body.errors![0]!.extensions).toEqual({ code });
    expect(body.errors![0]!.message).not.toBe('Internal server error');
    expect(server.logs).toEqual([]);
  });

  it('is BAD_USER_INPUT for an argument that turns out to be null while the operation runs', async () => {
    const { body } = await server.query('query ($with: String = "input") { fail(with: $with) }', { with: null });
    expect(body.errors![0]).toMatchObject({
      message: expect.stringContaining('must not be null'),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  it('is nothing of what goes wrong before the operation, in making its context', async () => {
    const failing = await startServer({ context: () => Promise.reject(new Error('/secret/path')) });
    const { status, body } = await failing.query('{ hello }');
    expect(status).toBe(500);
    expect(body).toEqual({ errors: [{ message: 'Internal server error', extensions: INTERNAL }] });
  });

  it('says which feature is missing when a persisted query is asked for', async () => {
    const { post } = await startServer({ settings: { persistedQueries: 0 } });
    const response = await post({ extensions: { persistedQuery: { version: 1, sha256Hash: 'ab' } } });
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } }],
    });
  });
});

describe('the mask', () => {
  it('gives one error one id and one line in the log, however many fields it fails', () => {
    const logs: object[] = [];
    const mask = createErrorMask((event) => logs.push(event));
    const error = new Error('one failed batch');
    expect(mask(error, ['a']).extensions.errorId).toBe(mask(error, ['b']).extensions.errorId);
    expect(logs).toHaveLength(1);
    expect(mask(new Error('another')).extensions.errorId).not.toBe(mask(error).extensions.errorId);
  });

  it('hides our own errors that are not meant for clients', () => {
    const mask = createErrorMask(() => {});
    for (const error of [new ConfigError('PORT'), new DatabaseVersionError('written by 9.9'), undefined, null, 7]) {
      expect(mask(error)).toEqual({ message: 'Internal server error', extensions: INTERNAL });
    }
  });

  it('hides a value that a resolver returned and a type cannot represent', () => {
    const format = createFormatError(
      createErrorMask(() => {}),
      limitsTimes(),
    );
    const error = new GraphQLError('String cannot represent value: { secret: 1 }', { path: ['a'] });
    const formatted = { message: error.message, path: ['a'], extensions: { code: 'INTERNAL_SERVER_ERROR' } };
    expect(format(formatted, error)).toEqual({ message: 'Internal server error', path: ['a'], extensions: INTERNAL });
  });
});

it('gives every code one line of meaning', () => {
  for (const [code, meaning] of Object.entries(CLIENT_CODES)) {
    expect(code).toMatch(/^[A-Z_]+$/);
    expect(meaning).toMatch(/^[A-Z][^\n]+\.$/);
  }
});
