import type { Fact } from "../../model/fact.ts";
import { formatMinor } from "./cells/money.ts";
import { passSteps } from "../steps/list.ts";
import type { Rules } from "../steps/rules.ts";
import type { Batch, FileRecord } from "./formats/format.ts";
import type { ImportPlan } from "./plan.ts";
import { isBlank, RowReader } from "./rows/row-reader.ts";
import { Sheaves } from "./rows/sheaf.ts";

/**
 * One row as it would come in: what it would say, by name, or why it would not; `rows` when it is one thing on several, `more` what else it
 * says beside its chief fact. `isLeftOut` when nothing is wrong with it and it does not count.
 */
export type PreviewRow = {
  row: number;
  rows: number;
  ok: boolean;
  isLeftOut: boolean;
  problem: string | null;
  fact: Record<string, unknown> | null;
  more: string[];
};

/** The first rows of a file, then the first ones with a problem; `read` and `bad` count the whole sample. */
export type Preview = { rows: PreviewRow[]; read: number; bad: number };

const shown = { first: 20, bad: 10, read: 2000 };

/**
 * Reads the beginning of a table under a plan and stores nothing.
 *
 * @param rules  what the workspace decided about what comes in: each fact is shown as it would be stored
 */
export async function previewRows(batches: AsyncIterable<Batch>, plan: ImportPlan, rules: Rules): Promise<Preview> {
  const heads = plan.hasHeader ? 1 + plan.heads : 0;
  const records: FileRecord[] = [];
  for await (const batch of batches) {
    for (const record of batch.records) if (!isBlank(record) && record.row >= plan.firstRow) records.push(record);
    if (records.length >= heads + shown.read) break;
  }
  const told = records.slice(heads, heads + shown.read);
  const reads = new RowReader(plan, { sourceId: "", receivedAt: Date.now() });
  const sheaves = new Sheaves(plan);
  // The last thing of a part may go on behind it; of the whole file it is complete.
  const complete = [...told.flatMap((record) => sheaves.add(record)), ...sheaves.end()];
  const all = complete.map((sheaf): PreviewRow => {
    const { row } = sheaf[0]!;
    const read = reads.read(sheaf);
    const shared = { row, rows: sheaf.length, ok: false, isLeftOut: false, problem: null, fact: null, more: [] };
    if ("problem" in read) return { ...shared, problem: `Row ${row}. ${read.problem.says}` };
    if ("omission" in read) return { ...shared, ok: true, isLeftOut: true, problem: `Row ${row}. ${read.omission.says}` };
    const [reason] = passSteps([read.fact, ...read.others], rules).setAside;
    if (reason) return { ...shared, problem: `Row ${row}. ${reason.problem}` };
    return { ...shared, ok: true, fact: tell(read.fact), more: read.others.map(nameOf) };
  });
  const bad = all.filter(({ ok }) => !ok);
  const first = all.slice(0, shown.first);
  return { rows: [...first, ...bad.filter((row) => !first.includes(row)).slice(0, shown.bad)], read: told.length, bad: bad.length };
}

const nameOf = (fact: Fact): string =>
  fact.fact === "interaction"
    ? fact.name
    : fact.fact === "feedback"
      ? `${fact.question || "words"} ${fact.score ?? ""}`.trim()
      : "who the customer is";

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
