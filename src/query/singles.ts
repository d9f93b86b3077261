import { Organization, Release, Tender } from '../entities';
import { segment } from '../entities/keys';
import type { Class } from '../entities/registry';
import { byIdRows } from './list';
import { byIdOrAliasRows } from './organizations';

/** A root field that gives one object: its class, the id that the arguments name, and how it is found. */
export interface Single {
  readonly type: Class;
  readonly id: (args: Readonly<Record<string, string>>) => string;
  readonly rows: typeof byIdRows;
}

export const SINGLES: ReadonlyMap<string, Single> = new Map([
  ['release', { type: Release, id: ({ ocid }) => segment(ocid!), rows: byIdRows }],
  ['tender', { type: Tender, id: ({ ocid }) => `${segment(ocid!)}/tender`, rows: byIdRows }],
  ['organization', { type: Organization, id: ({ id }) => id!, rows: byIdOrAliasRows }],
] satisfies [string, Single][]);
