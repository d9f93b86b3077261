/** The columns that hold anything: most columns of a wide table are null throughout a batch. */
export function usedColumns(count: number, rows: readonly (readonly unknown[])[]): number[] {
  const used: number[] = [];
  for (let i = 0; i < count; i++) if (rows.some((row) => row[i] !== null)) used.push(i);
  return used;
}
