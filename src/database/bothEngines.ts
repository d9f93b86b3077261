import type { MigrationInterface, QueryRunner } from 'typeorm';

interface Statements {
  up: string[];
  down: string[];
}

/** A migration written out for each engine. `name` ends in its time in milliseconds, as TypeORM asks. */
export function bothEngines(
  name: string,
  statements: Record<string, Statements>,
): (new () => MigrationInterface) & { readonly name: string } {
  const run = async (runner: QueryRunner, way: keyof Statements): Promise<void> => {
    for (const statement of statements[runner.dataSource.options.type]![way]) await runner.query(statement);
  };
  const migration = class implements MigrationInterface {
    readonly name = name;
    up = (runner: QueryRunner): Promise<void> => run(runner, 'up');
    down = (runner: QueryRunner): Promise<void> => run(runner, 'down');
  };
  Object.defineProperty(migration, 'name', { value: name });
  return migration;
}
