/** What `/metrics` counts, in the text format of Prometheus. One registry for each server. */
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

/** Distinct values that a label takes from clients; what comes after them is `other`. */
const MAX_LABELS = 200;

/** Seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** One operation that was answered. */
export interface Answered {
  readonly operation: string;
  readonly client: string;
  readonly seconds: number;
  readonly codes: readonly string[];
}

export interface Metrics {
  answered(operation: Answered): void;
  /** Which way an operation was answered, and why that one. */
  took(path: string, reason: string): void;
  /** The text that Prometheus reads, and its content type. */
  read(): Promise<{ type: string; text: string }>;
}

/** Reads the metrics of all processes that serve together, each of which has such a registry. */
export type Gather = (own: Registry) => () => Promise<string>;

const alone: Gather = (own) => () => own.metrics();

/** `statements` tells how many SQL statements were run so far. */
export function createMetrics(statements: (() => number) | undefined, gather = alone): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const { operations, errors, duration, paths } = countersIn(registry);
  if (statements) countStatements(registry, statements);
  const read = gather(registry);
  const [operationLabel, clientLabel, reasonLabel] = [bounded(), bounded(), bounded()];
  return {
    answered({ operation, client, seconds, codes }) {
      operations.inc({ operation: operationLabel(operation), client: clientLabel(client) });
      duration.observe(seconds);
      for (const code of codes) errors.inc({ code });
    },
    took: (path, reason) => paths.inc({ path, reason: reasonLabel(reason) }),
    read: async () => ({ type: registry.contentType, text: await read() }),
  };
}

const countersIn = (registry: Registry) => ({
  operations: new Counter({
    name: 'ocds_graph_operations_total',
    help: 'Operations answered, by their name and the client that named itself.',
    labelNames: ['operation', 'client'],
    registers: [registry],
  }),
  errors: new Counter({
    name: 'ocds_graph_errors_total',
    help: 'Errors in answers, by code.',
    labelNames: ['code'],
    registers: [registry],
  }),
  duration: new Histogram({
    name: 'ocds_graph_operation_seconds',
    help: 'How long operations took.',
    buckets: BUCKETS,
    registers: [registry],
  }),
  paths: new Counter({
    name: 'ocds_graph_operations_by_path_total',
    help: 'Operations by the way they were answered: planner, cache or resolvers; and why the resolvers had to.',
    labelNames: ['path', 'reason'],
    registers: [registry],
  }),
});

/** Asked for when the metrics are read. */
const countStatements = (registry: Registry, statements: () => number): Counter =>
  new Counter({
    name: 'ocds_graph_statements_total',
    help: 'SQL statements run for operations.',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(statements());
    },
  });

/** The value itself while few are known: a client cannot fill the memory with names. */
function bounded(): (value: string) => string {
  const known = new Set<string>();
  return (value) => {
    if (known.size < MAX_LABELS) known.add(value);
    return known.has(value) ? value : 'other';
  };
}
