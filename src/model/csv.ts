// What a spreadsheet would run as a formula. Numbers and phone numbers begin with the same signs and stay as they are.
const formula = /^'*[=+\-@\t\r\0]/;
const number = /^[+-]?[\d\s.,()/]*\d[\d\s.,()/]*%?$/;

/** The cell as it may be opened in a spreadsheet: what would run as a formula is led by an apostrophe. */
export const guardCell = (cell: string): string => (formula.test(cell) && !number.test(cell) ? `'${cell}` : cell);

/** The cell that `guardCell` was given. */
export const unguardCell = (cell: string): string => (cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell);

/** One line of RFC 4180 text, line break included. Cells are quoted where any spreadsheet could cut them. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  const line = cells.map((cell) => quoteCell(String(cell ?? ""))).join(",");
  return `${line === "" ? '""' : line}\r\n`;
}

const quoteCell = (cell: string): string => (/[",;\t|\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** One line of a file that people will open in a spreadsheet: texts are guarded, numbers stay numbers, `null` is empty. */
export const exportLine = (cells: readonly (string | number | null)[]): string =>
  csvLine(cells.map((cell) => (typeof cell === "string" ? guardCell(cell) : cell)));

/** The first line of such a file, behind the mark by which spreadsheets recognise UTF-8. */
export const exportHead = (columns: readonly string[]): string => `\uFEFF${exportLine(columns)}`;
