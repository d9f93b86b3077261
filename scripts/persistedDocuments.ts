/** The manifest of the operations of a folder, in the format that Apollo's clients and rover take. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FragmentDefinitionNode, Kind, parse, print, visit, type DefinitionNode } from 'graphql';

export interface ManifestOperation {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly body: string;
}

export interface Manifest {
  readonly format: 'apollo-persisted-query-manifest';
  readonly version: 1;
  readonly operations: readonly ManifestOperation[];
}

/** One entry for each operation of `folder`'s *.graphql, by name; a folder that is not there has none. */
export function manifestOf(folder: string): Manifest {
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const definitions = files
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .flatMap((file) => parse(readFileSync(join(folder, file), 'utf8'), { noLocation: true }).definitions);
  const operations = definitions.flatMap((node) => {
    if (node.kind !== Kind.OPERATION_DEFINITION) return [];
    if (!node.name) throw new Error('Every operation of a manifest needs a name.');
    const body = [node, ...fragmentsOf(node, definitions)].map(print).join('\n\n');
    const id = createHash('sha256').update(body).digest('hex');
    return [{ id, name: node.name.value, type: node.operation, body }];
  });
  operations.sort((a, b) => (a.name < b.name ? -1 : 1));
  const twice = operations.find(({ name }, i) => operations[i + 1]?.name === name);
  if (twice) throw new Error(`Two operations are called ${twice.name}.`);
  return { format: 'apollo-persisted-query-manifest', version: 1, operations };
}

/** The fragments that a definition spreads, and those that they spread, each once. */
function fragmentsOf(of: DefinitionNode, all: readonly DefinitionNode[]): FragmentDefinitionNode[] {
  const found = new Map<string, FragmentDefinitionNode>();
  const collect = (node: DefinitionNode): void => {
    visit(node, {
      FragmentSpread: ({ name: { value } }) => {
        if (found.has(value)) return;
        const fragment = all.find((each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === value);
        if (fragment?.kind !== Kind.FRAGMENT_DEFINITION) throw new Error(`No fragment is called ${value}.`);
        found.set(value, fragment);
        collect(fragment);
      },
    });
  };
  collect(of);
  return [...found.values()];
}
