import { dateOrderOf, readInstant } from "../cells/instant.ts";
import { readNumber } from "../cells/number.ts";
import { zoneOf } from "../cells/zone.ts";
import { problemHeader } from "../plan.ts";
import { mostColumns, refuseFile, sampled, type FileRecord } from "./format.ts";

const zone = zoneOf("UTC");
const isData = (cell: string): boolean =>
  cell.includes("@") ||
  readNumber(cell, ".") !== null ||
  readInstant(cell, { order: null, zone }) !== null ||
  dateOrderOf([cell]) !== undefined;

/** Whether the first cells of a table are its header: words, mostly different ones. Data has numbers, dates and addresses. */
export function looksLikeHeader(cells: readonly string[] | undefined): boolean {
  const first = cells?.map((cell) => cell.trim());
  if (!first) return false;
  const named = first.filter((cell) => cell !== "");
  return (
    named.length * 2 > first.length &&
    !named.some(isData) &&
    new Set(named).size * 2 > named.length &&
    first.every((cell) => cell.length < 200)
  );
}

// A header of many columns may have few names, and its second line the rest: a title says little.
const mostInTitle = 4;

/** How many rows stand above the table: titles and notes fill far fewer cells than its rows do, and a header stands below them. */
export function titleRows(records: readonly FileRecord[]): number {
  const widths = records.slice(0, 50).map(({ cells }) => cells.filter((cell) => cell.trim() !== "").length);
  const usual = widths.toSorted((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 0;
  const begins = widths.findIndex((width) => width * 2 > usual || width > mostInTitle);
  return usual >= 3 && begins > 0 && begins <= 20 && looksLikeHeader(records[begins]!.cells) ? begins : 0;
}

/** Names for all columns, each once: `Column 3` for an unnamed one, `Name (2)` for the second of a name. */
export function nameColumns(headers: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return headers.map((header, index) => {
    const name = header.trim() || `Column ${index + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 || name === problemHeader ? name : `${name} (${count})`;
  });
}

/** The columns of a table whose records name their cells. Given headers are all there is; without, each new name is a new column. */
export class NamedColumns {
  readonly headers: string[];
  readonly #at: Map<string, number>;
  readonly #isOpen: boolean;

  constructor(headers?: readonly string[]) {
    this.headers = [...(headers ?? [])];
    this.#at = new Map(this.headers.map((header, index) => [header, index]));
    this.#isOpen = headers === undefined;
  }

  /** The column of a name, or -1 when there is none and none may be added. */
  at(name: string): number {
    const known = this.#at.get(name);
    if (known !== undefined) return known;
    if (!this.#isOpen || this.headers.length > mostColumns) return -1;
    this.#at.set(name, this.headers.length);
    return this.headers.push(name) - 1;
  }

  /** @throws Failure `bad_file` when there are too many columns to mean well */
  check(file: { name: string }): void {
    if (this.headers.length > mostColumns) refuseFile(file, `it has more than ${mostColumns} columns. Keep ${mostColumns} or fewer.`);
  }
}

/** A name as a column may carry it. */
export const columnName = (name: string): string => storable(name).trim().slice(0, 200).toWellFormed() || "(no name)";

/** A text as both stores can keep it: without NUL, and without half a character. */
export function storable(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return whole.includes("\0") ? whole.replaceAll("\0", "") : whole;
}

/** The beginning of a cell, enough to know what its column holds. */
export const shorten = (cell: string): string => (cell.length > sampled.cell ? cell.slice(0, sampled.cell).toWellFormed() : cell);

/** Keeps the first rows of a table, cells cut short. */
export class Sample {
  readonly rows: string[][] = [];

  add(cells: readonly string[]): void {
    if (this.rows.length < sampled.rows) this.rows.push(cells.map(shorten));
  }

  get isFull(): boolean {
    return this.rows.length >= sampled.rows;
  }
}
