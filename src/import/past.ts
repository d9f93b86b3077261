import type { Engine, Reader } from '../database/engine';
import type { JsonObject } from '../ocds/json';
import { Store } from './Store';

/** A document as a graph of its own, in which nothing else exists. */
export async function graphOf(ocid: string, document: JsonObject, scratch: () => Engine): Promise<Reader> {
  const engine = scratch();
  const text = JSON.stringify(document);
  await new Store(engine).store([{ ocid, form: 'compiled', document, text, file: '', position: '' }]);
  return engine;
}
