import { execFile } from 'node:child_process';
import { join } from 'node:path';

/** How a process ends that is sent a hostile request. */
const run = (which: string, guard: string): Promise<{ exit: number; output: string }> =>
  new Promise((resolve) => {
    const script = join(__dirname, 'hostileProcess.ts');
    execFile(process.execPath, ['--import', 'tsx', script, which, guard], (error, output) =>
      resolve({ exit: error ? Number(error.code) : 0, output }),
    );
  });

describe('the process', () => {
  it('is not ended by representations of which one rejects late and the next throws', async () => {
    const { exit, output } = await run('representations', 'unguarded');
    expect(exit).toBe(0);
    expect(JSON.parse(output)).toEqual({ status: 400, after: { data: { hello: 'world' } }, logged: [] });
  }, 20_000);

  it('would be ended by a promise that graphql-js leaves behind', async () => {
    expect((await run('list', 'unguarded')).exit).toBe(1);
  }, 20_000);

  it('stays up with its guard, which logs one line', async () => {
    const { exit, output } = await run('list', 'guarded');
    expect(exit).toBe(0);
    expect(JSON.parse(output)).toEqual({
      status: 200,
      after: { data: { hello: 'world' } },
      logged: [
        { level: 'error', event: 'unhandledRejection', message: 'GraphQLError: too late', stack: expect.any(String) },
      ],
    });
  }, 20_000);
});
