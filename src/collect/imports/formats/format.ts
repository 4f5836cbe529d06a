import { createReadStream } from "node:fs";
import { csvLine } from "../../../model/csv.ts";
import { Failure } from "../../../model/failure.ts";
import type { Caps } from "../containers/caps.ts";
import type { FormatId, Layout, Suggestion } from "../plan.ts";
import type { rowProblems } from "../rows/problems.ts";

/**
 * One record of a file. `row` is what a person would count: a spreadsheet's row, a list's element, a log's event.
 * `raw` is its text as it stood in the file, or the line of CSV that says the same. A record with a problem has no cells.
 */
export type FileRecord = { row: number; cells: string[]; readonly raw: string; problem: keyof typeof rowProblems | null };

/** Records in the order of the file, and how many bytes of it lie behind them. */
export type Batch = { records: FileRecord[]; bytes: number };

/** What a look at a whole table shows: its layout, its size, a sample of its rows without the header, and a hash of its bytes. */
export type Inspection = Layout & {
  /** What a person calls this table within the upload; empty when the upload is one table. */
  name: string;
  bytes: number;
  rowsEstimated: number;
  sample: string[][];
  fingerprint: string;
  /** What the format itself knows of its columns. */
  suggests?: Suggestion;
};

/** A plain file on the disk, the name under which a person brought it, and how far it may unfold if its format packs. */
export type FormatFile = { name: string; path: string; caps: Caps; bytes(): AsyncIterable<Uint8Array> };

/** How the beginning of a file looks: its bytes, and its text without blanks in front. */
export type Head = { bytes: Uint8Array; text: string };

/**
 * A way to write tables down. It is recognised by how a file begins, never by the file's name.
 *
 * `look` reads the whole file once and finds its tables; `read` reads one of them. Memory stays flat in both.
 */
export type Format = {
  id: FormatId;
  title: string;
  recognises(head: Head): boolean;
  /** @throws Failure `bad_file` */
  look(file: FormatFile): Promise<Inspection[]>;
  /** @throws Failure `bad_file` */
  read(file: FormatFile, layout: Layout): AsyncIterable<Batch>;
};

/** Rows and characters of a cell that a sample keeps: enough to know what a column holds. */
export const sampled = { rows: 200, cell: 300 } as const;

/** Most columns of a table; more are a mistake, or meant as harm. */
export const mostColumns = 1000;

/** A file on the disk as formats read it. */
export const openFile = (path: string, name: string, caps: Caps): FormatFile => ({
  name,
  path,
  caps,
  bytes: () => createReadStream(path, { highWaterMark: 65_536 }),
});

/** A record of cells that were never a line of text; the line is made when somebody asks for it. */
export class CellRecord implements FileRecord {
  constructor(
    readonly row: number,
    readonly cells: string[],
    readonly problem: FileRecord["problem"] = null,
  ) {}

  get raw(): string {
    return csvLine(this.cells).slice(0, -2);
  }
}

/** A record that could not be read; its text stands whole in the first column of what is handed back. */
export const brokenRecord = (row: number, text: string, problem: FileRecord["problem"]): FileRecord => ({
  row,
  cells: [],
  raw: csvLine([text]).slice(0, -2),
  problem,
});

/** Refuses a file, saying why and what to do. */
export function refuseFile({ name }: { name: string }, problem: string): never {
  throw new Failure("bad_file", { file: name, problem });
}
