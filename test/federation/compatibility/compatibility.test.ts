import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, stripIgnoredCharacters } from 'graphql';
import { createServer } from '../../../src/server/createServer';
import { compose, introspect, serveGateway, type Subgraph } from '../../support/gateway';
import { ask, type Service, TEST_CONFIG } from '../../support/served';
import { productsSchema } from './products';

/*
 * What Apollo's subgraph compatibility suite (@apollo/federation-subgraph-compatibility 1.2.1) asks, without its Docker,
 * rover and process manager. docs/federation.md says how to run the suite itself.
 */

const INVENTORY = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.3",
  import: ["@key", "@requires", "@shareable", "@external"])
extend type Product @key(fields: "id") {
  id: ID! @external
  dimensions: ProductDimension @external
  delivery(zip: String): DeliveryEstimates @requires(fields: "dimensions { size weight }")
}
type ProductDimension @shareable { size: String weight: Float }
type DeliveryEstimates { estimatedDelivery: String fastestDelivery: String }
interface Inventory @key(fields: "id") { id: ID! products: [Product!]! }
type OpenSourceInventory implements Inventory @key(fields: "id") { id: ID! products: [Product!]! }
type Query { inventory(id: ID!): Inventory }
`;
const USERS = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
type User @key(fields: "email") {
  email: ID!
  name: String
  totalProductsCreated: Int @shareable
  yearsOfEmployment: Int!
}
`;
const inventory = (id: string) => ({ __typename: 'OpenSourceInventory', id, products: [] });

const services: Subgraph[] = [];
const stops: (() => Promise<void>)[] = [];
let gateway: Service;
let products: string;
let sdl: string;

async function serve(name: string, schema: ReturnType<typeof productsSchema>, sdl?: string): Promise<string> {
  const config = { ...TEST_CONFIG, inlineTracing: true };
  const server = createServer({ schema, context: () => ({}), ready: async () => {}, config, log: () => {} });
  const { url } = await server.listen();
  stops.push(server.stop);
  services.push(sdl ? { name, url, sdl } : await introspect(name, url));
  return url;
}

const serveSdl = (name: string, sdl: string, resolvers: object) =>
  serve(name, buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]), sdl);

beforeAll(async () => {
  products = await serve('products', productsSchema());
  await serveSdl('inventory', INVENTORY, {
    Query: { inventory: (_: unknown, { id }: { id: string }) => inventory(id) },
    Inventory: { __resolveType: () => 'OpenSourceInventory' },
    OpenSourceInventory: { __resolveReference: ({ id }: { id: string }) => inventory(id) },
    Product: {
      delivery: ({ dimensions }: { dimensions?: { size: string; weight: number } }) => ({
        estimatedDelivery: `${dimensions?.size} ${dimensions?.weight}`,
      }),
    },
  });
  await serveSdl('users', USERS, {
    User: {
      __resolveReference: ({ email }: object & { email: string }) => ({
        email,
        name: 'Old',
        totalProductsCreated: 4,
        yearsOfEmployment: 10,
      }),
    },
  });
  gateway = await serveGateway(compose(services));
  sdl = stripIgnoredCharacters(services[0]!.sdl);
});
afterAll(async () => {
  await gateway?.stop();
  await Promise.all(stops.map((stop) => stop()));
});

