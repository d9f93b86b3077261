/**
 * A second, small subgraph: how fast organizations pay. It adds a field to our `Organization`, leads to our lots and
 * classifications by their keys, and knows nothing else of them.
 */
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { createServer } from '../../src/server/createServer';
import { ask, type Service, TEST_CONFIG } from './served';

export const PERFORMANCE_SDL = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])

type Query {
  "The slowest payers."
  slowestPayers: [PaymentPerformance!]!
  "All payers, page by page."
  payers: PayerConnection!
}

"A page of payers."
type PayerConnection {
  nodes: [PaymentPerformance!]!
  pageInfo: PageInfo!
}

"Our own type, which other connections have too."
type PageInfo @shareable {
  hasNextPage: Boolean!
  hasPreviousPage: Boolean!
  startCursor: String
  endCursor: String
}

"How fast an organization pays."
type PaymentPerformance {
  "From 0, never, to 100, at once."
  score: Int!
  "Whose it is."
  organization: Organization!
  "The lots whose payments were counted."
  lots: [Lot!]!
  "What is mostly bought."
  mainly: Classification
  "How many days after the due date payments come."
  daysLate: Int
}

type Organization @key(fields: "id") {
  id: ID!
  "How fast the organization pays, where it is known."
  paymentPerformance: PaymentPerformance
}

type Lot @key(fields: "id", resolvable: false) {
  id: ID!
}

type Classification @key(fields: "scheme code", resolvable: false) {
  scheme: String!
  code: String!
}
`;

/** What it knows: of two buyers of the sample. */
export const KNOWN = [
  {
    id: 'GB-PPON-PJMQ-5831-RNZM',
    score: 91,
    daysLate: 3,
    lots: ['ocds-h6vhtk-060e72/tender/lots/1'],
    code: '92620000',
  },
  {
    id: 'GB-PPON-PMJC-6861-XJPP',
    score: 17,
    daysLate: 88,
    lots: ['ocds-h6vhtk-0/tender/lots/none'],
    code: '98000000',
  },
];

const performance = ({ id, score, daysLate, lots, code }: (typeof KNOWN)[number]) => ({
  score,
  organization: { id },
  lots: lots.map((lot) => ({ id: lot })),
  mainly: { scheme: 'CPV', code },
  daysLate,
});

const resolvers = {
  Query: {
    slowestPayers: () => KNOWN.toSorted((a, b) => a.score - b.score).map(performance),
    payers: () => ({
      nodes: KNOWN.map(performance),
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    }),
  },
  Organization: {
    __resolveReference: ({ id }: { id: string }) => {
      const known = KNOWN.find((each) => each.id === id);
      return { id, paymentPerformance: known ? performance(known) : null };
    },
  },
};

export interface Performance extends Service {
  /** Operations asked for so far. */
  operations(): number;
}

/** Served by our own server factory at a free port. */
export async function servePerformance(): Promise<Performance> {
  let operations = 0;
  const server = createServer({
    schema: buildSubgraphSchema([{ typeDefs: parse(PERFORMANCE_SDL), resolvers }]),
    context: () => {
      operations++;
      return {};
    },
    ready: async () => {},
    config: TEST_CONFIG,
    log: () => {},
  });
  const { url } = await server.listen();
  return {
    url,
    stop: server.stop,
    operations: () => operations,
    ask: (query, variables) => ask(url, query, variables),
  };
}
