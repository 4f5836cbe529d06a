import type { Fact } from "../../model/fact.ts";
import { formatMinor } from "./cells/money.ts";
import { createDecoder } from "../sources/csv/encoding.ts";
import { RecordReader } from "../sources/csv/records.ts";
import { passSteps } from "../steps/list.ts";
import type { Rules } from "../steps/rules.ts";
import type { ImportPlan } from "./plan.ts";
import { isBlank, isProblem, RowReader } from "./row-reader.ts";

/** One row as it would come in: what it would say, by name, or what is wrong with it. */
export type PreviewRow = { row: number; ok: boolean; problem: string | null; fact: Record<string, unknown> | null };

/** The first rows of a file, then the first ones with a problem; `read` and `bad` count the whole sample. */
export type Preview = { rows: PreviewRow[]; read: number; bad: number };

const shown = { first: 20, bad: 10, read: 2000 };

/**
 * Reads the beginning of a file under a plan and stores nothing. The bytes may end anywhere.
 *
 * @param rules  what the workspace decided about what comes in: each fact is shown as it would be stored
 */
export function previewRows({ head, isWhole }: { head: Uint8Array; isWhole: boolean }, plan: ImportPlan, rules: Rules): Preview {
  const reader = new RecordReader(plan.dialect);
  const records = reader.read(createDecoder(plan.encoding).decode(head));
  if (isWhole) records.push(...reader.end());
  const told = records.filter((record) => !isBlank(record)).slice(plan.hasHeader ? 1 : 0, shown.read);
  const rows = new RowReader(plan, { sourceId: "", receivedAt: Date.now() });
  const all = told.map((record): PreviewRow => {
    const read = rows.read(record);
    if (isProblem(read)) return { row: record.row, ok: false, problem: `Row ${record.row}. ${read.says}`, fact: null };
    const [reason] = passSteps([read], rules).setAside;
    if (reason) return { row: record.row, ok: false, problem: `Row ${record.row}. ${reason.problem}`, fact: null };
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
