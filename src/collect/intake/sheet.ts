import type { Line } from "./line.ts";

const lineBreak = 10;

/**
 * Rows of one table as the bytes that the table takes: a line for each, behind its ingest sequence. The journal keeps the same bytes. Outside of
 * the heap they cost nothing while they wait.
 */
export class Sheet {
  readonly bytes: Buffer;
  readonly rows: number;
  #ends: number[] = [];

  /** @param lines  as the table takes them; none of them holds a line break */
  constructor(lines: readonly string[]) {
    this.bytes = Buffer.from(lines.join("\n"));
    this.rows = lines.length;
  }

  /** One row, the first being 0. */
  row(at: number): Buffer {
    if (this.#ends.length === 0) this.#ends = endsOf(this.bytes);
    return this.bytes.subarray(at === 0 ? 0 : this.#ends[at - 1]! + 1, this.#ends[at]);
  }
}

function endsOf(bytes: Buffer): number[] {
  const ends: number[] = [];
  for (let end = bytes.indexOf(lineBreak); end !== -1; end = bytes.indexOf(lineBreak, end + 1)) ends.push(end);
  return [...ends, bytes.length];
}

/** A line with its place in the order of arrival, whose row lies on a sheet. */
export type PackedLine = Omit<Line, "row"> & { seq: number; sheet: Sheet; at: number };

/** The row of a line as its table takes it, behind the ingest sequence. */
export const rowOf = ({ sheet, at }: Pick<PackedLine, "sheet" | "at">): Buffer => sheet.row(at);

/** The rows of lines of one table as it takes them; whole sheets are not taken apart. */
export function bytesOf(lines: readonly PackedLine[]): Buffer {
  const pieces: Buffer[] = [];
  for (let from = 0, to = 0; from < lines.length; from = to) {
    const { sheet } = lines[from]!;
    while (lines[to]?.sheet === sheet) to++;
    if (to - from === sheet.rows) pieces.push(sheet.bytes);
    else for (const line of lines.slice(from, to)) pieces.push(rowOf(line));
  }
  return Buffer.concat(pieces.flatMap((piece, i) => (i === 0 ? [piece] : [between, piece])));
}

const between = Buffer.from([lineBreak]);
