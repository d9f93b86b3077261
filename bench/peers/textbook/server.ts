/**
 * The textbook stack: Apollo Server on Express, TypeGraphQL, TypeORM and DataLoader, each as its manual shows it.
 *
 *   PORT=... DATABASE=file.db|postgres://... node dist/server.js
 */
import 'reflect-metadata';
import { ApolloServer } from '@apollo/server';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { expressMiddleware } from '@as-integrations/express5';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import cors from 'cors';
import express from 'express';
import { parse } from 'graphql';
import { buildSchema, createResolversMap } from 'type-graphql';
import { DataSource, type DataSourceOptions, type Logger } from 'typeorm';
import { statsText } from '../stats.mjs';
import { entities } from './entities.js';
import { createLoaders, type Context } from './loaders.js';
import { resolvers } from './resolvers.js';

const { DATABASE, PORT } = process.env;
let statements = 0;
const nothing = (): void => {};
const counter = { logQuery: () => void statements++, log: nothing } as unknown as Logger;
for (const method of ['logQueryError', 'logQuerySlow', 'logSchemaBuild', 'logMigration'] as const)
  counter[method] = nothing;

const engine = DATABASE!.startsWith('postgres:')
  ? { type: 'postgres', url: DATABASE, poolSize: 10 }
  : { type: 'better-sqlite3', database: DATABASE };
const source = await new DataSource({
  ...engine,
  entities,
  synchronize: false,
  logger: counter,
} as DataSourceOptions).initialize();

const code = await buildSchema({ resolvers, validate: false });
const resolversMap = createResolversMap(code) as Record<string, Record<string, unknown>>;
resolversMap.Organization!.__resolveReference = ({ ppon }: { ppon: string }, { loaders }: Context) =>
  loaders.organizationByPpon.load(ppon);
resolversMap.Tender!.__resolveReference = ({ ocid }: { ocid: string }, { loaders }: Context) =>
  loaders.tenderByOcid.load(ocid);
const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const schema = buildSubgraphSchema({
  typeDefs: parse(`${link}\n${printSchemaWithDirectives(code)}`),
  resolvers: resolversMap as never,
});

const server = new ApolloServer<Context>({ schema, introspection: false });
await server.start();
const app = express();
const context = async (): Promise<Context> => ({ source, loaders: createLoaders(source) });
app.get('/stats', (_request, response) => void response.type('json').send(statsText(statements)));
app.use('/graphql', cors(), express.json({ limit: '1mb' }), expressMiddleware(server, { context }));
app.listen(Number(PORT), '127.0.0.1');
