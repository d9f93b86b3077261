/** Variables as GraphQL coerces them. */
export type Variables = Readonly<Record<string, unknown>>;

/** Why the planner leaves an operation to the resolvers: a field it does not know, or a word. */
export class Declined extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

/** One request's variables, and what was made of them: each argument is read once. */
export class Binding {
  private readonly known = new Map<object, unknown>();

  constructor(readonly variables: Variables) {}

  once<T>(key: object, make: () => T): T {
    if (!this.known.has(key)) this.known.set(key, make());
    return this.known.get(key) as T;
  }
}

/** What a request makes of its variables. */
export type Bound<T> = (binding: Binding) => T;
