import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const folder = mkdtempSync(join(__dirname, 'generated-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What an application writes against the generated types. */
const APPLICATION = `
import { BuyerDocument, type BuyerQuery, type BuyerQueryVariables } from './client';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
export const document: TypedDocumentNode<BuyerQuery, BuyerQueryVariables> = BuyerDocument;
export const variables: BuyerQueryVariables = { id: 'GB-COH-1', first: 3 };
export const amounts = (answer: BuyerQuery): (number | null | undefined)[] =>
  answer.organization?.tendersAsBuyer.nodes.map(({ value }) => value?.amount) ?? [];
// @ts-expect-error a field that was not asked for
export const wrong = (answer: BuyerQuery) => answer.organization?.localId;
// @ts-expect-error an argument of another type
export const wrongToo: BuyerQueryVariables = { id: 'GB-COH-1', first: 'three' };
`;

test('the client code generated from schema.graphql compiles, and knows what an answer has', () => {
  // The generator is of modules that jest cannot load on Node 20.
  execFileSync(process.execPath, ['--import', 'tsx', join(__dirname, 'generate.ts'), join(folder, 'client.ts')]);
  writeFileSync(join(folder, 'application.ts'), APPLICATION);
  const program = ts.createProgram([join(folder, 'application.ts')], {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
  });
  const problems = ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
  expect(problems).toEqual([]);
}, 30_000);
