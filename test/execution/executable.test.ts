import fc from 'fast-check';
import {
  buildSchema,
  execute,
  getOperationAST,
  getVariableValues,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLScalarType,
  type GraphQLUnionType,
  parse,
  validate,
} from 'graphql';
import { Executable } from '../../src/execution/Executable';
import { CHARACTER } from '../support/random/character';

const FIELDS = `id: ID!
  text: String must: String! count: Int ratio: Float! flag: Boolean! kind: Kind any: Any
  echo(text: String = "x", n: Int!): String later(n: Int): Thing
  one: Thing sure: Thing! many: [Thing] all: [Thing!]! words: [String!] grid: [[Int!]]
  node: Node nodes: [Node!] either: Either`;

const schema = buildSchema(`
  scalar Any
  enum Kind { SMALL LARGE }
  interface Node { id: ID! }
  union Either = Thing | Other
  type Other implements Node { id: ID! text: String thing: Thing! }
  type Thing implements Node { ${FIELDS} }
  type Query { thing(n: Int): Thing things: [Thing!]! }
`);

const typeOf = (name: string): GraphQLObjectType => schema.getType(name) as GraphQLObjectType;
/** What a resolver of our own returns is what the object holds; arguments show in the answer. */
typeOf('Thing').getFields().echo!.resolve = (source: Source, args, _context, { path, fieldName }) =>
  source.echo === undefined ? `${JSON.stringify(args)} ${path.key} ${fieldName}` : source.echo;
typeOf('Thing').getFields().later!.resolve = (source: Source) => Promise.resolve().then(() => source.one);
typeOf('Thing').isTypeOf = ({ isThing }: Source) => (isThing === 'promised' ? Promise.resolve(true) : isThing !== 'no');
(schema.getType('Node') as GraphQLInterfaceType).resolveType = ({ __typename, isLate }: Source) =>
  isLate ? Promise.resolve(__typename as string) : (__typename as string);
(schema.getType('Either') as GraphQLUnionType).resolveType = ({ __typename }: Source) => __typename as string;
(schema.getType('Any') as GraphQLScalarType).serialize = (value) => (value === 'nothing' ? undefined : value);

const RUNS = Number(process.env.RUNS ?? 60);

type Source = Record<string, unknown>;
/** Makes a value anew for each execution: promises are not to be shared. */
type Make = () => unknown;

const words = fc.oneof(
  fc.string(),
  fc.string({ unit: CHARACTER }),
  fc.constantFrom('"', '\\', '\ud800', '\u2028', 'é'.repeat(70)),
);
const scalars = fc.oneof(
  { weight: 3, arbitrary: words },
  { weight: 2, arbitrary: fc.integer({ min: -3e9, max: 3e9 }) },
  fc.double(),
  fc.boolean(),
  fc.constantFrom('SMALL', 'LARGE', 'nothing'),
);

/** Not every promise is asked for. */
function later(make: Make): Promise<unknown> {
  const promise = Promise.resolve().then(make);
  promise.catch(() => undefined);
  return promise;
}

const fail = (): never => {
  throw new Error('thrown');
};

/** A value as resolvers give it: at once or later, by a property or by a method, or not at all. */
const given = (value: fc.Arbitrary<Make>): fc.Arbitrary<Make> =>
  fc.oneof(
    { weight: 40, arbitrary: value },
    { weight: 3, arbitrary: value.map((make) => () => later(make)) },
    { weight: 2, arbitrary: value.map((make) => () => make) },
    { weight: 1, arbitrary: fc.constant(() => null) },
    { weight: 1, arbitrary: fc.constant(() => undefined) },
    { weight: 1, arbitrary: fc.constant(() => new Error('returned')) },
    { weight: 1, arbitrary: fc.constant(() => later(fail)) },
    {
      weight: 1,
      arbitrary: fc.constant(() => fail),
    },
  );

const constant = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Make> => given(value.map((each) => () => each));
const listOf = (items: fc.Arbitrary<Make[]>): fc.Arbitrary<Make> =>
  given(
    fc.oneof(
      { weight: 9, arbitrary: items.map((all) => () => all.map((make) => make())) },
      { weight: 1, arbitrary: fc.constant(() => 'no list') },
    ),
  );
