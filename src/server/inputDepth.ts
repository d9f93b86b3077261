/** How deep lists and objects nest in what a client sent: in the document (`literalDepth`), in JSON (`jsonDepth`). */
import { type ValueNode, Kind } from 'graphql';

/** Recursive, which the limit of tokens makes safe. */
export function literalDepth(node: ValueNode): number {
  if (node.kind === Kind.LIST) return 1 + deepest(node.values.map(literalDepth));
  if (node.kind === Kind.OBJECT) return 1 + deepest(node.fields.map((field) => literalDepth(field.value)));
  return 0;
}

/** Not recursive: 100 KB of brackets would overflow the stack. */
export function jsonDepth(value: unknown): number {
  let depth = 0;
  for (let level = [value].filter(isNested); level.length > 0; depth++) {
    const next: object[] = [];
    for (const nested of level) for (const inner of Object.values(nested)) if (isNested(inner)) next.push(inner);
    level = next;
  }
  return depth;
}

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;
const deepest = (depths: readonly number[]) => depths.reduce((a, b) => Math.max(a, b), 0);
