/**
 * Mercurius as its documentation recommends it: schema first, loaders, JIT, over hand-written SQL.
 *
 *   PORT=... DATABASE=file.db [FEDERATION=1] node mercurius.mjs
 */
import fastify from 'fastify';
import mercurius from 'mercurius';
import { mercuriusFederationPlugin } from '@mercuriusjs/federation';
import { openSqlite, sqliteData, stats } from './data.mjs';
import { statsText } from './stats.mjs';

const data = sqliteData(openSqlite(process.env.DATABASE));
const federation = process.env.FEDERATION === '1';
const key = (fields) => (federation ? `@key(fields: "${fields}")` : '');

const schema = `
  scalar DateTime
  type Organization ${key('ppon')} { id: ID! ppon: String! name: String! tenders(first: Int!): [Tender!]! }
  type Tender ${key('ocid')} { id: ID! ocid: String! date: DateTime! title: String! description: String status: String
    category: String procurementMethod: String amount: Float currency: String
    buyer: Organization! lots: [Lot!]! awards: [Award!]! contracts: [Contract!]! }
  type Lot { id: ID! lotNo: String! title: String status: String amount: Float currency: String startDate: DateTime
    endDate: DateTime awards: [Award!]! }
  type Award { id: ID! awardNo: String! title: String status: String date: DateTime amount: Float currency: String
    suppliers: [Organization!]! contracts: [Contract!]! }
  type Contract { id: ID! contractNo: String! title: String status: String amount: Float currency: String
    dateSigned: DateTime startDate: DateTime endDate: DateTime }
  type BuyerSpend { buyer: Organization! total: Float! count: Int! }
  type MonthSpend { month: String! total: Float! count: Int! }
  ${federation ? 'extend' : ''} type Query {
    tender(ocid: String!): Tender
    dashboard(division: String!, from: String!, to: String!, first: Int!): [Tender!]!
    search(text: String!, first: Int!): [Tender!]!
    buyers(first: Int!): [Organization!]!
    spendByBuyer(first: Int!): [BuyerSpend!]!
    spendByMonth: [MonthSpend!]! }`;

const loader = (read) => ({ loader: async (queries) => read(queries), opts: { cache: false } });
const ids = (queries) => queries.map(({ obj }) => obj.id);
const reference = (read, field) =>
  federation && { __resolveReference: loader((qs) => read(qs.map((q) => q.obj[field]))) };
const buyer = loader((queries) => {
  const rows = data.organizations([...new Set(queries.map(({ obj }) => obj.buyerId))]);
  const found = new Map(rows.map((row) => [row.id, row]));
  return queries.map(({ obj }) => found.get(obj.buyerId));
});

const app = fastify();
app.register(federation ? mercuriusFederationPlugin : mercurius, {
  schema,
  jit: 1,
  graphiql: false,
  resolvers: {
    Query: {
      tender: (_, { ocid }) => data.tenderByOcid(ocid),
      dashboard: (_, args) => data.dashboard(args),
      search: (_, { text, first }) => data.search(text, first),
      buyers: (_, { first }) => data.buyers(first),
      spendByBuyer: (_, { first }) => data.spendByBuyer(first),
      spendByMonth: () => data.spendByMonth(),
    },
  },
  loaders: {
    Organization: {
      ...reference(data.organizationsByPpon, 'ppon'),
      tenders: loader((queries) => data.tendersByBuyer(ids(queries), queries[0].params.first)),
    },
    Tender: {
      ...reference(data.tendersByOcid, 'ocid'),
      buyer,
      lots: loader((queries) => data.lotsByTender(ids(queries))),
      awards: loader((queries) => data.awardsByTender(ids(queries))),
      contracts: loader((queries) => data.contractsByTender(ids(queries))),
    },
    Lot: { awards: loader((queries) => data.awardsByLot(ids(queries))) },
    Award: {
      suppliers: loader((queries) => data.suppliersByAward(ids(queries))),
      contracts: loader((queries) => data.contractsByAward(ids(queries))),
    },
    BuyerSpend: { buyer },
  },
});
app.get('/stats', async (_, reply) => reply.type('application/json').send(statsText(stats.statements)));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
