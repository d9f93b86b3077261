// npm run -s partition -- COUNT > partition.sql: the SQL that makes a PostgreSQL database a hash partitioned one.
import 'reflect-metadata';
import { partitionSql } from '../src/database/partition';

const [count = '16'] = process.argv.slice(2);
if (!/^[1-9]\d{0,3}$/.test(count)) {
  console.error('usage: npm run -s partition -- COUNT, from 1 to 9999');
  process.exit(2);
}

const { setUp, tables } = partitionSql(Number(count));
const lines = ['-- For psql, as a superuser, while neither a server nor an import runs.', '\\set ON_ERROR_STOP on'];
console.log([...lines, ...setUp, ...tables].join('\n\n'));
