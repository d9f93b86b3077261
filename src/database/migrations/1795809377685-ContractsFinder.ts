import { bothEngines } from '../bothEngines';

/* Written by hand, so that SQLite copies no table. */
const COLUMNS = [
  ['award', 'datePublished', 'text'],
  ['award', 'datePublishedInstant', 'text'],
  ['tender', 'datePublished', 'text'],
  ['tender', 'datePublishedInstant', 'text'],
  ['tender', 'suitabilitySme', 'boolean'],
  ['tender', 'suitabilityVcse', 'boolean'],
] as const;

const statements = (text: string): { up: string[]; down: string[] } => ({
  up: COLUMNS.map(([table, column, type]) => `ALTER TABLE "${table}" ADD "${column}" ${type === 'text' ? text : type}`),
  down: COLUMNS.map(([table, column]) => `ALTER TABLE "${table}" DROP COLUMN "${column}"`),
});

export const ContractsFinder = bothEngines('ContractsFinder1795809377685', {
  'better-sqlite3': statements('text'),
  postgres: statements('text COLLATE "C"'),
});
