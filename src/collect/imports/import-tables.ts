import type { Caps } from "./containers/caps.ts";
import { openFile } from "./formats/format.ts";
import { formatOf } from "./formats/list.ts";
import { importFile, type ImportResult, type ImportRun } from "./import-file.ts";
import { planFor, type Table } from "./tables.ts";

/** What all tables of one import share. `file` is the name under which a person brought them. */
export type TablesRun = Omit<ImportRun, "batches" | "table"> & { file: string; caps: Caps };

/**
 * Imports one table after the other under one plan, and adds up what came of them. Each is read as if it had come alone, so that the same
 * rows are the same facts in whatever archive they come again.
 */
export async function importTables(tables: readonly Table[], { file, caps, ...run }: TablesRun): Promise<ImportResult> {
  const sum: ImportResult = { read: 0, stored: 0, known: 0, setAside: 0, reasons: [] };
  let behind = 0;
  for (const table of tables) {
    const plan = planFor(run.plan, table);
    const before = { bytes: behind, rows: sum.read, setAside: sum.setAside };
    const result = await importFile({
      ...run,
      plan,
      batches: formatOf(plan.format).read(openFile(table.path, file, caps), plan),
      onProgress: ({ bytes, rows, setAside }) =>
        run.onProgress?.({ bytes: before.bytes + bytes, rows: before.rows + rows, setAside: before.setAside + setAside }),
      ...(tables.length > 1 ? { table: table.name } : {}),
    });
    behind += table.bytes;
    add(sum, result);
  }
  return sum;
}

function add(sum: ImportResult, { read, stored, known, setAside, reasons }: ImportResult): void {
  sum.read += read;
  sum.stored += stored;
  sum.known += known;
  sum.setAside += setAside;
  for (const reason of reasons) {
    const same = sum.reasons.find(({ code }) => code === reason.code);
    if (same) same.count += reason.count;
    else sum.reasons.push({ ...reason });
  }
  sum.reasons.sort((a, b) => b.count - a.count);
}
