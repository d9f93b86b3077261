/**
 * For databases of more than about fifty million releases: the SQL that hash partitions, by ocid, the tables of all that
 * stands in a release. A release keeps its number for life (entities/keys.ts), so its number stands for its ocid; and
 * since keys are made of it, each table is partitioned by its key alone, by the number that is in it. All rows of a
 * release are in the partitions of one number. `docs/scaling.md` says when, how, and what is left to do by hand.
 */
import { ENTITIES, Release, ReleaseVersion } from '../entities';
import { SPAN } from '../entities/keys';
import { hasReleaseKey } from '../entities/paths';
import { nodeOf, nodeTypes, type Class } from '../entities/registry';

/** A hash of a key that is the same for all keys of a release: two classes of operators, for the two kinds of keys. */
const KEYS = `
CREATE OR REPLACE FUNCTION release_hash(bigint, bigint) RETURNS bigint
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN hashint8extended($1, $2);
CREATE OR REPLACE FUNCTION in_release_hash(bigint, bigint) RETURNS bigint
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN hashint8extended($1 >> ${Math.log2(SPAN)}, $2);
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_opclass WHERE opcname = 'release_key') THEN RETURN; END IF;
  CREATE OPERATOR CLASS release_key FOR TYPE bigint USING hash AS
    OPERATOR 1 = (bigint, bigint), FUNCTION 2 release_hash(bigint, bigint);
  CREATE OPERATOR CLASS in_release_key FOR TYPE bigint USING hash AS
    OPERATOR 1 = (bigint, bigint), FUNCTION 2 in_release_hash(bigint, bigint);
END $$;`;

/**
 * Makes a table a partitioned one with its rows, indexes and triggers. PostgreSQL has no unique index over partitions
 * that leaves out the key by which they are told apart; each partition gets its own, and that is enough: what is equal
 * is of one release, and so in one partition.
 */
const PARTITION = `
CREATE OR REPLACE PROCEDURE pg_temp.partition_table(name text, key text, count int) LANGUAGE plpgsql AS $$
DECLARE
  whole text := name || '_whole';
  part text;
  indexes json;
  triggers text[];
  each json;
BEGIN
  IF (SELECT relkind FROM pg_class WHERE oid = quote_ident(name)::regclass) = 'p' THEN RETURN; END IF;
  SELECT coalesce(json_agg(json_build_object('name', c.relname, 'sql', pg_get_indexdef(c.oid), 'primary', i.indisprimary,
      'alone', i.indisunique AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = i.indrelid
        AND a.attnum = ANY(i.indkey) AND a.attname = split_part(key, ' ', 1)))), '[]')
    INTO indexes FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = quote_ident(name)::regclass;
  SELECT coalesce(array_agg(pg_get_triggerdef(oid)), '{}')
    INTO triggers FROM pg_trigger WHERE tgrelid = quote_ident(name)::regclass AND NOT tgisinternal;
  EXECUTE format('ALTER TABLE %I RENAME TO %I', name, whole);
  EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING STORAGE) PARTITION BY HASH (%s)', name, whole, key);
  FOR n IN 0 .. count - 1 LOOP
    EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES WITH (MODULUS %s, REMAINDER %s)', name || '_' || n, name, count, n);
  END LOOP;
  EXECUTE format('INSERT INTO %I SELECT * FROM %I', name, whole);
  EXECUTE format('DROP TABLE %I', whole);
  FOR each IN SELECT * FROM json_array_elements(indexes) LOOP
    IF (each ->> 'alone')::boolean THEN
      FOR n IN 0 .. count - 1 LOOP
        EXECUTE regexp_replace(each ->> 'sql', 'INDEX \\S+ ON \\S+', format('INDEX %I ON %I', (each ->> 'name') || '_' || n, name || '_' || n));
      END LOOP;
    ELSIF (each ->> 'primary')::boolean THEN
      EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I PRIMARY KEY (%s)', name, each ->> 'name', split_part(key, ' ', 1));
    ELSE
      EXECUTE each ->> 'sql';
    END IF;
  END LOOP;
  FOREACH part IN ARRAY triggers LOOP EXECUTE part; END LOOP;
  EXECUTE format('ANALYZE %I', name);
END $$;`;

/** Of `release` there is one whole table: it is what gives each ocid one number, and so must know them all. */
const partitioned: readonly Class[] = nodeTypes().filter(
  (type) => ENTITIES.includes(type) && type !== Release && !nodeOf(type).shared,
);

/** By what a table is partitioned. Versions are counted through all releases, so that only their ocid tells the release. */
function keyOf(type: Class): string {
  if (type === ReleaseVersion) return 'ocid';
  return `pk ${hasReleaseKey(type) ? 'release_key' : 'in_release_key'}`;
}

/** The index over search_document has its keys (migration Search). */
const SEARCH_INDEX: [table: string, key: string] = ['search_index', 'pk in_release_key'];

/** The SQL for `psql`, table by table: it may be stopped between two of them, and run again for the rest. */
export function partitionSql(partitions: number): { setUp: string[]; tables: string[] } {
  const tables = [...partitioned.map((type) => [nodeOf(type).table, keyOf(type)] as const), SEARCH_INDEX];
  return {
    setUp: [KEYS, PARTITION].map((text) => text.trim()),
    tables: tables.map(([table, key]) => `CALL pg_temp.partition_table('${table}', '${key}', ${partitions});`),
  };
}
