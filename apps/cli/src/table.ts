/** Numbers with names, for a terminal. */

/** A head that names each column, then a line a row; the first column is words, the others numbers. */
export function tableOf(
  heads: readonly string[],
  rows: readonly (readonly [string, ...number[]])[],
): string[] {
  const width = Math.max(0, ...rows.map(([name]) => name.length)) + 2;
  const line = (name: string, cells: readonly string[]): string =>
    name.padEnd(width) + cells.map((cell, index) => cell.padStart((heads[index]?.length ?? 0) + 2)).join("");
  return [line("", heads), ...rows.map(([name, ...numbers]) => line(name, numbers.map(String)))];
}
