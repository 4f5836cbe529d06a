import { guessPlan, type OpenQuestion } from "../../src/collect/imports/guessing/guess.ts";
import { importFile } from "../../src/collect/imports/runs/import-file.ts";
import { lookAtCsv, readCsv } from "../../src/collect/imports/formats/csv.ts";
import type { ImportPlan } from "../../src/collect/imports/plan.ts";
import type { ImportResult } from "../../src/collect/imports/rows/result.ts";
import type { DeadLetter, Fact, Feedback, Interaction } from "../../src/model/fact.ts";

const now = Date.UTC(2026, 5, 1);
const home = { timezone: "Europe/Berlin", currency: "EUR", country: "" };

export async function* pieces(bytes: Uint8Array, size = 777): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Remembers what was stored, by message id, as the intake does. */
export class Ledger {
  readonly facts = new Map<string, Fact>();
  readonly letters: DeadLetter[] = [];
  accept = async (_: string, facts: Fact[], letters: DeadLetter[]): Promise<{ stored: number; known: number }> => {
    const before = this.facts.size;
    for (const fact of facts) if (!this.facts.has(fact.messageId)) this.facts.set(fact.messageId, fact);
    this.letters.push(...letters);
    const stored = this.facts.size - before;
    return { stored, known: facts.length - stored };
  };
}

/** The guess of a file in words: its kind, and which header serves which field. */
export async function understand(text: string) {
  const { plan, open } = guessPlan(await lookAtCsv(pieces(new TextEncoder().encode(text))), home);
  const fields = Object.fromEntries(Object.entries(plan.columns).map(([field, index]) => [field, plan.headers[index]]));
  return { plan, open, kind: plan.kind, fields };
}

/** Imports a file as it is understood without a person's help. */
export async function importText(
  file: string | Uint8Array,
  ledger = new Ledger(),
  change: Partial<ImportPlan> = {},
): Promise<{ ledger: Ledger; result: ImportResult; plan: ImportPlan; open: OpenQuestion[] }> {
  const bytes = typeof file === "string" ? new TextEncoder().encode(file) : file;
  const { plan: guessed, open } = guessPlan(await lookAtCsv(pieces(bytes)), home);
  const plan = { ...guessed, ...change };
  const result = await importFile({
    workspaceId: "w",
    sourceId: "s",
    plan,
    batches: readCsv(pieces(bytes), plan),
    accept: ledger.accept,
    now: () => now,
  });
  return { ledger, result, plan, open };
}
/** The facts of an import, in the order in which they were stored. */
export const factsOf = ({ ledger }: { ledger: Ledger }) => [...ledger.facts.values()];

/** What an import says happened: each event with its day. */
export const eventsOf = (made: { ledger: Ledger }): Interaction[] =>
  factsOf(made).filter((fact): fact is Interaction => fact.fact === "interaction");
/** What an import says was answered. */
export const answersIn = (made: { ledger: Ledger }): Feedback[] =>
  factsOf(made).filter((fact): fact is Feedback => fact.fact === "feedback");

/** The rows that the report accounts for; equals what was read. */
export const accounted = ({ stored, known, setAside, leftOut, merged }: ImportResult): number =>
  stored + known + setAside + leftOut + merged;
