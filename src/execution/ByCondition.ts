import { type DocumentNode, Kind, visit } from 'graphql';

/** Outcomes that one operation is kept ready for. */
const OUTCOMES = 16;

/** What is made of an operation for one outcome of its `@skip` and `@include`: good for the same outcome again. */
export class ByCondition<V> {
  /** The variables that they read. */
  private readonly names: readonly string[];
  private readonly made = new Map<string, V>();

  constructor(document: DocumentNode) {
    const names = new Set<string>();
    visit(document, {
      Directive: ({ arguments: args = [] }) => {
        for (const { value } of args) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
      },
    });
    this.names = [...names];
  }

  get(variables: Readonly<Record<string, unknown>>, make: () => V): V {
    const key = this.names.map((name) => String(variables[name])).join();
    let made = this.made.get(key);
    if (made === undefined) {
      made = make();
      if (this.made.size >= OUTCOMES) this.made.clear();
      this.made.set(key, made);
    }
    return made;
  }
}
