/** What is found out about a value: one function, wherever it is asked, with an answer for any value of the type. */
export type Question = (value: unknown) => string | number | boolean | undefined;

/** A question that was asked about the value at a place. */
export interface Asked {
  readonly place: string;
  readonly question: Question;
  readonly read: Read;
}

/** Finds a value in all that one request gives. */
export type Read = (all: unknown) => unknown;

/** Something that a statement binds, and that each request has another value for. */
export class Open {
  constructor(readonly read: Read) {}

  map(make: (value: unknown) => unknown): Open {
    return new Open((all) => make(this.read(all)));
  }
}

/** A value that a request gives. It may be asked about: a statement is good for all values that give the same answers. */
export class Given extends Open {
  /** @param asked where questions are noted down. */
  constructor(
    private readonly value: unknown,
    private readonly place: string,
    read: Read,
    private readonly asked: Asked[],
  ) {
    super(read);
  }

  ask<T extends ReturnType<Question>>(question: (value: unknown) => T): T {
    const { place, read, asked } = this;
    if (!asked.some((each) => each.place === place && each.question === question))
      asked.push({ place, question, read });
    return question(this.value);
  }
}

/** What is found out about a value that may be left open. */
export const ask = <T extends ReturnType<Question>>(value: unknown, question: (value: unknown) => T): T =>
  value instanceof Given ? value.ask(question) : question(value);

/** What is bound for a request that gives `all`. */
export const bound = (value: unknown, all: unknown): unknown => (value instanceof Open ? value.read(all) : value);

/** What is bound, made of a value that may be left open. */
export const made = (value: unknown, make: (value: unknown) => unknown): unknown =>
  value instanceof Open ? value.map(make) : make(value);
