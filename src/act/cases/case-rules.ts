import type { ScoredQuestion } from "../../model/fact.ts";
import type { CaseRules } from "../../store/records/tables.ts";

/** The rules of a new workspace: an answer at or below its bound opens a case, which asks for a contact within a working day. */
export const usualRules: CaseRules = { recommend: 6, satisfaction: 2, ease: 3, dueHours: 8, maxAgeDays: 14 };

/** An answer, as far as the rules look at it; `timestamp` in UTC milliseconds, `identities` strongest first. */
export type ScoredAnswer = { question: ScoredQuestion | ""; score: number | null; timestamp: number; identities: readonly string[] };

/**
 * Whether an answer opens a case at an instant: it is low, it says who gave it, and it is not older than `maxAgeDays`.
 *
 * An anonymous answer never does, because nobody could be helped.
 */
export function opensCase(rules: CaseRules, answer: ScoredAnswer, now: number): boolean {
  const { question, score, timestamp, identities } = answer;
  if (question === "" || score === null || identities.length === 0) return false;
  return score <= rules[question] && timestamp > now - rules.maxAgeDays * 86_400_000;
}
