import { execFile } from 'node:child_process';
import { join } from 'node:path';

/** How a process ends that is sent a hostile request. */
const run = (which: string, ...how: string[]): Promise<{ exit: number; output: string }> =>
  new Promise((resolve) => {
    const script = join(__dirname, 'hostileProcess.ts');
    execFile(process.execPath, ['--import', 'tsx', script, which, ...how], (error, output) =>
      resolve({ exit: error ? Number(error.code) : 0, output }),
    );
  });

describe('the process', () => {
  it('is not ended by representations of which one rejects late and the next throws', async () => {
    const { exit, output } = await run('representations');
    expect(exit).toBe(0);
    expect(JSON.parse(output)).toEqual({ status: 400, after: { data: { hello: 'world' } }, logged: [] });
  }, 20_000);

  it('is not ended by a list of which one item rejects late and the next throws', async () => {
    const { exit, output } = await run('list');
    expect(exit).toBe(0);
    expect(JSON.parse(output)).toEqual({ status: 200, after: { data: { hello: 'world' } }, logged: [] });
  }, 20_000);

  it('would be ended by the promise of it that graphql-js leaves behind, where an operation is traced', async () => {
    expect((await run('list', 'traced')).exit).toBe(1);
  }, 20_000);

  it('stays up with its guard, which logs one line', async () => {
    const { exit, output } = await run('list', 'traced', 'guarded');
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
