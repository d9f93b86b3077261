/**
 * Every limit of the server as one table: what the code enforces and what the README prints. A client learns the name
 * of the limit that it hit from `extensions.limit`.
 */
import { LimitError } from '../errors';

export interface Limit {
  readonly value: number;
  /** The unit, read after the value. */
  readonly of: string;
  readonly why: string;
}

const limit = (value: number, of: string, why: string): Limit => ({ value, of, why });

export const LIMITS = {
  body: limit(102_400, 'bytes in a request body', 'ten times the largest operation that a person writes'),
  tokens: limit(2_000, 'tokens in a document', 'the costliest document of this size validates in 55 ms'),
  depth: limit(20, 'levels of nested fields', 'buyer to contract value is 12 levels, introspection 15'),
  fields: limit(2_000, 'fields, fragments expanded', 'a few hundred bytes of fragments can name millions'),
  aliases: limit(50, 'aliases, fragments expanded', 'one field can be asked for many times; routers need some'),
  directives: limit(50, 'directives, fragments expanded', 'each costs time and none returns data'),
  inputDepth: limit(
    20,
    'levels of lists and objects in one argument',
    'filters nest; SQL expressions must not overflow',
  ),
  potentialNodes: limit(
    500_000,
    'nodes at the end of the widest branch',
    'refuses the product of nested pages before any is read',
  ),
  objectsRead: limit(50_000, 'objects read by one operation', 'what the potential cannot tell is counted'),
  pageSizeDefault: limit(20, 'nodes in a page without `first` or `last`', 'a screenful'),
  pageSize: limit(100, 'nodes in a page', 'a larger result is read page by page'),
  ids: limit(100, 'ids in `nodes(ids:)`', 'the same as a page'),
  representations: limit(1_000, 'representations in `_entities`', 'a router sends a page of a page; 1,000 take 18 ms'),
  loaderBatch: limit(
    500,
    'keys in one statement',
    'SQLite takes 32,766 parameters and composite keys need several each',
  ),
  validationErrors: limit(
    5,
    'errors reported for a document or its variables',
    'a wrong document costs as little as a right one',
  ),
  headersTimeout: limit(10, 'seconds to send the headers', 'slow clients hold a connection no longer'),
  requestTimeout: limit(25, 'seconds to send the whole request', 'slow clients hold a connection no longer'),
  timeoutCheck: limit(2, 'seconds between checks of the two timeouts', 'a cut comes at most this much later'),
  keepAlive: limit(65, 'seconds that an idle connection is kept', 'longer than load balancers keep theirs (60)'),
  silence: limit(60, 'seconds without a byte either way during a request', 'clients that stop reading hold no memory'),
  requestsPerConnection: limit(10_000, 'requests on one connection', 'connections spread over new processes'),
} satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;

/** How large operations may be, by name. */
export type Limits = Readonly<Record<LimitName, number>>;

/** What LIMITS_FACTOR multiplies: the size of one operation, where all clients are known and trusted. */
const SCALED: readonly LimitName[] = ['body', 'tokens', 'depth', 'fields', 'aliases', 'potentialNodes', 'objectsRead'];

/** The limits in force. */
export function limitsTimes(factor = 1): Limits {
  const scale = (name: LimitName): number => LIMITS[name].value * (SCALED.includes(name) ? factor : 1);
  return Object.fromEntries(Object.keys(LIMITS).map((name) => [name, scale(name as LimitName)])) as Limits;
}

/** Throws the LimitError that a client sees when `actual` is over the limit. */
export function checkLimit(limits: Limits, name: LimitName, actual: number): void {
  const max = limits[name];
  if (actual <= max) return;
  const message = `The operation has ${actual} ${LIMITS[name].of}; this server answers at most ${max}.`;
  throw new LimitError(name, max, message, actual);
}

/** Counts what one operation reads; one instance per request, shared by its loaders through the context. */
export class ReadBudget {
  #read = 0;
  constructor(private readonly max: number = LIMITS.objectsRead.value) {}

  /** Call with the number of rows that came back, before they are handed on. */
  take(objects: number): void {
    this.#read += objects;
    if (this.#read > this.max) {
      throw new LimitError(
        'objectsRead',
        this.max,
        `The operation reads more than ${this.max} objects; ask for smaller pages or fewer levels.`,
        this.#read,
      );
    }
  }
}
