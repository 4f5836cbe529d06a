import type { DeadLetter, Fact } from "../../model/fact.ts";
import { consent } from "./consent.ts";
import { letterOfFact } from "./letter.ts";
import { locate } from "./locate.ts";
import { place } from "./place.ts";
import { redact } from "./redact.ts";
import type { Rules } from "./rules.ts";
import type { Reason, Step } from "./step.ts";

/**
 * Every step of the intake, in order. Facts of all ways in pass them: tracking, webhooks, files, surveys.
 *
 * A new one is a file here and a line below. When it needs to know what the workspace decided, that is a line in `Rules` and one in
 * `readRules`, both in `rules.ts`. A step that must see a fact before anything is derived from it, such as a consent gate, stands first;
 * one that removes what must not be stored, such as redaction, stands last.
 */
export const steps: readonly Step[] = [consent, place, locate, redact];

/** How many facts of one source were set aside for one reason. */
export type SetAside = Reason & { sourceId: string; n: number };

/** What remains of facts after the steps: those that go on, those kept as dead letters, and the count of those set aside. */
export type Passed = { facts: readonly Fact[]; letters: DeadLetter[]; setAside: SetAside[] };

/** Lets facts of one workspace pass the steps. */
export function passSteps(facts: readonly Fact[], rules: Rules, list: readonly Step[] = steps): Passed {
  const passed: Passed = { facts, letters: [], setAside: [] };
  const stopped = new Set<Fact>();
  for (const fact of facts) {
    const reason = firstReason(fact, rules, list);
    if (!reason) continue;
    stopped.add(fact);
    count(passed, fact, { reason, rules });
  }
  if (stopped.size > 0) passed.facts = facts.filter((fact) => !stopped.has(fact));
  return passed;
}

/** Why a fact is set aside, and by which step first; `null` when it goes on, as the steps left it. */
export function firstReason(fact: Fact, rules: Rules, list: readonly Step[]): Reason | null {
  for (const step of list) {
    const reason = step(fact, rules);
    if (reason) return reason;
  }
  return null;
}

function count({ letters, setAside }: Passed, fact: Fact, { reason, rules }: { reason: Reason; rules: Rules }): void {
  const { sourceId } = fact;
  const { code, keepsText } = reason;
  if (keepsText) {
    // What must not be stored is not kept in a letter either.
    redact(fact, rules);
    letters.push(letterOfFact(fact, reason));
  }
  // A further fact of a message stands for nothing that arrived by itself.
  if (fact.isFurther && !keepsText) return;
  const same = setAside.find((each) => each.sourceId === sourceId && each.code === code && each.keepsText === keepsText);
  if (same) same.n++;
  else setAside.push({ ...reason, sourceId, n: 1 });
}
