/**
 * The products subgraph of Apollo's subgraph compatibility suite, by TypeGraphQL and our server factory: nothing of
 * OCDS. Apart from the graph, since TypeGraphQL keeps the classes of a process in one place.
 */
import { type GraphQLSchema } from 'graphql';
import { Arg, buildSchemaSync, Directive, Field, Float, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { toSubgraph } from '../../../src';

@ObjectType()
class ProductVariation {
  @Field(() => ID)
  id: string;
}

@ObjectType()
@Directive('@shareable')
class ProductDimension {
  @Field(() => String, { nullable: true })
  size: string;

  @Field(() => Float, { nullable: true })
  weight: number;

  @Directive('@inaccessible')
  @Field(() => String, { nullable: true })
  unit: string;
}

@ObjectType()
class CaseStudy {
  @Field(() => ID)
  caseNumber: string;

  @Field(() => String, { nullable: true })
  description: string;
}

@ObjectType()
@Directive('@key(fields: "study { caseNumber }")')
class ProductResearch {
  @Field(() => CaseStudy)
  study: CaseStudy;

  @Field(() => String, { nullable: true })
  outcome: string | null;
}

@ObjectType()
@Directive('@extends')
@Directive('@key(fields: "email")')
class User {
  @Directive('@external')
  @Field(() => ID)
  email: string;

  @Directive('@override(from: "users")')
  @Field(() => String, { nullable: true })
  name: string;

  @Directive('@external')
  @Field(() => Int, { nullable: true })
  totalProductsCreated: number;

  @Directive('@external')
  @Field(() => Int)
  yearsOfEmployment: number;

  @Directive('@requires(fields: "totalProductsCreated yearsOfEmployment")')
  @Field(() => Int, { nullable: true })
  averageProductsCreatedPerYear: number | null;
}

@ObjectType()
@Directive('@key(fields: "sku package")')
class DeprecatedProduct {
  @Field(() => String)
  sku: string;

  @Field(() => String)
  package: string;

  @Field(() => String, { nullable: true })
  reason: string;

  @Field(() => User, { nullable: true })
  createdBy: User;
}

@ObjectType()
@Directive('@custom')
@Directive('@key(fields: "sku variation { id }")')
@Directive('@key(fields: "sku package")')
@Directive('@key(fields: "id")')
class Product {
  @Field(() => ID)
  id: string;

  @Field(() => String, { nullable: true })
  sku: string;

  @Field(() => String, { nullable: true })
  package: string;

  @Field(() => ProductVariation, { nullable: true })
  variation: ProductVariation;

  @Field(() => ProductDimension, { nullable: true })
  dimensions: ProductDimension;

  @Directive('@provides(fields: "totalProductsCreated")')
  @Field(() => User, { nullable: true })
  createdBy: User;

  @Directive('@tag(name: "internal")')
  @Field(() => String, { nullable: true })
  notes: string | null;

  @Field(() => [ProductResearch])
  research: ProductResearch[];
}

@ObjectType()
@Directive('@interfaceObject')
@Directive('@key(fields: "id")')
class Inventory {
  @Field(() => ID)
  id: string;

  @Field(() => [DeprecatedProduct])
  deprecatedProducts: DeprecatedProduct[];
}

const user = (): Partial<User> => ({
  email: 'support@apollographql.com',
  name: 'Jane Smith',
  totalProductsCreated: 1337,
});
const dimensions: ProductDimension = { size: 'small', weight: 1, unit: 'kg' };
const research: ProductResearch[] = [
  { study: { caseNumber: '1234', description: 'Federation Study' }, outcome: null },
  { study: { caseNumber: '1235', description: 'Studio Study' }, outcome: null },
];
const product = (id: string, sku: string, variation: string, study: ProductResearch): Product => ({
  id,
  sku,
  package: `@apollo/${sku}`,
  variation: { id: variation },
  dimensions,
  createdBy: user() as User,
  notes: null,
  research: [study],
});
const products = [
  product('apollo-federation', 'federation', 'OSS', research[0]!),
  { ...product('apollo-studio', 'studio', 'platform', research[1]!), package: '' },
];
const deprecated: DeprecatedProduct = {
  sku: 'apollo-federation-v1',
  package: '@apollo/federation-v1',
  reason: 'Migrate to Federation V2',
  createdBy: user() as User,
};

@Resolver()
class Products {
  @Query(() => Product, { nullable: true })
  product(@Arg('id', () => ID) id: string): Product | undefined {
    return products.find((each) => each.id === id);
  }

  @Query(() => DeprecatedProduct, { nullable: true, deprecationReason: 'Use product query instead' })
  deprecatedProduct(
    @Arg('sku', () => String) sku: string,
    @Arg('package', () => String) name: string,
  ): DeprecatedProduct | null {
    return sku === deprecated.sku && name === deprecated.package ? deprecated : null;
  }
}

const HEAD = `
  directive @custom on OBJECT
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@composeDirective", "@extends", "@external", "@key",
      "@inaccessible", "@interfaceObject", "@override", "@provides", "@requires", "@shareable", "@tag"])
    @link(url: "https://myspecs.dev/myCustomDirective/v1.0", import: ["@custom"])
    @composeDirective(name: "@custom")
`;

const references = {
  Product: {
    __resolveReference: (given: Product) =>
      products.find(({ id, sku, package: name, variation }) =>
        given.id
          ? id === given.id
          : sku === given.sku && (name === given.package || variation.id === given.variation?.id),
      ),
  },
  DeprecatedProduct: { __resolveReference: () => deprecated },
  ProductResearch: {
    __resolveReference: ({ study }: ProductResearch) =>
      research.find((each) => each.study.caseNumber === study.caseNumber),
  },
  User: {
    __resolveReference: (given: User) => ({ ...user(), ...given, name: 'Jane Smith' }),
    averageProductsCreatedPerYear: ({ totalProductsCreated, yearsOfEmployment }: User) =>
      yearsOfEmployment ? Math.round((totalProductsCreated ?? 0) / yearsOfEmployment) : null,
  },
  Inventory: { __resolveReference: ({ id }: Inventory) => ({ id, deprecatedProducts: [deprecated] }) },
};

export const productsSchema = (): GraphQLSchema =>
  toSubgraph(
    buildSchemaSync({
      resolvers: [Products],
      orphanedTypes: [User, Inventory, ProductResearch],
      validate: false,
      skipCheck: true,
    }),
    { head: HEAD, resolvers: [references] },
  );
