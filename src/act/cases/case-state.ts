import { Failure } from "../../model/failure.ts";
import type { CaseState } from "../../store/records/tables.ts";

/**
 * How a case stands: new -> contacted -> working -> resolved -> closed, and from the last two back to new by reopening.
 * Its clock asks for the first contact: it runs until `contactedAt`, and begins again when the case is reopened.
 */
export type Standing = {
  state: CaseState;
  ownerId: string | null;
  cause: string | null;
  dueAt: Date;
  contactedAt: Date | null;
  resolvedAt: Date | null;
  closedAt: Date | null;
};

/** What somebody can do to a case. An owner of `null` gives it back to everyone. */
export type CaseAct =
  | { what: "took" }
  | { what: "assigned"; to: string | null }
  | { what: "contacted"; note: string }
  | { what: "noted"; note: string }
  | { what: "resolved"; cause: string; note: string }
  | { what: "closed"; note: string }
  | { what: "reopened"; note: string };

/** Who acts and when, and when a case that is reopened now will be due. */
export type Acting = { who: string; at: Date; dueAt: Date };

/** States in which somebody still has to help the customer. */
export const openStates = ["new", "contacted", "working"] as const satisfies CaseState[];

/** Whether a case is late at an instant: it waits for its first contact, and its time is over. Computed, never stored. */
export function isLate({ state, dueAt, contactedAt }: Pick<Standing, "state" | "dueAt" | "contactedAt">, now: number): boolean {
  return isOpen(state) && contactedAt === null && dueAt.getTime() < now;
}

/**
 * How a case stands after an act.
 *
 * @throws Failure `conflict` when the case does not stand where the act begins, `bad_input` when a reason or a note is missing
 */
export function applyAct(case_: Standing, act: CaseAct, { who, at, dueAt }: Acting): Standing {
  if (!isOpen(case_.state) && ["took", "assigned", "contacted", "resolved"].includes(act.what))
    throw new Failure("conflict", { problem: `This case is ${case_.state}. Reopen it first.` });

  switch (act.what) {
    case "took":
      if (case_.ownerId === who) throw new Failure("conflict", { problem: "This case is yours already." });
      if (case_.ownerId !== null)
        throw new Failure("conflict", { problem: "Somebody else has taken this case. Assign it to yourself to take it over." });
      return { ...underWay(case_), ownerId: who };
    case "assigned":
      return { ...case_, ownerId: act.to };
    case "contacted":
      return case_.state === "new"
        ? { ...case_, state: "contacted", contactedAt: at }
        : { ...underWay(case_), contactedAt: case_.contactedAt ?? at };
    case "noted":
      if (act.note.trim() === "") throw new Failure("bad_input", { field: "text", problem: "write what should be remembered." });
      return underWay(case_);
    case "resolved":
      return { ...case_, state: "resolved", cause: act.cause, resolvedAt: at };
    case "closed":
      if (case_.state === "closed") throw new Failure("conflict", { problem: "This case is closed already." });
      if (case_.state !== "resolved" && act.note.trim() === "")
        throw new Failure("bad_input", { field: "reason", problem: "a case that was not resolved needs a reason to be closed." });
      return { ...case_, state: "closed", closedAt: at };
    case "reopened":
      if (isOpen(case_.state)) throw new Failure("conflict", { problem: "This case is open already." });
      return { ...case_, state: "new", cause: null, dueAt, contactedAt: null, resolvedAt: null, closedAt: null };
  }
}

const isOpen = (state: CaseState): boolean => (openStates as readonly CaseState[]).includes(state);

/** After the first contact, whatever is done about a case means that somebody works on it. */
const underWay = (case_: Standing): Standing => (case_.state === "contacted" ? { ...case_, state: "working" } : case_);
