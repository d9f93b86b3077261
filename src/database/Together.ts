import type { Pool } from 'pg';
import type { Written } from './engine';
import { isGone } from './failures';
import { askJson, askLists } from './postgres';

/** How many go together. */
const MOST = 20;

/** Milliseconds that a statement waits for others of it to end: they take long, and other connections may be free. */
const PATIENCE = 10;

/** How many statements are remembered to be asked of many. */
const REMEMBERED = 1000;

interface Waiting {
  readonly statement: Written;
  readonly resolve: (json: Buffer | Promise<Buffer>) => void;
  readonly reject: (error: unknown) => void;
}

/** Those who ask the same statement, each with values of their own. */
interface Line {
  readonly waiting: Waiting[];
  running: number;
  timer?: NodeJS.Timeout | undefined;
}

/**
 * Statements of one text that come faster than they are answered go to PostgreSQL together, as one that answers each: it
 * makes a statement ready anew for each execution, which takes longer than to find one object and what belongs to it.
 */
export class Together {
  private readonly lines = new Map<string, Line>();
  private readonly texts = new Map<string, string | undefined>();

  constructor(private readonly pool: Pool) {}

  json(statement: Written): Promise<Buffer> {
    const { text } = statement;
    if (this.ofMany(text) === undefined) return askJson(this.pool, statement);
    const line = this.lines.get(text) ?? { waiting: [], running: 0 };
    this.lines.set(text, line);
    return new Promise((resolve, reject) => {
      line.waiting.push({ statement, resolve, reject });
      if (line.running === 0) this.next(text, line);
      else line.timer ??= setTimeout(() => this.spread(text, line), PATIENCE);
    });
  }

  private next(text: string, line: Line): void {
    clearTimeout(line.timer);
    line.timer = undefined;
    if (line.waiting.length > 0) void this.send(text, line, line.waiting.splice(0, MOST));
    else this.lines.delete(text);
    if (line.waiting.length > 0) line.timer = setTimeout(() => this.spread(text, line), PATIENCE);
  }

  /** Over as many connections as there may be. */
  private spread(text: string, line: Line): void {
    line.timer = undefined;
    const share = Math.ceil(line.waiting.length / this.pool.options.max);
    while (line.waiting.length > 0) void this.send(text, line, line.waiting.splice(0, share));
  }

  private async send(text: string, line: Line, some: readonly Waiting[]): Promise<void> {
    line.running++;
    try {
      const answers = await this.ask(text, some);
      some.forEach(({ resolve }, i) => resolve(answers[i]!));
    } catch (error) {
      // What fails for one is not to fail for all.
      const isOne = some.length === 1 || isGone(error);
      for (const { statement, resolve, reject } of some)
        if (isOne) reject(error);
        else resolve(askJson(this.pool, statement));
    }
    line.running--;
    if (line.running === 0) this.next(text, line);
  }

  private async ask(text: string, some: readonly Waiting[]): Promise<readonly Buffer[]> {
    const [first] = some;
    if (some.length === 1) return [await askJson(this.pool, first!.statement)];
    const values = first!.statement.values.map((_, i) => some.map(({ statement }) => statement.values[i]));
    const answers: Buffer[] = [];
    for (const [n, json] of await askLists<[number, string]>(this.pool, { text: this.ofMany(text)!, values }))
      answers[n - 1] = Buffer.from(json);
    return answers;
  }

  private ofMany(text: string): string | undefined {
    if (!this.texts.has(text)) {
      if (this.texts.size >= REMEMBERED) this.texts.clear();
      this.texts.set(text, ofMany(text));
    }
    return this.texts.get(text);
  }
}

/** A statement that answers several at once, of lists of their values; undefined where these are not all single texts. */
function ofMany(text: string): string | undefined {
  const columns: string[] = [];
  const each = text.replace(/\$(\d+)::text(?!\[)/g, (_, n: string) => `given."${(columns[Number(n) - 1] = n)}"`);
  if (columns.length === 0 || each.includes('$')) return undefined;
  const lists = columns.map((n) => `$${n}::text[]`).join(',');
  const names = columns.map((n) => `"${n}"`).join(',');
  return `SELECT given.n,(${each}) FROM unnest(${lists}) WITH ORDINALITY given(${names},n)`;
}
