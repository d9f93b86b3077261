import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Organization, Release, type Class } from '../../src/entities';
import { RELATIONS } from '../../src/entities/edges';
import { containedIn } from '../../src/entities/paths';
import { fieldsOf } from '../../src/entities/registry';
import { ENGINES } from '../support/engines';
import { everything } from '../support/everything';
import { Graph, theSchema } from '../support/graph';
import { WholeRelease } from '../support/wholeRelease';

const FIXTURE = join(__dirname, '../fixtures/ocds/everything.json');

/** Every field that a class reads from a document, by its name in the schema, from the release downwards. */
function typedFields(): string[] {
  const found = new Set(['Release.ocid']);
  const seen = new Set<string>();
  const visit = (type: Class, name = type.name): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const field of fieldsOf(type))
      if (field.part) visit(field.part());
      else if (!field.derived) found.add(`${name}.${field.name}`);
    for (const { to } of containedIn(type).values()) visit(to);
    for (const { refers } of RELATIONS)
      if (refers?.from === type && refers.to === Organization)
        visit(refers.link!.type, `${refers.link!.type.name}Edge`);
  };
  visit(Release);
  return [...found];
}

test('the fixture with every field is what the classes say (UPDATE_FIXTURES=1 writes it anew)', () => {
  const document = everything('ocds-everything');
  if (process.env.UPDATE_FIXTURES) writeFileSync(FIXTURE, pretty(document));
  expect(existsSync(FIXTURE) && (JSON.parse(readFileSync(FIXTURE, 'utf8')) as unknown)).toEqual(document);
});

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, [everything('ocds-everything')]);
  });
  afterAll(() => graph.close());

  test('every field of every class comes back as published, and no issue is told', async () => {
    const document = everything('ocds-everything');
    const whole = new WholeRelease(theSchema());
    const { data, errors } = await graph.ask(whole.query(document), { ocid: document.ocid });
    expect(errors).toBeUndefined();
    const { equal, different, fields } = whole.compare(document, data.release);
    expect(different).toEqual([]);
    expect(await graph.issues('ocds-everything')).toEqual([]);
    expect(equal.length).toBeGreaterThan(3000);
    expect([...fields].sort()).toEqual(typedFields().sort());
  });
});

/** JSON as prettier writes it: lists of plain values on one line. */
const pretty = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(
    /\[\n\s+([^[\]{}]*?)\n\s+\]/g,
    (_all, inner: string) => `[${inner.replace(/\n\s+/g, ' ')}]`,
  ) + '\n';
