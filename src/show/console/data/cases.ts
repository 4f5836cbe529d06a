import type { CaseFile, CaseInbox, CaseItem } from "../../api/routes/cases.ts";
import { useAnswer, useOrder, usePages } from "./answer.ts";

export type { CaseFile, CaseItem };
export type CaseState = CaseItem["state"];
export type Cause = CaseFile["causes"][number];
export type CaseEvent = CaseFile["history"][number];

export const useCases = (state: string) => usePages<CaseInbox>("/cases", { state }, 15_000);
export const useCase = (id: string) => useAnswer<CaseFile>(`/cases/${id}`);
export const useCauses = () => useAnswer<{ tree: Cause[] }>("/causes");

/** One step in a case's life, as the server takes it; `undo` takes back what one did last. */
export type CaseOrder = { id: string } & (
  | { act: "take" | "undo" }
  | { act: "assign"; words: { userId: string | null } }
  | { act: "contact" | "reopen"; words: { note: string } }
  | { act: "note"; words: { text: string } }
  | { act: "resolve"; words: { cause: string; note: string } }
  | { act: "close"; words: { reason: string } }
);

/** Every step of a case's life is one order to the server; the answer is the case as it now stands. */
export const useCaseOrder = () =>
  useOrder<CaseOrder, CaseFile>(
    { method: "POST", path: ({ id, act }) => `/cases/${id}/${act}`, body: (order) => ("words" in order ? order.words : {}) },
    ["/cases", "/customers", "/feedback"],
  );

/** A cause by its id, with the causes above it: "Delivery › Late". `null` when it is not in the tree. */
export function sayCause(tree: Cause[], id: string): string | null {
  for (const { id: own, label, children } of tree) {
    if (own === id) return label;
    const below = sayCause(children, id);
    if (below) return `${label} › ${below}`;
  }
  return null;
}