const entities = async (selection: string, ...representations: object[]) => {
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`;
  const { data, errors } = await ask(products, query, { representations });
  expect(errors).toBeUndefined();
  return data._entities;
};
const product = async (selection: string, from = gateway.url) => {
  const { data, errors } = await ask(from, `{ product(id: "apollo-federation") { ${selection} } }`);
  expect(errors).toBeUndefined();
  return data.product;
};

describe('a subgraph of the server factory', () => {
  test('gives its SDL', () => {
    expect(sdl).toContain('type Query');
    expect(sdl).toContain('@link(url:"https://specs.apollo.dev/federation/v2.3"');
  });

  test('@key single', async () => {
    expect(sdl).toMatch(/type User(@extends)?@key\(fields:"email"( resolvable:true)?\)/);
    const [user] = await entities('... on User { email name }', {
      __typename: 'User',
      email: 'support@apollographql.com',
    });
    expect(user).toEqual({ email: 'support@apollographql.com', name: 'Jane Smith' });
  });

  test('@key of several fields', async () => {
    expect(sdl).toMatch(/type DeprecatedProduct@key\(fields:"sku package"/);
    const given = { __typename: 'DeprecatedProduct', sku: 'apollo-federation-v1', package: '@apollo/federation-v1' };
    expect(await entities('... on DeprecatedProduct { reason }', given)).toEqual([
      { reason: 'Migrate to Federation V2' },
    ]);
  });

  test('@key of a field in another', async () => {
    expect(sdl).toMatch(/type ProductResearch@key\(fields:"study { caseNumber }"/);
    const given = { __typename: 'ProductResearch', study: { caseNumber: '1234' } };
    expect(await entities('... on ProductResearch { study { caseNumber description } }', given)).toEqual([
      { study: { caseNumber: '1234', description: 'Federation Study' } },
    ]);
  });

  test('several @key', async () => {
    for (const fields of ['"id"', '"sku package"', '"sku variation { id }"'])
      expect(sdl).toMatch(new RegExp(`type Product@.*@key\\(fields:${fields}( resolvable:true)?\\).*variation`));
    const found = await entities(
      '... on Product { id sku }',
      { __typename: 'Product', id: 'apollo-federation' },
      { __typename: 'Product', sku: 'federation', package: '@apollo/federation' },
      { __typename: 'Product', sku: 'studio', variation: { id: 'platform' } },
    );
    expect(found.map(({ id }: { id: string }) => id)).toEqual([
      'apollo-federation',
      'apollo-federation',
      'apollo-studio',
    ]);
  });

  test('refuses a nested key that is not whole', async () => {
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }';
    for (const study of [{}, null, [], 'x', { caseNumber: { a: 1 } }, { caseNumber: 7 }]) {
      const { errors } = await ask(products, query, { r: [{ __typename: 'ProductResearch', study }] });
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    }
  });

  test('@requires and @external', async () =>
    expect(await product('createdBy { averageProductsCreatedPerYear email }')).toEqual({
      createdBy: { averageProductsCreatedPerYear: 134, email: 'support@apollographql.com' },
    }));

  test('@provides', async () =>
    expect(await product('createdBy { totalProductsCreated }')).toEqual({ createdBy: { totalProductsCreated: 1337 } }));

  test('@override', async () => {
    expect(sdl).toContain('@override(from:"users")');
    expect(await product('createdBy { name }')).toEqual({ createdBy: { name: 'Jane Smith' } });
  });

  test('@shareable', async () => {
    expect(sdl).toContain('type ProductDimension@shareable');
    expect(await product('dimensions { size weight } delivery(zip: "1") { estimatedDelivery }')).toEqual({
      dimensions: { size: 'small', weight: 1 },
      delivery: { estimatedDelivery: 'small 1' },
    });
  });

  test('@inaccessible', async () => {
    expect(sdl).toContain('unit:String@inaccessible');
    expect(await product('dimensions { unit }', products)).toEqual({ dimensions: { unit: 'kg' } });
    const { errors } = await gateway.ask('{ product(id: "apollo-federation") { dimensions { unit } } }');
    expect(errors).toHaveLength(1);
  });

  test('@tag', () => expect(sdl).toContain('@tag(name:"internal")'));

  test('@composeDirective', () => {
    expect(sdl).toMatch(/schema.*@composeDirective\(name:"@custom"\)/);
    expect(sdl).toMatch(/directive@custom on OBJECT/);
    expect(sdl).toMatch(/type Product.*@custom.*\{/);
  });

  test('@interfaceObject', async () => {
    expect(sdl).toMatch(/type Inventory.*@interfaceObject/);
    const { data } = await gateway.ask('{ inventory(id: "apollo-oss") { deprecatedProducts { sku reason } } }');
    expect(data.inventory.deprecatedProducts).toEqual([
      { sku: 'apollo-federation-v1', reason: 'Migrate to Federation V2' },
    ]);
  });

  test('federated traces', async () => {
    const response = await fetch(products, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'apollo-federation-include-trace': 'ftv1' },
      body: JSON.stringify({ query: '{ __typename }' }),
    });
    expect(await response.json()).toEqual({ data: { __typename: 'Query' }, extensions: { ftv1: expect.any(String) } });
  });
});
