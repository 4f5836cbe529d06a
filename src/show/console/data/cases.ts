import { type Page, useAnswer, useOrder, usePages } from "./answer.ts";
import type { FeedbackStory } from "./feedback.ts";

export type CaseState = "new" | "contacted" | "working" | "resolved" | "closed";
export type CaseRow = {
  id: string;
  number: number;
  customerId: string;
  customerName: string | null;
  state: CaseState;
  question: string;
  score: number | null;
  comment: string;
  touchpoint: string;
  openedAt: string;
  dueAt: string;
  late: boolean;
  owner: { id: string; name: string } | null;
  cause: string | null;
};
export type CasePage = Page<CaseRow> & { counts: Record<string, number> };
export type Cause = { id: string; label: string; children?: Cause[] };
export type CaseEvent = { at: string; who: string | null; what: string; details?: { note?: string; to?: string; cause?: string } };
export type Case = CaseRow & { feedback: FeedbackStory | null; history: CaseEvent[]; causes: Cause[] };

export const useCases = (state: string) => usePages<CasePage>("/cases", { state }, 15_000);
export const useCase = (id: string) => useAnswer<Case>(`/cases/${id}`);
export const useCauses = () => useAnswer<{ tree: Cause[] }>("/causes");

export type CaseAct = "take" | "assign" | "contact" | "note" | "resolve" | "close" | "reopen";
export type CaseOrder = { id: string; act: CaseAct; userId?: string; note?: string; cause?: string; reason?: string };

/** Every step of a case's life is one order to the server; the answer is the case as it now stands. */
export const useCaseOrder = () =>
  useOrder<CaseOrder, Case>(
    {
      method: "POST",
      path: ({ id, act }) => `/cases/${id}/${act}`,
      body: ({ userId, note, cause, reason }) => ({ userId, note, cause, reason }),
    },
    ["/cases", "/customers", "/feedback"],
  );
