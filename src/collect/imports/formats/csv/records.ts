import type { FileRecord } from "../format.ts";

/** How the text of a file is cut into rows and cells. */
export type Dialect = { delimiter: string; newline: "\n" | "\r" };

/** A record of text: the first line is row 1 and blank lines count; `bad_quotes` and `too_long` have no cells. */
type CsvRecord = FileRecord;

/** Longest record, in characters. A quote that is never closed swallows at most this much, and then only its own line. */
export const recordLimit = 262_144;

/**
 * Reads RFC 4180 text piece by piece: quoted cells may hold delimiters, line breaks and doubled quotes.
 *
 * A record whose quotes make no sense costs one line: reading goes on behind it, so that a stray quote never swallows the rows that follow.
 */
export class RecordReader {
  readonly #dialect: Dialect;
  readonly #limit: number;
  #rest = "";
  #row = 0;
  #skipping = false;

  constructor(dialect: Dialect, limit = recordLimit) {
    this.#dialect = dialect;
    this.#limit = limit;
  }

  /** Takes the next piece of text, cut anywhere, and returns the records that it completes. */
  read(text: string): CsvRecord[] {
    return this.#drain(text, false);
  }

  /** Returns what is left when the file ends. */
  end(): CsvRecord[] {
    return this.#drain("", true);
  }

  #drain(text: string, isLast: boolean): CsvRecord[] {
    const { delimiter, newline } = this.#dialect;
    const rest = this.#rest + text;
    const records: CsvRecord[] = [];
    let at = 0;
    while (at < rest.length) {
      const found = rest.indexOf(newline, at);
      // A carriage return at the very end may be half of a line break.
      if (found === -1 && !isLast) {
        if (rest.length - at <= this.#limit) break;
        if (!this.#skipping) records.push(this.#bad("too_long", rest.slice(at, at + this.#limit)));
        this.#skipping = true;
        at = rest.length;
        break;
      }
      const end = found === -1 ? rest.length : found;
      const next = found === -1 ? end : end + 1;
      if (this.#skipping) {
        this.#skipping = false;
        at = next;
        continue;
      }
      const line = rest.slice(at, newline === "\n" && rest.charCodeAt(end - 1) === 13 && end > at ? end - 1 : end);
      if (!line.includes('"')) {
        if (line === "") this.#row++;
        else if (line.length > this.#limit) records.push(this.#bad("too_long", line.slice(0, this.#limit)));
        else records.push({ row: ++this.#row, cells: line.split(delimiter), raw: line, problem: null });
        at = next;
        continue;
      }
      const quoted = readQuoted(rest, at, this.#dialect, isLast);
      if (quoted === "unfinished" && !isLast && rest.length - at <= this.#limit) break;
      if (typeof quoted === "string" || quoted.next - at > this.#limit) {
        records.push(this.#bad("bad_quotes", line.slice(0, this.#limit)));
        at = next;
        continue;
      }
      records.push({ row: ++this.#row, cells: quoted.cells, raw: rest.slice(at, quoted.end), problem: null });
      at = quoted.next;
    }
    this.#rest = rest.slice(at);
    return records;
  }

  #bad(problem: "bad_quotes" | "too_long", raw: string): CsvRecord {
    return { row: ++this.#row, cells: [], raw, problem };
  }
}

type Quoted = { cells: string[]; end: number; next: number };

/** One record that holds quotes, from `at`. `end` is where its text ends, `next` where the following record begins. */
function readQuoted(text: string, at: number, { delimiter, newline }: Dialect, isLast: boolean): Quoted | "unfinished" | "malformed" {
  const cells: string[] = [];
  const ended = (k: number): Quoted | null => {
    if (k >= text.length) return isLast ? { cells, end: k, next: k } : null;
    if (text[k] === newline) return { cells, end: k, next: k + 1 };
    return newline === "\n" && text[k] === "\r" && text[k + 1] === "\n" ? { cells, end: k, next: k + 2 } : null;
  };
  for (let i = at; ;) {
    let k = i;
    while (text[k] === " ") k++;
    if (text[k] !== '"') {
      const stop = nearest(text.indexOf(delimiter, i), text.indexOf(newline, i));
      if (stop === -1 && !isLast) return "unfinished";
      const cellEnd = stop === -1 ? text.length : stop;
      const isRowEnd = stop === -1 || text[stop] === newline;
      const trimmed = isRowEnd && newline === "\n" && cellEnd > i && text[cellEnd - 1] === "\r" ? cellEnd - 1 : cellEnd;
      cells.push(text.slice(i, trimmed));
      if (isRowEnd) return { cells, end: trimmed, next: stop === -1 ? cellEnd : cellEnd + 1 };
      i = cellEnd + 1;
      continue;
    }
    let cell = "";
    for (let from = k + 1; ;) {
      const quote = text.indexOf('"', from);
      if (quote === -1 || (quote + 1 === text.length && !isLast)) return "unfinished";
      k = quote + 1;
      if (text[k] !== '"') {
        cell += text.slice(from, quote);
        break;
      }
      cell += text.slice(from, k);
      from = k + 1;
    }
    cells.push(cell);
    while (text[k] === " ") k++;
    if (text[k] === delimiter) {
      i = k + 1;
      continue;
    }
    const done = ended(k);
    if (done) return done;
    if (!isLast && (k >= text.length || (text[k] === "\r" && k + 1 === text.length))) return "unfinished";
    return "malformed";
  }
}

const nearest = (a: number, b: number): number => (a === -1 ? b : b === -1 ? a : Math.min(a, b));
