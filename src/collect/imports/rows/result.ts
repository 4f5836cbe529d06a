import type { Fact } from "../../../model/fact.ts";
import type { RowProblem } from "./problems.ts";

/** Rows with one reason; `example` is the first row's sentence. */
export type ReasonCount = { code: string; count: number; example: string };

/** Facts of one sort. `what` is an event's name, or the question of an answer, empty for words without a score; of further names there is one count, named `null`. */
export type FactCount = { fact: Fact["fact"]; what: string | null; count: number };

/**
 * What came of an import. The first six are rows, and none is missing: `read = stored + known + setAside + leftOut + merged`.
 *
 * `merged` are rows that belong to the row above them; `leftOut` are rows with nothing wrong that do not count, such as previews. A row is stored or known as
 * its chief fact is. `factsStored` and `factsKnown` count every fact, and `facts` says how many of each were made. Reasons are sorted by count.
 */
export type ImportResult = {
  read: number;
  stored: number;
  known: number;
  setAside: number;
  leftOut: number;
  merged: number;
  factsStored: number;
  factsKnown: number;
  facts: FactCount[];
  reasons: ReasonCount[];
  omissions: ReasonCount[];
};

export const emptyResult = (): ImportResult => ({
  read: 0,
  stored: 0,
  known: 0,
  setAside: 0,
  leftOut: 0,
  merged: 0,
  factsStored: 0,
  factsKnown: 0,
  facts: [],
  reasons: [],
  omissions: [],
});

/** Counts a reason; the first row that has it is the example. */
export function countReason(reasons: ReasonCount[], { code, says }: RowProblem, rows = 1): void {
  const reason = reasons.find((known) => known.code === code);
  if (reason) reason.count += rows;
  else reasons.push({ code, count: rows, example: says });
}

// Names of events come from the file: there may be as many as rows.
const namesKept = 50;

/** Counts a fact by what it says. */
export function countFact(facts: FactCount[], said: Fact): void {
  const { fact } = said;
  const what = fact === "interaction" ? said.name : fact === "feedback" ? said.question : "";
  const find = (name: string | null): FactCount | undefined => facts.find((one) => one.fact === fact && one.what === name);
  const isRoom = facts.length < namesKept;
  const known = find(what) ?? (isRoom ? undefined : find(null));
  if (known) known.count++;
  else facts.push({ fact, what: isRoom ? what : null, count: 1 });
}
