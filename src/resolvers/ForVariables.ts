import type { GraphQLResolveInfo } from 'graphql';

/** Something made for the values of some variables: the same while these are. */
export class ForVariables<T> {
  private known: { readonly by: string; readonly made: T } | undefined;

  constructor(readonly names: readonly string[]) {}

  of({ variableValues }: GraphQLResolveInfo, make: () => T): T {
    const by = this.names.map((name) => JSON.stringify(variableValues[name])).join();
    if (this.known?.by !== by) this.known = { by, made: make() };
    return this.known.made;
  }
}
