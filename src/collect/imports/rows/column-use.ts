import { kinds } from "../kinds/list.ts";
import { problemHeader, restOf, type ImportPlan } from "../plan.ts";

/**
 * What becomes of a column: it fills a field, holds answers, is kept beside the fact under its header because nobody knows what it means, is never
 * stored because it holds machines' addresses or a program's own notes, or is left out because somebody chose so. `as` is the field's or the question's id.
 */
export type ColumnUse = { header: string; use: "field" | "answer" | "kept" | "dropped" | "leftOut"; as: string | null };

/** What becomes of every column of a file, in the file's order. */
export function columnUse(plan: ImportPlan): ColumnUse[] {
  const { columns, answers, dropped, headers, keepsRest, kind } = plan;
  const rest = new Set(restOf(plan).map(({ index }) => index));
  const labels = new Map(kinds[kind].fields.map(({ id, label }) => [id, label]));
  return headers.flatMap((header, index): ColumnUse[] => {
    const field = Object.keys(columns).find((id) => columns[id] === index);
    const answer = answers.find(({ column }) => column === index);
    if (field) return [{ header, use: "field", as: labels.get(field) ?? field }];
    if (answer) return [{ header, use: "answer", as: answer.asked }];
    if (dropped.includes(index)) return [{ header, use: "dropped", as: null }];
    if (header === problemHeader) return [];
    return [{ header, use: rest.has(index) && keepsRest ? "kept" : "leftOut", as: null }];
  });
}
