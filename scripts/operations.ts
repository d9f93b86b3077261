/**
 * The operations of operations/, and docs/queries.md made of them. The folder is the one source of ready questions:
 * docs, tests and the manifest of persisted documents are made from it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type ExecutionResult, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { pretty } from '../test/docs/readmeBlocks';

export interface ReadyOperation {
  readonly name: string;
  readonly file: string;
  /** Who asks and what comes back, from the comment at the top. */
  readonly explanation: string;
  /** The operation without that comment. */
  readonly text: string;
  readonly node: OperationDefinitionNode;
}

/** The operations of a folder, by file; refuses a file that is not one named operation under a comment. */
export function readOperations(folder: string): ReadyOperation[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => readOperation(file, readFileSync(join(folder, file), 'utf8')));
}

function readOperation(file: string, whole: string): ReadyOperation {
  const comment = /^(?:#.*\n)+/.exec(whole)?.[0] ?? '';
  const text = whole.slice(comment.length).trim();
  const [node, ...others] = parse(text).definitions;
  if (node?.kind !== Kind.OPERATION_DEFINITION || others.length > 0 || !node.name)
    throw new Error(`${file} should have exactly one definition, a named operation.`);
  const name = node.name.value;
  if (basename(file, '.graphql') !== kebab(name)) throw new Error(`${file} should be called ${kebab(name)}.graphql.`);
  const explanation = comment.replace(/^# ?/gm, '').trim().replace(/\s+/g, ' ');
  if (explanation === '')
    throw new Error(`${file} should begin with a comment that says who asks and what comes back.`);
  return { name, file, explanation, text, node };
}

/** `FindOpenTenders` as `find-open-tenders`. */
const kebab = (name: string): string => name.replace(/(?<=[a-z\d])(?=[A-Z])/g, '-').toLowerCase();

/** Answers longer than this are cut. */
const ANSWER_LINES = 60;

/** docs/queries.md: each operation with its explanation and its answer. */
export async function queriesPage(
  operations: readonly ReadyOperation[],
  ask: (query: string) => Promise<ExecutionResult>,
): Promise<string> {
  const sections: string[] = [];
  for (const { name, file, explanation, text } of operations) {
    const { data, errors } = await ask(text);
    if (errors) throw new Error(`${file} fails: ${errors.map(({ message }) => message).join(' ')}`);
    const lines = pretty(data).split('\n');
    const shown = lines.slice(0, ANSWER_LINES).join('\n');
    const left = lines.length - ANSWER_LINES;
    const note = left > 0 ? `\n${left} more lines are left out here.\n` : '';
    sections.push(`## ${name}

${explanation}

\`\`\`graphql
${text}
\`\`\`

\`\`\`json
${shown}${left > 0 ? '\n…' : ''}
\`\`\`
${note}`);
  }
  return `${INTRODUCTION}\n${operations.map(({ name }) => `- [${name}](#${name.toLowerCase()})\n`).join('')}\n${sections.join('\n')}`;
}

const INTRODUCTION = `# Ready questions

Each file of [operations](../operations) is one question that can be asked as it is: its variables have defaults that
give an answer on the sample releases, and that answer stands below it. \`npm run queries\` writes this page from those
files; edit them, not this.
`;
