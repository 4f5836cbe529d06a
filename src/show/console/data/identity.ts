import type { DuplicatePairAnswer } from "../../api/routes/duplicates.ts";
import type { KeyEvidenceAnswer, NobodyAnswer } from "../../api/routes/identity.ts";
import { useAnswer, useOrder } from "./answer.ts";

export type Pair = DuplicatePairAnswer;
export type KeyEvidence = KeyEvidenceAnswer;
export type Nobody = NobodyAnswer;
export type Duplicates = { total: number; pairs: Pair[]; lookedAt: string | null };
export type Made = { decisions: string[] };

// Who is who changes every list of customers, and what they did.
const everywhere = ["/customers", "/duplicates", "/nobodies", "/cases", "/feedback"];

export const useKeyEvidence = (customerId: string) => useAnswer<{ keys: KeyEvidence[] }>(`/customers/${customerId}/identity`);
export const useSeparation = () =>
  useOrder<{ kind: string; value: string; why: string }, Made>({ method: "POST", path: "/customers/separate" }, everywhere);
export const useUndo = () =>
  useOrder<string[]>({ method: "POST", path: "/customers/undo", body: (decisions) => ({ decisions }) }, everywhere);

/** Pairs that wait for somebody; with a limit of 0 only how many. */
export const useDuplicates = (limit: number) => useAnswer<Duplicates>("/duplicates", { limit });
export const useLook = () => useOrder<void, { job: string }>({ method: "POST", path: "/duplicates/look" });
export const useVerdict = () =>
  useOrder<{ left: string; right: string; verdict: "same" | "different" }, Made>(
    { method: "POST", path: "/duplicates/decide" },
    everywhere,
  );

export const useNobodies = () => useAnswer<{ nobodies: Nobody[] }>("/nobodies");
export const useNewNobody = () =>
  useOrder<{ kind: string; value: string; why: string }, Made>({ method: "POST", path: "/nobodies" }, everywhere);
