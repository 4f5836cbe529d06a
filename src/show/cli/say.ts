import { styleText } from "node:util";

/** What a verb answers with: lines for people, the whole answer for programs, and the exit code if it is not 0. */
export type Answer = { lines: string[]; json: unknown; exit?: number };

/** Columns of text, as wide as their widest cell; the first row is the head. `right` names the columns that hold figures. */
export function table(rows: string[][], right: number[] = []): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => [...(row[column] ?? "")].length)));
  const line = (row: string[]) =>
    row
      .map((cell, column) => (right.includes(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join("  ")
      .trimEnd();
  return rows.map((row, i) => (i === 0 ? bold(line(row)) : line(row)));
}

const isRich = () => Boolean(process.stdout.isTTY) && !process.env.NO_COLOR;
export const bold = (text: string): string => (isRich() ? styleText("bold", text) : text);
export const dim = (text: string): string => (isRich() ? styleText("dim", text) : text);

/** An estimate as text: `31 (24 to 38), n 1 204`. */
export function estimateText(estimate: { value: number; low: number; high: number; n: number } | null, unit: string): string {
  if (!estimate) return "no answers";
  const figure = (value: number) => `${Math.round(value)}${unit === "percent" ? " %" : ""}`;
  return `${figure(estimate.value)} (${figure(estimate.low)} to ${figure(estimate.high)}), n ${wholeText(estimate.n)}`;
}

/** A whole number with thin groups: 1 204. */
export const wholeText = (value: number): string =>
  Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, " ");

/** How many of something there are: 1 row, 1 204 rows. */
export const countText = (count: number, one: string, many = `${one}s`): string => `${wholeText(count)} ${count === 1 ? one : many}`;

/** A stretch of time in its largest fitting unit: 3.2 days. */
export function durationText(ms: number): string {
  const units: [string, number][] = [
    ["days", 86_400_000],
    ["hours", 3_600_000],
    ["minutes", 60_000],
    ["seconds", 1000],
  ];
  const [name, size] = units.find(([, unit]) => ms >= unit) ?? ["ms", 1];
  return `${(ms / size).toFixed(ms / size < 10 ? 1 : 0)} ${name}`;
}

/** Draws how many bytes are sent, while somebody watches; a file that is read from a pipe has no end to compare with. */
export function drawSent(bytes: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\rReading … ${(bytes / 1e6).toFixed(1)} MB\u001B[K`);
}

/** Draws how far a long task is, on the terminal's one line; says nothing when nobody watches. */
export function drawProgress({ done, total, unit }: { done: number; total: number; unit: string }): void {
  if (!process.stderr.isTTY) return;
  const share = total > 0 ? Math.min(1, done / total) : 0;
  const filled = Math.round(share * 30);
  process.stderr.write(
    `\r${"█".repeat(filled)}${"░".repeat(30 - filled)} ${Math.round(share * 100)} %  ${wholeText(done)} of ${wholeText(total)} ${unit}\u001B[K`,
  );
  if (done >= total && total > 0) process.stderr.write("\n");
}
