import { unguardCell } from "../../../model/csv.ts";
import { problemHeader, restOf, type ImportPlan } from "../plan.ts";
import { quoteValue, type RowProblem } from "./problems.ts";

/**
 * One row as text: its cells by field, and what is wrong with it.
 *
 * The first thing that is wrong is kept in `problem` and the reading goes on, so a kind reads straight through and asks once at the end.
 */
export class RowText {
  readonly plan: ImportPlan;
  problem: RowProblem | null = null;
  /** Why the row is left out although nothing is wrong with it; `null` when it is not. */
  omission: RowProblem | null = null;
  /** What of the row could not be used and is no reason to set it aside. */
  flags: string[] = [];
  readonly #rest: { index: number; header: string }[];
  readonly #isMended: boolean;
  #cells: string[] = [];
  #lines: string[][] = [];

  constructor(plan: ImportPlan) {
    this.plan = plan;
    this.#rest = plan.keepsRest ? restOf(plan) : [];
    this.#isMended = plan.headers.includes(problemHeader);
  }

  /** Turns to the next row; `further` are the rows below it that are the same thing. */
  turnTo(cells: string[], further: string[][] = []): void {
    this.problem = null;
    this.omission = null;
    this.flags = [];
    this.#lines = [cells, ...further].map((line) => this.#turnLine(line));
    this.#cells = this.#lines[0]!;
  }

  #turnLine(cells: string[]): string[] {
    const { length } = this.plan.headers;
    if (cells.length > length && cells.slice(length).some((cell) => cell.trim() !== ""))
      this.refuse("ragged_row", `The row has ${cells.length} cells and the header ${length}. Quote cells that hold the delimiter.`);
    if (cells.length < length && (cells.length === 1 || this.#misses(cells.length)))
      this.refuse("ragged_row", `The row has ${cells.length} cells and the header ${length}. Complete it.`);
    return this.#isMended ? cells.map(unguardCell) : cells;
  }

  /** Leaves the row out: nothing is wrong with it, and it is nothing that counts. */
  omit(code: string, says: string): void {
    this.omission ??= { code, says };
  }

  /** How many rows are this one thing. */
  get lines(): number {
    return this.#lines.length;
  }

  /** The trimmed cell of a field in one of the rows, the first being 0; empty when there is none. */
  lineText(line: number, field: string): string {
    const index = this.plan.columns[field];
    return index === undefined ? "" : (this.#lines[line]?.[index] ?? "").trim();
  }

  /** Keeps the first problem of the row. */
  refuse(code: string, says: string): void {
    this.problem ??= { code, says };
  }

  /** Refuses because of one cell, naming its column. */
  refuseCell(field: string, code: string, says: string): void {
    this.refuse(code, `Column ${this.plan.headers[this.plan.columns[field]!]}: ${says}`);
  }

  /** The trimmed cell of a field; empty when there is none. */
  text(field: string): string {
    return this.lineText(0, field);
  }

  /** The trimmed cell of a column. */
  cell(index: number): string {
    return (this.#cells[index] ?? "").trim();
  }

  /** The cell of a field that is somebody's or something's key. One that a spreadsheet has rounded would weld strangers together. */
  key(field: string): string {
    const value = this.text(field);
    if (/^\d(?:[.,]\d+)?E\+\d{1,3}$/i.test(value))
      this.refuseCell(
        field,
        "damaged_key",
        `${quoteValue(value)} was rounded by a spreadsheet. Export the file again, and do not save it from a spreadsheet.`,
      );
    return value;
  }

  /** The cells that no field uses, by header; empty ones are left out. */
  rest(): Record<string, unknown> {
    const kept: Record<string, unknown> = {};
    for (const { index, header } of this.#rest) {
      const cell = (this.#cells[index] ?? "").trim();
      if (cell === "") continue;
      // Only this name is more than a name when it is assigned.
      if (header === "__proto__")
        Object.defineProperty(kept, header, { value: valueOf(cell), enumerable: true, configurable: true, writable: true });
      else kept[header] = valueOf(cell);
    }
    return kept;
  }

  #misses(width: number): boolean {
    return Object.values(this.plan.columns).some((index) => index >= width);
  }
}

// Only what a number is printed as is one: 007 and 1.50 stay text, so no leading zero or cent gets lost.
function valueOf(cell: string): string | number {
  const first = cell.charCodeAt(0);
  if ((first < 48 || first > 57) && first !== 45) return cell;
  const number = Number(cell);
  return cell.length < 16 && String(number) === cell ? number : cell;
}
