import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFile, type FileRecord } from "../../src/collect/imports/formats/format.ts";
import { formatOf } from "../../src/collect/imports/formats/list.ts";
import type { Table } from "../../src/collect/imports/uploads/tables.ts";
import { lookInto } from "../../src/collect/imports/uploads/unpack.ts";

/** How far packed files may unfold unless a test says otherwise. */
export const caps = { mostBytes: 1024 ** 3, mostRatio: 250 };

/** The tables of a file of these bytes, wherever it is kept. */
export function lookAt(bytes: string | Uint8Array, name = "file", given = caps): Promise<Table[]> {
  const folder = mkdtempSync(join(tmpdir(), "rapport-look-"));
  writeFileSync(join(folder, "incoming"), bytes);
  return lookInto(join(folder, "incoming"), (index) => join(folder, String(index)), { name, caps: given });
}

/** All records of a table. */
export async function recordsOf(table: Table, given = caps): Promise<FileRecord[]> {
  const records: FileRecord[] = [];
  for await (const batch of formatOf(table.format).read(openFile(table.path, "file", given), table)) records.push(...batch.records);
  return records;
}

/** The cells of all records of a table, without those above and of its header. */
export async function cellsOf(table: Table): Promise<string[][]> {
  const records = (await recordsOf(table)).filter(({ row }) => row >= table.firstRow);
  return records.slice(table.hasHeader ? 1 : 0).map(({ cells }) => [...cells]);
}
