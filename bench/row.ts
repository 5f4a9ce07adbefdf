/** What a measure gives back, and how it is printed. */

/** One line of the table. */
export type Row = {
  /** The part that measured it: `wire`, `nginx` ... */
  part: string;
  measure: string;
  value: number;
  unit: string;
  /** The target in words, where there is one: "at most 14,600". */
  target?: string;
  met?: boolean;
  /** What a reader must know to judge the number. */
  note?: string;
};

type Kind = "most" | "least" | "below";

/** A row held against a target. */
export function judged(row: Omit<Row, "target" | "met">, kind: Kind, limit: number): Row {
  const met =
    kind === "most" ? row.value <= limit : kind === "least" ? row.value >= limit : row.value < limit;
  const words = { most: "at most", least: "at least", below: "under" }[kind];
  return { ...row, target: `${words} ${number(limit)}`, met };
}

/** The value below which `share` of the sorted values lie (nearest rank); `share` from 0 to 1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

/** The middle value. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** A number as the table shows it: whole from 100 on, else up to three digits. */
export function number(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return new Intl.NumberFormat("en", { maximumFractionDigits: digits }).format(value);
}

/** The table as Markdown, so that it can be pasted where measures are kept. */
export function table(rows: readonly Row[]): string {
  const cells = [
    ["part", "measure", "value", "unit", "target", "met", "note"],
    ...rows.map((row) => [
      row.part,
      row.measure,
      number(row.value),
      row.unit,
      row.target ?? "",
      row.met === undefined ? "" : row.met ? "yes" : "NO",
      row.note ?? "",
    ]),
  ];
  const widths =
    cells[0]?.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0))) ?? [];
  const print = (line: readonly string[]) =>
    `| ${line
      .map((cell, column) => {
        const isNumber = column === 2;
        // The note is last and long: it is not padded.
        if (column === line.length - 1) return cell;
        return isNumber ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
      })
      .join(" | ")} |`;
  const rule = `| ${widths
    .map((width, column) =>
      column === 2 ? `${"-".repeat(width - 1)}:` : "-".repeat(column === 6 ? 4 : width),
    )
    .join(" | ")} |`;
  return [print(cells[0] ?? []), rule, ...cells.slice(1).map(print)].join("\n");
}
