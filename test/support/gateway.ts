import { composeServices as composeByApollo } from '@apollo/composition';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { composeServices as composeByGuild } from '@theguild/federation-composition';
import { fastify } from 'fastify';
import { parse } from 'graphql';
import { ask, type Service } from './served';

export interface Subgraph {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

export const COMPOSERS = { apollo: composeByApollo, guild: composeByGuild };

/** The supergraph of some subgraphs; throws what the composer finds wrong. */
export function compose(subgraphs: readonly Subgraph[], composer: keyof typeof COMPOSERS = 'apollo'): string {
  const services = subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) }));
  const { supergraphSdl, errors } = COMPOSERS[composer](services);
  if (!supergraphSdl) throw new Error((errors ?? []).map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

/** What a subgraph says of itself, as a composer asks for it. */
export async function introspect(name: string, url: string): Promise<Subgraph> {
  const { data } = await ask(url, '{ _service { sdl } }');
  return { name, url, sdl: data._service.sdl };
}

/** Apollo's gateway over HTTP. */
export async function serveGateway(supergraphSdl: string): Promise<Service> {
  const quiet = { debug() {}, info() {}, warn() {}, error: console.error };
  const gateway = new ApolloGateway({ supergraphSdl, logger: quiet });
  const apollo = new ApolloServer({ gateway, logger: quiet, stopOnTerminationSignals: false, introspection: true });
  await apollo.start();
  const http = fastify();
  http.all('/', fastifyApolloHandler(apollo));
  const url = `${await http.listen({ host: '127.0.0.1', port: 0 })}/`;
  return {
    url,
    ask: (query, variables) => ask(url, query, variables),
    stop: async () => {
      await http.close();
      await apollo.stop();
    },
  };
}
