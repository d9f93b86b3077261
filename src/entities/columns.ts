import type { FieldInfo } from './registry';

/** The column by which a field is filtered, ordered and grouped: of a timestamp the instant. */
export const columnOf = ({ name, kind }: Pick<FieldInfo, 'name' | 'kind'>): string =>
  kind === 'timestamp' ? `${name}Instant` : name;

/** `valueAmount`: the column of `amount` in the part `value`, as `@Columns` names it. */
export const columnInPart = (part: string, field: string): string => part + field[0]!.toUpperCase() + field.slice(1);
