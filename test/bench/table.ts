/** The result of a benchmark run: rows of what was measured, printed as one table. */

/** One measured thing. Times are seconds, sizes kB or MB as the unit says. */
export interface Row {
  readonly group: string;
  readonly what: string;
  readonly unit: string;
  readonly ours: number;
  /** What it is held against: Terraform's own floor or Node's own start. */
  readonly floor?: number;
  readonly ratio?: number;
  readonly requests?: number;
  readonly peer?: number;
  readonly peerRequests?: number;
  /** Stated target, e.g. `≤ 2.2 ×`; and whether it was met. */
  readonly target?: string;
  readonly met?: boolean;
}

const number = (value: number | undefined, digits = 2): string => (value === undefined ? "" : value.toFixed(digits));

export function formatTable(rows: readonly Row[], peerGiven: boolean): string {
  const header = ["what", "unit", "ours", "floor", "ours/floor", "requests", "peer", "peer requests", "target", "met"];
  const lines = rows.map((row) => [
    `${row.group}: ${row.what}`,
    row.unit,
    number(row.ours, 3),
    number(row.floor, 3),
    number(row.ratio),
    row.requests === undefined ? "" : String(row.requests),
    peerGiven ? number(row.peer, 3) : "not given",
    peerGiven ? (row.peerRequests === undefined ? "" : String(row.peerRequests)) : "not given",
    row.target ?? "",
    row.met === undefined ? "" : row.met ? "yes" : "NO",
  ]);
  const widths = header.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  const format = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return [format(header), rule, ...lines.map(format)].join("\n");
}
