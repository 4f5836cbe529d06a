import { createHash } from "node:crypto";
import { detectDialect, readSample } from "../sources/csv/dialect.ts";
import { createDecoder, EncodingEvidence, type Encoding } from "../sources/csv/encoding.ts";
import type { CsvRecord } from "../sources/csv/records.ts";
import { dateOrderOf, readInstant } from "./cells/instant.ts";
import { readNumber } from "./cells/number.ts";
import { zoneOf } from "./cells/zone.ts";
import { problemHeader, type Layout } from "./plan.ts";

const sampleBytes = 524_288;
/** Characters of a cell that a sample keeps: enough to know what the column holds. */
const sampleCell = 300;

/** What a look at the whole file shows: its layout, its size, a sample of its rows without the header, and a hash of its bytes. */
export type Inspection = Layout & { bytes: number; rowsEstimated: number; sample: string[][]; fingerprint: string };

/** Reads a file once, piece by piece, and says how it is laid out. Nothing of it stays in memory but its first half megabyte. */
export async function inspectBytes(bytes: AsyncIterable<Uint8Array>, encoding?: Encoding): Promise<Inspection> {
  const evidence = new EncodingEvidence();
  const hash = createHash("sha256");
  const head: Uint8Array[] = [];
  let size = 0;
  let lines = 1;
  for await (const chunk of bytes) {
    evidence.add(chunk);
    hash.update(chunk);
    if (size < sampleBytes) head.push(chunk.slice(0, sampleBytes - size));
    size += chunk.length;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines++;
  }
  const found = encoding ?? evidence.weigh();
  const layout = layoutOf(Buffer.concat(head), found);
  return { ...layout, bytes: size, rowsEstimated: Math.max(0, lines - 1 - (layout.hasHeader ? 1 : 0)), fingerprint: hash.digest("hex") };
}

function layoutOf(head: Uint8Array, encoding: Encoding): Layout & { sample: string[][] } {
  const text = createDecoder(encoding).decode(head);
  const dialect = detectDialect(text);
  const records = readSample(text, dialect).filter((record) => !record.problem && record.cells.some((cell) => cell.trim() !== ""));
  const hasHeader = looksLikeHeader(records);
  const cells = records.map((record: CsvRecord) => record.cells);
  const width = cells.reduce((widest, row) => Math.max(widest, row.length), 0);
  const headers = hasHeader ? nameColumns(cells[0]!) : nameColumns(Array.from({ length: width }, () => ""));
  const sample = (hasHeader ? cells.slice(1) : cells).map((row) => row.map((cell) => cell.slice(0, sampleCell)));
  return { encoding, dialect, hasHeader, headers, sample };
}

// Headers are words, mostly different ones. Data has numbers, dates and addresses.
function looksLikeHeader(records: readonly CsvRecord[]): boolean {
  const first = records[0]?.cells.map((cell) => cell.trim());
  if (!first) return false;
  const named = first.filter((cell) => cell !== "");
  const zone = zoneOf("UTC");
  const isData = (cell: string): boolean =>
    cell.includes("@") ||
    readNumber(cell, ".") !== null ||
    readInstant(cell, { order: null, zone }) !== null ||
    dateOrderOf([cell]) !== undefined;
  return (
    named.length * 2 > first.length &&
    !named.some(isData) &&
    new Set(named).size * 2 > named.length &&
    first.every((cell) => cell.length < 200)
  );
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
