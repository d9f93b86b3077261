import type { FieldNode, GraphQLObjectType } from 'graphql';
import { raw, sql, type Sql } from '../database/sql';
import { Organization } from '../entities';
import { fieldsByName, type Class } from '../entities/registry';
import { idsOf } from '../query/arguments';
import { byIdRows } from '../query/list';
import { byIdOrAliasRows } from '../query/organizations';
import { classesOfId, federated, referenceTo, type Reference, type Representation } from '../query/references';
import { Declined, type Bound } from './binding';
import type { Compiler } from './Compiler';
import { tableScope } from './scope';

/** A reference, and the classes that its object may be of, the likeliest first. */
type Referred = Reference & { readonly types: readonly Class[] };

type Entity = Representation & { readonly __typename: string };

/** The JSON of `_entities`: an object for each representation, in their order. */
export function entities(compiler: Compiler, parent: GraphQLObjectType, nodes: readonly FieldNode[]): Sql {
  const args = compiler.arguments<{ readonly representations: readonly Entity[] }>(parent, nodes[0]!);
  const types = new Map(federated().map((type) => [type.name, [type] as const]));
  const referred: Bound<Referred[]> = (binding) =>
    args(binding).representations.map((given) => {
      const found = types.get(given.__typename);
      if (!found) throw new Declined('input');
      return { types: found, ...(referenceTo(found[0], given) ?? NOTHING) };
    });
  const rows = new References(compiler, nodes, referred, byIdOrAliasRows);
  return rows.all();
}

/** The JSON of `nodes`: an object for each id, in their order. */
export function manyNodes(compiler: Compiler, parent: GraphQLObjectType, nodes: readonly FieldNode[]): Sql {
  const args = compiler.arguments<{ readonly ids: readonly string[] }>(parent, nodes[0]!);
  return new References(compiler, nodes, (binding) => idsOf(args(binding)).map(referredBy), byIdRows).all();
}

export function oneNode(compiler: Compiler, parent: GraphQLObjectType, nodes: readonly FieldNode[]): Sql {
  const args = compiler.arguments<{ readonly id: string }>(parent, nodes[0]!);
  return new References(compiler, nodes, (binding) => [referredBy(args(binding).id)], byIdRows).one();
}

const referredBy = (id: string): Referred => ({ id, localId: null, types: classesOfId(id) });

/** Refers to nothing that there could be. */
const NOTHING: Reference = { id: '', localId: null };

/** Objects of several classes by what refers to them. */
class References {
  private readonly alias: string;
  private readonly objects = new Map<Class, Sql>();

  constructor(
    private readonly compiler: Compiler,
    private readonly nodes: readonly FieldNode[],
    private readonly referred: Bound<readonly Referred[]>,
    private readonly organizations: typeof byIdRows,
  ) {
    this.alias = `e${compiler.next()}`;
  }

  /** The JSON list of the objects, null for those that there are not. */
  all(): Sql {
    const each = this.each((write) => this.compiler.within('list', write));
    const list = this.compiler.json.some(each, raw('TRUE'), raw(`${this.alias}.n`));
    return sql`(SELECT ${list} FROM ${this.rows()})`;
  }

  one(): Sql {
    return this.compiler.json.one(
      this.each((write) => write()),
      this.rows(),
    );
  }

  /** The references as a table. PostgreSQL takes no NUL, and no text of the database has one. */
  private rows(): Sql {
    return this.late((referred) => {
      const rows = referred.map(({ types, id, localId }) => {
        const isText = ![id, localId].some((text) => text?.includes('\0'));
        return [types[0]!.name, ...(isText ? [id, localId] : ['', null])] as [string, string, string | null];
      });
      return sql`${this.compiler.dialect.references(rows)} ${raw(this.alias)}`;
    });
  }

  /** The object of the reference at hand, of whichever class it is. */
  private each(within: (write: () => Sql) => Sql): Sql {
    const { json } = this.compiler;
    return this.late((referred) => {
      const byName = new Map(referred.map(({ types }) => [types[0]!.name, types]));
      // In one order, so that the same classes make the same statement.
      const cases = [...byName]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, types]) => {
          const found = types.map((type) => this.object(type, within)).reduce((one, other) => json.either(one, other));
          return [sql`${raw(this.alias)}.type = ${raw(`'${name}'`)}`, found] as const;
        });
      return cases.length === 0 ? json.constant(null) : json.when(...cases);
    });
  }

  private object(of: Class, within: (write: () => Sql) => Sql): Sql {
    let known = this.objects.get(of);
    if (!known) this.objects.set(of, (known = within(() => this.writeObject(of))));
    return known;
  }

  private writeObject(of: Class): Sql {
    const { compiler, alias } = this;
    const scope = tableScope(`t${compiler.next()}`);
    const key = sql`(SELECT ${raw(alias)}.key AS key) AS k`;
    const found = (of === Organization ? this.organizations : byIdRows)(compiler.dialect, of, key, scope.alias);
    const name = raw(`${alias}.name`);
    const isCalled = fieldsByName(of).has('localId') ? sql` OR ${scope.column('localId')} = ${name}` : raw('');
    return compiler.json.one(
      compiler.object(compiler.typeNamed(of), of, this.nodes, scope),
      sql`${found} WHERE (${name} IS NULL${isCalled})`,
    );
  }

  private late(make: (referred: readonly Referred[]) => Sql): Sql {
    return this.compiler.late([this.nodes[0]!], (binding) => make(binding.once(this, () => this.referred(binding))));
  }
}
