import type { Engine, Reader } from '../database/engine';
import { Store } from './Store';
import type { Incoming } from './publication';

/** What was published of a process as a graph of its own, in which nothing else exists. */
export async function graphOf(
  ocid: string,
  published: readonly Pick<Incoming, 'form' | 'document' | 'text'>[],
  scratch: () => Engine,
): Promise<Reader> {
  const engine = scratch();
  await new Store(engine).store(published.map((each) => ({ ...each, ocid, file: '', position: '' })));
  return engine;
}
