import type { Caps } from "../containers/caps.ts";
import { openFile } from "../formats/format.ts";
import { formatOf } from "../formats/list.ts";
import { importFile, type ImportRun } from "./import-file.ts";
import { emptyResult, type ImportResult, type ReasonCount } from "../rows/result.ts";
import { planFor, type Table } from "../uploads/tables.ts";

/** What all tables of one import share. `file` is the name under which a person brought them. */
export type TablesRun = Omit<ImportRun, "batches" | "table"> & { file: string; caps: Caps };

/**
 * Imports one table after the other under one plan, and adds up what came of them. Each is read as if it had come alone, so that the same
 * rows are the same facts in whatever archive they come again.
 */
export async function importTables(tables: readonly Table[], { file, caps, ...run }: TablesRun): Promise<ImportResult> {
  const sum = emptyResult();
  let behind = 0;
  for (const [index, table] of tables.entries()) {
    // The plan was made for the first one.
    const plan = index === 0 ? run.plan : planFor(run.plan, table);
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

const counts = ["read", "stored", "known", "setAside", "leftOut", "merged", "factsStored", "factsKnown"] as const;

function add(sum: ImportResult, result: ImportResult): void {
  for (const count of counts) sum[count] += result[count];
  addReasons(sum.reasons, result.reasons);
  addReasons(sum.omissions, result.omissions);
  for (const made of result.facts) {
    const same = sum.facts.find(({ fact, what }) => fact === made.fact && what === made.what);
    if (same) same.count += made.count;
    else sum.facts.push({ ...made });
  }
  sum.facts.sort((a, b) => b.count - a.count);
}

function addReasons(sum: ReasonCount[], reasons: readonly ReasonCount[]): void {
  for (const reason of reasons) {
    const same = sum.find(({ code }) => code === reason.code);
    if (same) same.count += reason.count;
    else sum.push({ ...reason });
  }
  sum.sort((a, b) => b.count - a.count);
}
