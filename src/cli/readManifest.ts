import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Config } from '../config';
import { ConfigError } from '../errors';

const FORMAT = 'apollo-persisted-query-manifest';

/**
 * The documents of the manifest that is set, by hash: the format that Apollo's tools write.
 * @throws ConfigError when it is not there, is no manifest, or names a document by another hash than its own.
 */
export async function readManifest({
  persistedDocuments: path,
  persistedDocumentsOnly: only,
}: Pick<Config, 'persistedDocuments' | 'persistedDocumentsOnly'>): Promise<Map<string, string>> {
  if (path === undefined) {
    if (only) throw new ConfigError('PERSISTED_DOCUMENTS_ONLY needs a manifest; set PERSISTED_DOCUMENTS to its path.');
    return new Map();
  }
  const operations = operationsOf(await parsed(path));
  if (!operations) throw new ConfigError(`PERSISTED_DOCUMENTS must be a manifest of the format ${FORMAT}.`);
  const wrong = operations.find(({ id, body }) => id !== createHash('sha256').update(body).digest('hex'));
  if (wrong) throw new ConfigError(`The manifest's id of ${wrong.name} is not the SHA-256 of its body.`);
  return new Map(operations.map(({ id, body }) => [id, body]));
}

async function parsed(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new ConfigError('PERSISTED_DOCUMENTS must be the path of a file of JSON that can be read.', { cause });
  }
}

interface Operation {
  id: string;
  name: string;
  body: string;
}

function operationsOf(manifest: unknown): Operation[] | undefined {
  const { format, version, operations } = (manifest ?? {}) as Record<string, unknown>;
  if (format !== FORMAT || version !== 1 || !Array.isArray(operations)) return undefined;
  const whole = operations.every((each: Partial<Operation> | null) =>
    [each?.id, each?.name, each?.body].every((text) => typeof text === 'string'),
  );
  return whole ? (operations as Operation[]) : undefined;
}
