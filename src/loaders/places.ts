import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';

/** Keys in one statement. SQLite takes 32,766 parameters and PostgreSQL 65,535; a batch is one parameter here anyway. */
export const BATCH = 500;

export type Place = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments' | 'schema'>;

/**
 * A loader for each place in an operation: graphql-js gives the field's nodes to all parents of a level as the same
 * array.
 */
export class Places {
  private readonly byPlace = new WeakMap<object, Map<string, unknown>>();

  at<T>(info: Place, name: string, batch: () => (keys: readonly number[]) => Promise<T[]>): DataLoader<number, T> {
    return this.here<number, T, number>(info, name, () => new DataLoader(batch(), { maxBatchSize: BATCH, name }));
  }

  /** The same for lists, which the members of groups may be. */
  lists<L extends PlacedList, T>(
    info: Place,
    name: string,
    batch: () => (lists: readonly L[]) => Promise<T[]>,
  ): DataLoader<L, T, string> {
    const cacheKeyFn = ({ key, variant }: L): string => `${key} ${variant}`;
    return this.here<L, T, string>(
      info,
      name,
      () => new DataLoader(batch(), { maxBatchSize: BATCH, name, cacheKeyFn }),
    );
  }

  private here<K, T, C>(info: Place, name: string, make: () => DataLoader<K, T, C>): DataLoader<K, T, C> {
    let here = this.byPlace.get(info.fieldNodes);
    if (!here) this.byPlace.set(info.fieldNodes, (here = new Map<string, unknown>()));
    let loader = here.get(name) as DataLoader<K, T, C> | undefined;
    if (!loader) here.set(name, (loader = make()));
    return loader;
  }
}

/** A list of a parent, inside groups if `variant` tells any. */
export interface PlacedList {
  readonly key: number;
  readonly variant: string;
}

/** Lists that differ by their parents alone. */
export function byVariant<L extends PlacedList>(lists: readonly L[]): L[][] {
  const variants = new Map<string, L[]>();
  for (const list of lists) {
    const own = variants.get(list.variant);
    if (own) own.push(list);
    else variants.set(list.variant, [list]);
  }
  return [...variants.values()];
}
