import { getNamedType, isObjectType, type GraphQLField, type GraphQLSchema } from 'graphql';

/** One line of FIELDS.tsv: a path that a schema defines or a release has, and how many releases of the sample have it. */
interface Row {
  readonly path: string;
  readonly definedIn: string;
  readonly published: number;
  /** `Type.field`, or undefined where the graph has no place for it. */
  readonly typed: string | undefined;
}

/**
 * docs/coverage.md: every field of OCDS that is defined or published, where the graph has it, and how often it is
 * published. `tsv` is FIELDS.tsv, whose last column has the number of releases of the sample in its name.
 */
export function coverage(schema: GraphQLSchema, tsv: string): string {
  const [header = '', ...lines] = tsv.trim().split('\n');
  const sample = Number(/of_(\d+)$/.exec(header.trim())?.[1]);
  const rows = lines.map((line): Row => {
    const cells = line.split('\t');
    const path = cells[0]!;
    return { path, definedIn: cells[5]!, published: Number(cells.at(-1)), typed: typedAs(schema, path) };
  });
  const sections = [...new Set(rows.map(sectionOf))];
  return [...head(rows, sample), ...sections.flatMap((each) => section(each, rows, sample))].join('\n') + '\n';
}

function head(rows: readonly Row[], sample: number): string[] {
  const published = rows.filter((row) => row.published > 0);
  const typed = (of: readonly Row[]): string => `${of.filter((row) => row.typed).length} of ${of.length}`;
  return [
    '# Which fields are typed',
    '',
    'Every field that OCDS 1.1 and the extensions of the EU and the UK define for the sections served here, or that the',
    'sample holds without any definition. Written by `npm run coverage` from the schema and a table of fields; do not edit.',
    '',
    `- Typed, of all fields: ${typed(rows)}; of the fields that the sample holds: ${typed(published)}.`,
    `- The sample: ${thousands(sample)} compiled releases of Find a Tender, July to August 2026. Contains public sector`,
    '  information licensed under the Open Government Licence v3.0.',
    '- `id` of the document is `localId` in the graph. A list of objects is a connection; what the document says of an',
    '  organization where it refers to it stands on the edge. What is typed nowhere is an import issue `UNKNOWN_FIELD`',
    '  and in `Release.document`.',
    '- "Never published" lists what is defined and in no release of the sample: a whole block on one line.',
    '',
  ];
}

function section(name: string, all: readonly Row[], sample: number): string[] {
  const rows = all.filter((row) => sectionOf(row) === name);
  const published = rows.filter((row) => row.published > 0);
  const never = rows.filter((row) => row.published === 0);
  const blocks = never.filter(({ path }) => !never.some((other) => isInside(path, other.path)));
  return [
    `## ${name}`,
    '',
    ...(published.length === 0 ? ['No field of the section is published in the sample.', ''] : []),
    ...table(
      ['Field', 'Typed as', 'Defined in', `Of ${thousands(sample)}`],
      published.map((row) => [code(row.path), place(row), source(row), thousands(row.published)]),
    ),
    ...(blocks.length > 0 ? ['Never published:', ''] : []),
    ...table(
      ['Field or block', 'Typed as', 'Defined in', 'Fields in it'],
      blocks.map((row) => {
        const fields = never.filter(({ path }) => isInside(path, row.path)).length;
        return [code(row.path), place(row), source(row), fields === 0 ? '' : String(fields)];
      }),
    ),
  ];
}

/** The release itself holds plain fields; everything else stands in a section of its own. */
function sectionOf({ path }: Row): string {
  const [first = ''] = path.split('/');
  const name = first.replace('[]', '');
  return PLAIN.has(name) ? 'release' : name;
}

const PLAIN = new Set(['ocid', 'id', 'date', 'tag', 'initiationType', 'language', 'title', 'description']);

const isInside = (path: string, block: string): boolean =>
  path.startsWith(`${block}/`) || path.startsWith(`${block}[]/`);

const thousands = (n: number): string => n.toLocaleString('en');
const code = (text: string): string => `\`${text}\``;
const place = ({ typed }: Row): string => (typed ? code(typed) : '**nowhere**');
const source = ({ definedIn }: Row): string => (definedIn === 'UNDECLARED' ? 'no schema' : definedIn);

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}

/** The field of the schema that a path of the document leads to. */
function typedAs(schema: GraphQLSchema, path: string): string | undefined {
  let type: string | undefined = 'Release';
  let typed: string | undefined;
  for (const step of path.split('/')) {
    const field: Field | undefined = type === undefined ? undefined : fieldOf(schema, type, step.replace('[]', ''));
    if (!field) return undefined;
    typed = `${type}.${field.name}`;
    type = itemOf(schema, field);
  }
  return typed;
}

type Field = GraphQLField<unknown, unknown>;

/** `id` is `localId`. The buyer is the first of the buyers, whose edges have the words of the document. */
function fieldOf(schema: GraphQLSchema, type: string, property: string): Field | undefined {
  if (type === 'Release' && property === 'buyer') return fieldsOf(schema, type).buyers;
  return fieldsOf(schema, type)[property === 'id' ? 'localId' : property];
}

/** The type that has the fields of what the document holds: of a connection the edge if it has any, else the node. */
function itemOf(schema: GraphQLSchema, field: Field): string {
  const name = getNamedType(field.type).name;
  if (!name.endsWith('Connection')) return name;
  const edge = getNamedType(fieldsOf(schema, name).edges!.type).name;
  const hasWords = Object.keys(fieldsOf(schema, edge)).length > 2; // more than `node` and `cursor`
  return hasWords ? edge : getNamedType(fieldsOf(schema, name).nodes!.type).name;
}

function fieldsOf(schema: GraphQLSchema, name: string): Record<string, Field> {
  const type = schema.getType(name);
  return isObjectType(type) ? type.getFields() : {};
}