const some = (item: fc.Arbitrary<Make>): fc.Arbitrary<Make> => listOf(fc.array(item, { maxLength: 3 }));
/** Of what must not be null: one, or all later. graphql-js leaves promises without an owner when the next item fails at once. */
const sure = (item: fc.Arbitrary<Make>): fc.Arbitrary<Make> =>
  listOf(
    fc.oneof(
      fc.array(item, { maxLength: 1 }),
      fc.array(
        item.map((make) => () => later(make)),
        { maxLength: 3 },
      ),
    ),
  );

const { source } = fc.letrec<{ source: Make }>((tie) => {
  const inner = given(
    fc.oneof(
      { maxDepth: 2, depthIdentifier: 'source' },
      fc.constant(() => null),
      tie('source'),
    ),
  );
  const model: Record<string, fc.Arbitrary<Make>> = {
    id: constant(fc.oneof(words, fc.integer())),
    text: constant(scalars),
    must: constant(words),
    count: constant(fc.oneof(fc.integer({ min: -5, max: 5 }), scalars)),
    ratio: constant(fc.oneof({ weight: 9, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) }, scalars)),
    flag: constant(fc.oneof({ weight: 9, arbitrary: fc.boolean() }, scalars)),
    kind: constant(fc.oneof(fc.constantFrom('SMALL', 'LARGE'), scalars)),
    any: constant(fc.jsonValue()),
    echo: fc.oneof({ weight: 5, arbitrary: fc.constant(() => undefined) }, constant(words)),
    one: inner,
    sure: inner,
    many: some(inner),
    all: sure(inner),
    words: sure(constant(scalars)),
    grid: some(sure(constant(fc.integer()))),
    node: inner,
    nodes: sure(inner),
    either: inner,
    thing: inner,
    __typename: fc.constantFrom('Thing', 'Thing', 'Thing', 'Other', 'Other', 'Query').map((name) => () => name),
    isLate: fc.boolean().map((is) => () => is),
    isThing: fc.constantFrom('yes', 'yes', 'yes', 'yes', 'promised', 'no').map((is) => () => is),
  };
  return {
    source: fc
      .record(model)
      .map((makes) => () => Object.fromEntries(Object.entries(makes).map(([name, make]) => [name, make()]))),
  };
});

const document = parse(`
  query ($n: Int!, $yes: Boolean!, $no: Boolean = false) {
    thing(n: $n) { ...all one { ...all sure { ...all } } }
    ... @include(if: $yes) { things { many { ...all } all { __proto__: id ...all } } }
    things { one { one @skip(if: $no) { ...all } } __typename }
  }
  fragment all on Thing {
    __typename id text must count ratio flag kind any words grid
    echo(n: $n) other: echo(n: 1, text: "\\"") fixed: echo(n: 2) @include(if: $no)
    later(n: $n) { id text sure { id } }
    node { id ... on Other { text thing { id must } } ...leaves }
    nodes { __typename ...leaves }
    either { ... on Node { id } ...leaves }
    all { id one { id } ...leaves } many { id ratio }
  }
  fragment leaves on Thing { text ratio one { id kind } }`);

type Answer = { data?: unknown; errors?: readonly { toJSON(): unknown }[] };
const text = ({ data, errors }: Answer, json = JSON.stringify(data)): string =>
  `{${errors ? `"errors":${JSON.stringify(errors)},` : ''}"data":${json}}`;

test('a query is answered as graphql-js answers it, byte for byte, whatever resolvers give', async () => {
  expect(validate(schema, document)).toEqual([]);
  const operation = getOperationAST(document)!;
  const tally = { partial: 0, none: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(source, { minLength: 1, maxLength: 3 }),
      fc.record({ n: fc.nat(2 ** 31 - 1), yes: fc.boolean(), no: fc.boolean() }),
      async (makes, sent) => {
        const { thing, things } = typeOf('Query').getFields();
        thing!.resolve = () => makes[0]!();
        things!.resolve = () => later(() => makes.map(later));
        const { coerced } = getVariableValues(schema, operation.variableDefinitions!, sent);
        const executable = new Executable(schema, document, operation, coerced!);
        const first = await executable.execute({}, coerced!);
        const second = await executable.execute({}, coerced!);
        const expected = await execute({ schema, document, variableValues: sent });
        for (const { data, errors } of [first, second]) expect(text({ errors }, String(data))).toBe(text(expected));
        tally[expected.data === null ? 'none' : 'partial']++;
      },
    ),
    { numRuns: RUNS, seed: 1, endOnFailure: true },
  );
  for (const share of Object.values(tally)) expect(share).toBeGreaterThan(RUNS / 20);
});
