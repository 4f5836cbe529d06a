import { createHash } from "node:crypto";
import type { Layout } from "../plan.ts";
import { looksLikeHeader, nameColumns, shorten, titleRows } from "./columns.ts";
import { detectDialect, readSample } from "./csv/dialect.ts";
import { RecordReader, type Dialect } from "./csv/records.ts";
import { createDecoder, EncodingEvidence, type Encoding } from "./encoding.ts";
import type { Batch, FileRecord, Format, Inspection } from "./format.ts";

const sampleBytes = 524_288;

/** Text parted by commas, semicolons, tabs or bars: what every program writes, and what a file is when it is nothing else. */
export const csv: Format = {
  id: "csv",
  title: "CSV",
  recognises: () => true,
  look: async (file) => [await lookAtCsv(file.bytes())],
  read: (file, layout) => readCsv(file.bytes(), layout),
};

/** Reads a file once, piece by piece, and says how it is laid out. Nothing of it stays in memory but its first half megabyte. */
export async function lookAtCsv(bytes: AsyncIterable<Uint8Array>, encoding?: Encoding): Promise<Inspection> {
  const evidence = new EncodingEvidence();
  const hash = createHash("sha256");
  const head: Uint8Array[] = [];
  let size = 0;
  let lines = 0;
  let lastByte = 10;
  for await (const chunk of bytes) {
    evidence.add(chunk);
    hash.update(chunk);
    if (size < sampleBytes) head.push(chunk.slice(0, sampleBytes - size));
    size += chunk.length;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines++;
    // In UTF-16 every second byte may be zero.
    lastByte = chunk.findLast((byte) => byte !== 0) ?? lastByte;
  }
  // Not every program ends its last line.
  if (lastByte !== 10) lines++;
  const first = Buffer.concat(head);
  const found = encoding ?? evidence.weigh();
  const text = createDecoder(found).decode(first);
  const { above, ...layout } = layoutOf(text, found);
  const rows = countRows(text, layout.dialect, { isWhole: size <= sampleBytes }) - above;
  // A quoted cell may hold many lines: the rest of the file is taken to be as its beginning.
  const more = size <= sampleBytes ? 1 : lines > 1 ? lines / Math.max(1, text.split("\n").length - 1) : size / first.length;
  const counted = Math.max(0, rows * more - (layout.hasHeader ? 1 : 0));
  // Of a long file three digits are known, and more would look like a count.
  const rowsEstimated = more === 1 ? counted : Number(counted.toPrecision(3));
  return { ...layout, name: "", bytes: size, rowsEstimated, fingerprint: hash.digest("hex") };
}

const isFilled = ({ cells }: FileRecord): boolean => cells.some((cell) => cell.trim() !== "");

/** The rows of a text in which something stands, whether it can be read or not. */
function countRows(text: string, dialect: Dialect, { isWhole }: { isWhole: boolean }): number {
  const reader = new RecordReader(dialect);
  const records = [...reader.read(text), ...(isWhole ? reader.end() : [])];
  return records.filter((record) => record.problem !== null || isFilled(record)).length;
}

// Excel writes it above its tables, and reads it there, in countries where the comma is no delimiter.
const hint = /^sep=([^\r\n])\r?\n/i;

/** How a text is laid out; `above` rows of it stand above the table. */
function layoutOf(text: string, encoding: Encoding): Layout & { sample: string[][]; above: number } {
  const hinted = hint.exec(text)?.[1];
  const dialect = { ...detectDialect(text), ...(hinted ? { delimiter: hinted } : {}) };
  const records = readSample(text, dialect).filter((record) => !record.problem && isFilled(record));
  const above = Math.max(hinted ? 1 : 0, titleRows(records));
  const cells = records.slice(above).map((record) => record.cells);
  const hasHeader = looksLikeHeader(cells[0]);
  const width = cells.reduce((widest, row) => Math.max(widest, row.length), 0);
  const headers = hasHeader ? nameColumns(cells[0]!) : nameColumns(Array.from({ length: width }, () => ""));
  const sample = (hasHeader ? cells.slice(1) : cells).map((row) => row.map(shorten));
  return {
    format: "csv",
    table: "",
    firstRow: above > 0 ? (records[above]?.row ?? 1) : 1,
    encoding,
    dialect,
    hasHeader,
    headers,
    sample,
    above,
  };
}

/** The records of a text, piece by piece. */
export async function* readCsv(
  chunks: AsyncIterable<Uint8Array>,
  { encoding, dialect }: Pick<Layout, "encoding" | "dialect">,
): AsyncGenerator<Batch> {
  const decoder = createDecoder(encoding);
  const reader = new RecordReader(dialect);
  let bytes = 0;
  let isDamaged = false;
  const cut = (text: string, isLast = false): Batch => {
    const records = isLast ? [...reader.read(text), ...reader.end()] : reader.read(text);
    isDamaged ||= text.includes("\uFFFD");
    // Nearly every file is whole, and a look at each piece is cheaper than one at each row.
    if (isDamaged) for (const record of records) if (!record.problem && record.raw.includes("\uFFFD")) record.problem = "bad_encoding";
    return { records, bytes };
  };
  for await (const chunk of chunks) {
    bytes += chunk.length;
    yield cut(decoder.decode(chunk));
  }
  yield cut(decoder.end(), true);
}
