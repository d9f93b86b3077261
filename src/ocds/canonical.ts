import { type Json, type JsonObject } from './json';

type Step = { readonly text: string } | { readonly value: Json };

/** One text for all spellings of one value: keys sorted, no white space. */
export function canonicalText(value: Json): string {
  return text(value, (keys) => keys.sort());
}

/** Like JSON.stringify, but without recursion, so that no depth of nesting overflows the stack. */
export function plainText(value: Json): string {
  return text(value, (keys) => keys);
}

function text(value: Json, inOrder: (keys: string[]) => string[]): string {
  const steps: Step[] = [{ value }];
  let result = '';
  for (let step = steps.pop(); step; step = steps.pop()) {
    if ('text' in step) result += step.text;
    else if (typeof step.value !== 'object' || step.value === null) result += JSON.stringify(step.value);
    else for (const part of stepsInto(step.value, inOrder).reverse()) steps.push(part);
  }
  return result;
}

function stepsInto(container: Json[] | JsonObject, inOrder: (keys: string[]) => string[]): Step[] {
  const isList = Array.isArray(container);
  const steps: Step[] = [{ text: isList ? '[' : '{' }];
  const keys = Object.keys(container);
  (isList ? keys : inOrder(keys)).forEach((key, i) => {
    const comma = i > 0 ? ',' : '';
    steps.push({ text: isList ? comma : `${comma}${JSON.stringify(key)}:` });
    steps.push({ value: (container as JsonObject)[key] as Json });
  });
  steps.push({ text: isList ? ']' : '}' });
  return steps;
}
