/**
 * The floor: each question as one hand-written statement that returns the finished answer, passed through by Node's own
 * HTTP server. No GraphQL: the name of the operation picks the statement.
 *
 *   PORT=... DATABASE=file.db|postgres://... node limit.mjs
 */
import { createServer } from 'node:http';
import pg from 'pg';
import { openSqlite } from './data.mjs';
import { limitArguments, limitStatements, UNNAMED } from './limitStatements.mjs';
import { statsText } from './stats.mjs';

const { DATABASE, PORT } = process.env;
const engine = DATABASE.startsWith('postgres:') ? 'postgres' : 'sqlite';
const text = limitStatements(engine);
const run = engine === 'sqlite' ? onSqlite() : onPostgres();
const QUESTIONS = { Process: 'Q1', Buyers: 'Q2', Dashboard: 'Q3', Totals: 'Q4', Search: 'Q5', Entities: 'Q6' };
let statements = 0;

function onSqlite() {
  const db = openSqlite(DATABASE);
  const prepared = Object.fromEntries(Object.entries(text).map(([q, statement]) => [q, db.prepare(statement).pluck()]));
  return async (q, args) => prepared[q].get(args);
}

function onPostgres() {
  const pool = new pg.Pool({ connectionString: DATABASE, max: 10 });
  return async (q, args) => {
    const { rows } = await pool.query({ name: UNNAMED.has(q) ? undefined : q, text: text[q], values: args });
    return rows[0].json;
  };
}

createServer((request, response) => {
  if (request.url === '/stats') return void response.end(statsText(statements));
  let body = '';
  request.setEncoding('utf8').on('data', (chunk) => (body += chunk));
  request.on('end', async () => {
    const { query, variables } = JSON.parse(body);
    const q = QUESTIONS[/^query (\w+)/.exec(query)[1]];
    statements++;
    const answer = Buffer.from(await run(q, limitArguments[q](variables)));
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
    response.end(answer);
  });
}).listen(Number(PORT), '127.0.0.1');
