/**
 * What another program may build on: the server for any subgraph, and the parts of this one. Everything else is our own
 * business and may change.
 */
import 'reflect-metadata';

export { type Config, readConfig, SETTINGS } from './config';
export { Database } from './database/Database';
export { createContext } from './cli/createContext';
export { createLog } from './cli/log';
export { buildSchema, printSdl } from './schema/buildSchema';
export { type ResolverMap, type SubgraphOptions, toSubgraph } from './schema/toSubgraph';
export { createServer, type Server, type ServerConfig, type ServerOptions } from './server/createServer';
export { guardProcess } from './server/guardProcess';
