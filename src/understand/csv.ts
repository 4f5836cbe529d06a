export type CsvCell = string | number | null;

/** The first line of a CSV file (RFC 4180, UTF-8), behind the mark by which spreadsheets recognise its encoding. */
export const csvHead = (columns: readonly string[]): string => `\uFEFF${csvLine(columns)}`;

/** One line of a CSV file. */
export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(render).join(",")}\r\n`;

function render(value: CsvCell): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  // A spreadsheet would run text that begins like a formula; an apostrophe in front keeps it text.
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
