/** Writes the typed client code of schema.graphql, for our own operations and some more: `tsx generate.ts FILE`. */
import { codegen } from '@graphql-codegen/core';
import * as typedDocuments from '@graphql-codegen/typed-document-node';
import * as operations from '@graphql-codegen/typescript-operations';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentNode, parse, visit } from 'graphql';
import { manifestOf } from '../../scripts/persistedDocuments';

const ROOT = join(__dirname, '../..');

const MORE = `
query Buyer($id: ID!, $first: Int) {
  organization(id: $id) { id name tendersAsBuyer(first: $first) { nodes { ...Bought } pageInfo { endCursor } } }
}
fragment Bought on Tender { id title status value { amount currency } lots { nodes { id title } } }
query AnyNode($id: ID!) { node(id: $id) { __typename id ... on Award { localId } } }
`;

/** Without the directives of federation, which generators know as little as clients do. */
function clientSchema(): DocumentNode {
  const document = parse(readFileSync(join(ROOT, 'schema.graphql'), 'utf8'), { noLocation: true });
  return visit(document, { Directive: () => null, SchemaExtension: () => null, DirectiveDefinition: () => null });
}

async function main(path: string): Promise<void> {
  const own = manifestOf(join(ROOT, 'operations')).operations.map(({ body }) => body);
  const code = await codegen({
    filename: path,
    schema: clientSchema(),
    documents: [...own, MORE].map((text, i) => ({ location: `${i}.graphql`, document: parse(text) })),
    config: { strictScalars: true, scalars: { DateTime: 'string', JSON: 'unknown' }, enumsAsTypes: true },
    plugins: [{ operations: {} }, { typedDocuments: {} }],
    pluginMap: { operations, typedDocuments },
    skipDocumentsValidation: { skipDuplicateValidation: true },
  });
  writeFileSync(path, code);
}

main(process.argv[2]!).catch((error: Error) => {
  console.error(error);
  process.exit(1);
});
