import { ApolloClient, type FieldPolicy, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { relayStylePagination } from '@apollo/client/utilities';
import { createHash } from 'node:crypto';
import { isInterfaceType, isObjectType } from 'graphql';
import { theSchema } from '../support/graph';
import { type ServedGraph, serveGraph } from '../support/served';

let graph: ServedGraph;
beforeAll(async () => void (graph = await serveGraph('sqlite')));
afterAll(() => graph.stop());

/** A client as an application makes it: nothing is said of keys, so an object's is its type and its `id`. */
const client = (typePolicies = {}) =>
  new ApolloClient({ link: new HttpLink({ uri: graph.url }), cache: new InMemoryCache({ typePolicies }) });

const NESTED = gql`
  query Nested {
    releases(first: 5) {
      nodes {
        id
        ocid
        buyer {
          id
          name
          tendersAsBuyer(first: 5) {
            nodes {
              id
              title
              localId
            }
          }
        }
        parties(first: 20) {
          nodes {
            localId
            ocid
            name
            roles
            organization {
              id
              name
              localId
            }
          }
        }
        tender {
          id
          title
          localId
          value {
            amount
            currency
          }
          lots(first: 20) {
            nodes {
              id
              ocid
              localId
              title
              status
              value {
                amount
                currency
              }
            }
          }
          items(first: 20) {
            nodes {
              id
              ocid
              localId
              description
            }
          }
          documents(first: 20) {
            nodes {
              id
              ocid
              localId
              title
            }
          }
        }
        awards(first: 20) {
          nodes {
            id
            ocid
            localId
            title
            suppliers(first: 5) {
              edges {
                localId
                node {
                  id
                  name
                }
              }
            }
            lots(first: 5) {
              nodes {
                id
                title
              }
            }
            documents(first: 5) {
              nodes {
                id
                title
              }
            }
          }
        }
        contracts(first: 20) {
          nodes {
            id
            ocid
            localId
            title
            award {
              id
              title
            }
            documents(first: 5) {
              nodes {
                id
                title
              }
            }
          }
        }
      }
    }
  }
`;

describe('an Apollo Client', () => {
  test('keeps a nested answer in its cache, and no two objects under one key', async () => {
    const { cache, query } = bound(client());
    const { data } = await query({ query: NESTED });
    const under = new Map<string, object>();
    let objects = 0;
    each(data, (object) => {
      const { id, __typename } = object as { id?: string; __typename: string };
      if (!id) return;
      objects++;
      const key = `${__typename}:${id}`;
      const known = under.get(key) ?? {};
      // Two objects of one key may be asked for different fields, but say the same where both say something.
      for (const [field, value] of Object.entries(object))
        if (field in known && typeof value !== 'object')
          expect([key, field, value]).toEqual([key, field, (known as Record<string, unknown>)[field]]);
      under.set(key, { ...known, ...object });
    });
    expect(objects).toBeGreaterThan(40);
    const cached = cache.extract() as Record<string, unknown>;
    for (const key of under.keys()) expect(cached).toHaveProperty([key]);
    // Read back from the cache alone, it is the answer of the server.
    expect(cache.readQuery({ query: NESTED })).toEqual(data);
  });

  test('reads a connection page by page, with the policy that comes with the client', async () => {
    const policy = relayStylePagination(['filter', 'orderBy']) as FieldPolicy;
    const { query, cache } = bound(client({ Query: { fields: { organizations: policy } } }));
    const PAGE = gql`
      query Page($after: String) {
        organizations(first: 3, after: $after) {
          edges {
            cursor
            node {
              id
              name
            }
          }
          pageInfo {
            hasNextPage
            endCursor
            startCursor
            hasPreviousPage
          }
        }
      }
    `;
    let after: string | null = null;
    let pages = 0;
    do {
      const answer: { data: Page } = await query({ query: PAGE, variables: { after }, fetchPolicy: 'network-only' });
      const { pageInfo } = answer.data.organizations as { pageInfo: { hasNextPage: boolean; endCursor: string } };
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      pages++;
    } while (after);
    const { organizations } = cache.readQuery<Page>({ query: PAGE })!;
    const ids = organizations.edges.map(({ node }: { node: { id: string } }) => node.id);
    const { data } = await graph.ask('{ organizations(first: 100) { totalCount nodes { id } } }');
    expect(ids).toEqual(data.organizations.nodes.map(({ id }: { id: string }) => id));
    expect(pages).toBe(Math.ceil(data.organizations.totalCount / 3));
    expect(new Set(ids).size).toBe(ids.length);
    expect(organizations.pageInfo.hasNextPage).toBe(false);
  });

  test('asks by hash and GET, and sends a document once', async () => {
    const sent: { method: string; document: boolean }[] = [];
    const fetchAndTell: typeof fetch = (input, init) => {
      const { searchParams } = new URL(String(input));
      const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as object) : {};
      sent.push({ method: init!.method!, document: searchParams.has('query') || 'query' in body });
      return fetch(input, { ...init, headers: { ...(init?.headers as object), 'apollo-require-preflight': 'true' } });
    };
    const persisted = () =>
      new ApolloClient({
        cache: new InMemoryCache(),
        link: new PersistedQueryLink({
          sha256: (text) => createHash('sha256').update(text).digest('hex'),
          useGETForHashedQueries: true,
        }).concat(new HttpLink({ uri: graph.url, fetch: fetchAndTell })),
      });
    const query = gql`
      query Counted {
        releases(first: 1) {
          totalCount
        }
      }
    `;
    const [first, second] = [await persisted().query({ query }), await persisted().query({ query })];
    expect(second.data).toEqual(first.data);
    expect(sent).toEqual([
      { method: 'GET', document: false },
      { method: expect.any(String), document: true },
      { method: 'GET', document: false },
    ]);
  });
});

test('every type with an id has one that is unique in the whole graph', () => {
  const node = theSchema().getType('Node');
  for (const type of Object.values(theSchema().getTypeMap())) {
    if (!isObjectType(type) || !type.getFields()['id']) continue;
    expect([type.name, isInterfaceType(node) && type.getInterfaces().includes(node)]).toEqual([type.name, true]);
  }
});

type Page = any;

function bound(of: ApolloClient) {
  return { cache: of.cache as InMemoryCache & { readQuery(options: object): any }, query: of.query.bind(of) };
}

/** Every object of an answer that has a type. */
function each(value: unknown, visit: (object: object) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if ('__typename' in value) visit(value);
  for (const inner of Object.values(value)) each(inner, visit);
}
