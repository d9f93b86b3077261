/**
 * PostGraphile 5 with its Amber preset and lists instead of connections, on Node's own server.
 *
 *   PORT=... DATABASE=postgres://... node postgraphile.mjs
 */
import { createServer } from 'node:http';
import pg from 'pg';
import { PgSimplifyInflectionPreset } from '@graphile/simplify-inflection';
import { grafserv } from 'grafserv/node';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { statsText } from './stats.mjs';

let statements = 0;
const { query } = pg.Client.prototype;
pg.Client.prototype.query = function (...args) {
  statements++;
  return query.apply(this, args);
};

const serv = postgraphile({
  extends: [PostGraphileAmberPreset, PgSimplifyInflectionPreset],
  pgServices: [makePgService({ connectionString: process.env.DATABASE, schemas: ['public'], poolConfig: { max: 10 } })],
  schema: {
    defaultBehavior: '-connection +list -query:resource:connection',
    pgForbidSetofFunctionsToReturnNull: true,
  },
  grafserv: { graphiql: false, watch: false, maxRequestLength: 1_000_000 },
  grafast: { explain: false },
}).createServ(grafserv);
const handler = serv.createHandler();
await serv.ready();
createServer((request, response) => {
  if (request.url === '/stats') response.end(statsText(statements));
  else handler(request, response);
}).listen(Number(process.env.PORT), '127.0.0.1');
