import type { Fact } from "../../model/fact.ts";
import { formatMinor } from "./cells/money.ts";
import type { Batch, FileRecord } from "./formats/format.ts";
import type { ImportPlan } from "./plan.ts";
import { isBlank, isProblem, RowReader } from "./row-reader.ts";

/** One row as it would come in: what it would say, by name, or what is wrong with it. */
export type PreviewRow = { row: number; ok: boolean; problem: string | null; fact: Record<string, unknown> | null };

/** The first rows of a file, then the first ones with a problem; `read` and `bad` count the whole sample. */
export type Preview = { rows: PreviewRow[]; read: number; bad: number };

const shown = { first: 20, bad: 10, read: 2000 };

/** Reads the beginning of a table under a plan and stores nothing. */
export async function previewRows(batches: AsyncIterable<Batch>, plan: ImportPlan): Promise<Preview> {
  const records: FileRecord[] = [];
  for await (const batch of batches) {
    records.push(...batch.records.filter((record) => !isBlank(record) && record.row >= plan.firstRow));
    if (records.length > shown.read) break;
  }
  const told = records.slice(plan.hasHeader ? 1 : 0, shown.read);
  const rows = new RowReader(plan, { sourceId: "", receivedAt: Date.now() });
  const all = told.map((record): PreviewRow => {
    const read = rows.read(record);
    if (isProblem(read)) return { row: record.row, ok: false, problem: `Row ${record.row}. ${read.says}`, fact: null };
    return { row: record.row, ok: true, problem: null, fact: tell(read) };
  });
  const bad = all.filter(({ ok }) => !ok);
  const first = all.slice(0, shown.first);
  return { rows: [...first, ...bad.filter((row) => !first.includes(row)).slice(0, shown.bad)], read: all.length, bad: bad.length };
}

/** What a fact says, without what only machines need. */
function tell(fact: Fact): Record<string, unknown> {
  const told = { when: new Date(fact.timestamp).toISOString(), who: fact.identities.join(", ") };
  if (fact.fact === "identification") return { ...told, ...fact.traits };
  const { touchpoint, channel, stage, properties } = fact;
  const where = { touchpoint, channel, stage };
  if (fact.fact === "feedback") {
    const { question, score, comment, language } = fact;
    return { ...told, question, score, comment: comment.slice(0, 300), language, ...where, ...properties };
  }
  const money = fact.revenueMinor === null ? null : formatMinor(fact.revenueMinor, fact.currency);
  return { ...told, event: fact.name, money, ...where, ...properties };
}
