import type { Fact } from "../../model/fact.ts";
import { createDecoder } from "../sources/csv/encoding.ts";
import { RecordReader } from "../sources/csv/records.ts";
import type { ImportPlan } from "./plan.ts";
import { isBlank, isProblem, RowReader } from "./row-reader.ts";

/** One row as it would come in: what it says in a few words, or what is wrong with it. */
export type PreviewRow = { row: number; ok: boolean; problem: string | null; summary: string; fact: Fact | null };

/** The first rows of a file, then the first ones with a problem; `read` and `bad` count the whole sample. */
export type Preview = { rows: PreviewRow[]; read: number; bad: number };

const shown = { first: 20, bad: 10, read: 2000 };

/** Reads the beginning of a file under a plan and stores nothing. The bytes may end anywhere. */
export function previewRows(head: Uint8Array, isWhole: boolean, plan: ImportPlan): Preview {
  const reader = new RecordReader(plan.dialect);
  const records = reader.read(createDecoder(plan.encoding).decode(head));
  if (isWhole) records.push(...reader.end());
  const told = records.filter((record) => !isBlank(record)).slice(plan.hasHeader ? 1 : 0, shown.read);
  const rows = new RowReader(plan, { sourceId: "", receivedAt: Date.now() });
  const all = told.map((record): PreviewRow => {
    const read = rows.read(record);
    if (isProblem(read)) return { row: record.row, ok: false, problem: `Row ${record.row}. ${read.says}`, summary: "", fact: null };
    return { row: record.row, ok: true, problem: null, summary: summarise(read), fact: read };
  });
  const bad = all.filter(({ ok }) => !ok);
  const first = all.slice(0, shown.first);
  return { rows: [...first, ...bad.filter((row) => !first.includes(row)).slice(0, shown.bad)], read: all.length, bad: bad.length };
}

/** A fact in a few words, values only: `2026-03-31T12:05:00.000Z · user:17 · recommend 9 · “Schön”`. */
function summarise(fact: Fact): string {
  const parts = [new Date(fact.timestamp).toISOString(), fact.identities.join(", ")];
  if (fact.fact === "interaction") parts.push(fact.name, fact.revenueMinor === null ? "" : `${fact.revenueMinor} ${fact.currency}`);
  if (fact.fact === "feedback")
    parts.push(fact.score === null ? "" : `${fact.question} ${fact.score}`, fact.comment && `“${fact.comment.slice(0, 80)}”`);
  if (fact.fact === "identification") parts.push(JSON.stringify(fact.traits).slice(0, 120));
  return parts.filter((part) => part !== "").join(" · ");
}
