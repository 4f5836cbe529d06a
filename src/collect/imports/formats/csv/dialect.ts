import type { FileRecord } from "../format.ts";
import { RecordReader, type Dialect } from "./records.ts";

const delimiters = [",", ";", "\t", "|"] as const;
const sampleRecords = 200;

/** The delimiter and line break under which the sample falls into the most even table. A single column reads as comma separated. */
export function detectDialect(sample: string): Dialect {
  const newline = !sample.includes("\n") && sample.includes("\r") ? "\r" : "\n";
  const [best] = delimiters
    .map((delimiter) => ({ dialect: { delimiter, newline } as Dialect, evenness: evennessOf(readSample(sample, { delimiter, newline })) }))
    .sort((a, b) => b.evenness - a.evenness);
  return best!.dialect;
}

/** The first records of a sample that may have been cut anywhere; the last one is left out unless it is the only one. */
export function readSample(sample: string, dialect: Dialect): FileRecord[] {
  const reader = new RecordReader(dialect);
  const records = reader.read(sample);
  return (records.length > 0 ? records : reader.end()).slice(0, sampleRecords);
}

/** The number of cells that most records have. */
export function usualWidth(records: readonly FileRecord[]): number {
  const seen = new Map<number, number>();
  for (const { cells, problem } of records) if (!problem) seen.set(cells.length, (seen.get(cells.length) ?? 0) + 1);
  return [...seen].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 1;
}

// The share of records as wide as most, and a little for width: commas inside comments make a ragged table, true delimiters an even one.
function evennessOf(records: FileRecord[]): number {
  const width = usualWidth(records);
  if (width === 1 || records.length === 0) return 0;
  const even = records.filter((record) => !record.problem && record.cells.length === width).length / records.length;
  const headed = records[0]!.cells.length === width ? 1 : 0.5;
  return even * headed + Math.min(width, 50) / 1000;
}
