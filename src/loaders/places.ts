import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';

/** Keys in one statement. SQLite takes 32,766 parameters and PostgreSQL 65,535; a batch is one parameter here anyway. */
export const BATCH = 500;

export type Place = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments' | 'schema'>;

/**
 * A loader for each place in an operation: graphql-js gives the field's nodes to all parents of a level as the same
 * array. A place in the members of groups has one for each `variant`, the groups that lead there.
 */
export class Places {
  private readonly byPlace = new WeakMap<object, Map<string, DataLoader<number, unknown>>>();

  at<T>(
    info: Place,
    variant: string,
    name: string,
    batch: () => (keys: readonly number[]) => Promise<T[]>,
  ): DataLoader<number, T> {
    let here = this.byPlace.get(info.fieldNodes);
    if (!here) this.byPlace.set(info.fieldNodes, (here = new Map<string, DataLoader<number, unknown>>()));
    const which = `${name} ${variant}`;
    let loader = here.get(which) as DataLoader<number, T> | undefined;
    if (!loader) {
      loader = new DataLoader(batch(), { maxBatchSize: BATCH, name });
      here.set(which, loader);
    }
    return loader;
  }
}
