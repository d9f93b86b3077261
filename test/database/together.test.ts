import { Pool } from 'pg';
import { Together } from '../../src/database/Together';
import { ENGINES, freshUrl } from '../support/engines';

const TEXTS = ['', 'NULL', '{a,b}', 'a"b', "c'd", 'e\\f', 'ü €', '$1::text', ...Array.from({ length: 22 }, String)];

describe.each(ENGINES.filter((engine) => engine === 'postgres'))('%s', (engine) => {
  let pool: Pool;
  let together: Together;
  let sent: jest.SpyInstance;
  beforeAll(async () => {
    pool = new Pool({ connectionString: await freshUrl(engine) });
  });
  afterAll(() => pool.end());
  beforeEach(() => {
    together = new Together(pool);
    sent = jest.spyOn(pool, 'query');
  });
  afterEach(() => sent.mockRestore());

  const ask = async (text: string, ...values: unknown[]): Promise<string> =>
    (await together.json({ text, values })).toString();

  test('what comes at once goes together, and each has its own answer', async () => {
    const text = `SELECT '<' || $1::text || '|' || coalesce($2::text, '-') || $1::text || '>'`;
    const answers = await Promise.all(TEXTS.map((each, i) => ask(text, each, i % 3 === 0 ? null : String(i))));
    expect(answers).toEqual(TEXTS.map((each, i) => `<${each}|${i % 3 === 0 ? '-' : i}${each}>`));
    expect(sent.mock.calls.length).toBeLessThan(TEXTS.length / 2);
    sent.mockClear();
    expect(await ask(text, 'a', 'b')).toBe('<a|ba>');
    expect(sent).toHaveBeenCalledTimes(1);
  });

  test('what fails for one fails for no other', async () => {
    const text = `SELECT (12 / length($1::text))::text`;
    const answers = await Promise.allSettled(['a', 'bb', 'ccc', '', 'dddd'].map((each) => ask(text, each)));
    const values = answers.map((each) => (each.status === 'fulfilled' ? each.value : (each.reason as Error).message));
    expect(values).toEqual(['12', '6', '4', 'division by zero', '3']);
  });

  test('what takes long does not wait for its like', async () => {
    const text = `SELECT $1::text || pg_sleep(0.2)::text`;
    const answers = await Promise.all(['1', '2', '3', '4', '5', '6', '7', '8'].map((each) => ask(text, each)));
    expect(answers).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
    expect(sent).toHaveBeenCalledTimes(8);
  });

  test('what has other values than texts goes alone', async () => {
    const text = `SELECT ($1::text || cardinality($2::text[]))`;
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((each) => ask(text, each, [each, each])));
    expect(answers).toEqual(['a2', 'b2', 'c2', 'd2']);
    expect(sent).toHaveBeenCalledTimes(4);
  });

  test('all hear that no server answers', async () => {
    const gone = new Together(new Pool({ host: '127.0.0.1', port: 1 }));
    const text = 'SELECT $1::text';
    const answers = await Promise.allSettled(TEXTS.map((each) => gone.json({ text, values: [each] })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['rejected']));
  });
});
