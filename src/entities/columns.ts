/** `valueAmount`: the column of `amount` in the part `value`, as `@Columns` names it. */
export const columnInPart = (part: string, field: string): string => part + field[0]!.toUpperCase() + field.slice(1);
