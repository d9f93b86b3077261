import { Store } from '../../src/import/Store';
import type { JsonObject } from '../../src/ocds/json';
import { dump, expectSame } from './dump';
import { empty, freshDatabase, type EngineName } from './engines';
import { incoming } from './graph';

/** Expects releases, stored one by one in each of all orders, to end in what they end in when they come together. */
export async function expectTheSameInAnyOrder(engine: EngineName, releases: readonly JsonObject[]): Promise<void> {
  const together = await freshDatabase(engine);
  const oneByOne = await freshDatabase(engine);
  try {
    await new Store(together.engine).store(incoming(releases));
    const expected = await dump(together);
    for (const order of orders(releases)) {
      await empty(oneByOne);
      for (const release of order) await new Store(oneByOne.engine).store(incoming([release]));
      expectSame(await dump(oneByOne), expected);
    }
  } finally {
    await Promise.all([together.close(), oneByOne.close()]);
  }
}

/** All orders of at most four things. */
function orders<T>(things: readonly T[]): T[][] {
  if (things.length > 4) throw new Error('too many orders');
  if (things.length < 2) return [[...things]];
  return things.flatMap((first, i) => orders(things.filter((_, j) => j !== i)).map((rest) => [first, ...rest]));
}
