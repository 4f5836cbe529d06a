import { createHash } from "node:crypto";
import { readEntry } from "../containers/zip.ts";
import type { Layout } from "../plan.ts";
import { looksLikeHeader, nameColumns, Sample, titleRows } from "./columns.ts";
import { sampled, type Batch, type FileRecord, type Format, type FormatFile, type Inspection } from "./format.ts";
import { readXml } from "./xml.ts";
import { SheetRows } from "./xlsx/sheet-rows.ts";
import { openWorkbook, type Sheet, type Workbook } from "./xlsx/workbook.ts";

/** A workbook of Excel, or of a program that writes its format: each sheet with rows is a table. No formula is computed. */
export const xlsx: Format = {
  id: "xlsx",
  title: "Excel",
  // It is a zip archive, told from others by what it lists.
  recognises: () => false,
  look,
  async *read(file, { table }) {
    const book = await openWorkbook(file);
    try {
      const sheet = book.sheets.find(({ name }) => name === table);
      if (sheet) yield* rowsOf(book, sheet, file, new SheetRows(book, file));
    } finally {
      book.close();
    }
  },
};

async function look(file: FormatFile): Promise<Inspection[]> {
  const hash = createHash("sha256");
  for await (const chunk of file.bytes()) hash.update(chunk);
  const digest = hash.digest("hex");
  const book = await openWorkbook(file);
  try {
    const tables: Inspection[] = [];
    // Hidden sheets are usually lists for the visible ones; they are offered last.
    for (const sheet of book.sheets.toSorted((a, b) => Number(a.isHidden) - Number(b.isHidden))) {
      const table = await lookAtSheet(book, sheet, file);
      if (table) tables.push({ ...table, fingerprint: `${digest} ${sheet.name}` });
    }
    return tables;
  } finally {
    book.close();
  }
}

async function lookAtSheet(book: Workbook, sheet: Sheet, file: FormatFile): Promise<Inspection | null> {
  const rows = new SheetRows(book, file);
  const records: FileRecord[] = [];
  let bytes = 0;
  for await (const batch of rowsOf(book, sheet, file, rows)) {
    records.push(...batch.records);
    bytes = batch.bytes;
    if (records.length > sampled.rows + 20) break;
  }
  const filled = records.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  const [first, ...rest] = filled.slice(titleRows(filled));
  if (!first) return null;
  const hasHeader = looksLikeHeader(first.cells);
  const data = hasHeader ? rest : [first, ...rest];
  if (data.length === 0) return null;
  const width = data.slice(0, sampled.rows).reduce((widest, { cells }) => Math.max(widest, cells.length), first.cells.length);
  const sample = new Sample();
  for (const { cells } of data) sample.add(cells);
  const isWhole = records.length <= sampled.rows + 20;
  const estimate = Math.round((sheet.entry.uncompressedSize / Math.max(1, bytes)) * data.length);
  const layout: Layout = {
    format: "xlsx",
    table: sheet.name,
    firstRow: first.row,
    encoding: "utf-8",
    dialect: { delimiter: ",", newline: "\n" },
    hasHeader,
    headers: nameColumns(Array.from({ length: width }, (_, index) => (hasHeader ? (first.cells[index] ?? "") : ""))),
  };
  const rowsEstimated = isWhole ? data.length : rows.declaredRows ? rows.declaredRows - first.row + (hasHeader ? 0 : 1) : estimate;
  return { ...layout, name: sheet.name, bytes: sheet.entry.uncompressedSize, rowsEstimated, sample: sample.rows, fingerprint: "" };
}

async function* rowsOf(book: Workbook, { entry }: Sheet, file: FormatFile, rows: SheetRows): AsyncGenerator<Batch> {
  for await (const bytes of readXml(readEntry(book.archive, entry, file.name), rows, { file })) yield { records: rows.take(), bytes };
}
