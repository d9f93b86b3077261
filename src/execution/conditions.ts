import { type DocumentNode, Kind, visit } from 'graphql';

/** The variables that `@skip` and `@include` read: what is made for one outcome of them is good for the same again. */
export class Conditions {
  private readonly names: readonly string[];

  constructor(document: DocumentNode) {
    const names = new Set<string>();
    visit(document, {
      Directive: ({ arguments: args = [] }) => {
        for (const { value } of args) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
      },
    });
    this.names = [...names];
  }

  /** The outcome, as a key to keep things by. */
  keyOf(variables: Readonly<Record<string, unknown>>): string {
    return this.names.map((name) => String(variables[name])).join();
  }
}
