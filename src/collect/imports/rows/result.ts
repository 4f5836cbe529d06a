import type { Fact } from "../../../model/fact.ts";
import type { RowProblem } from "../problems.ts";

/** Rows with one reason; `example` is the first row's sentence. */
export type ReasonCount = { code: string; count: number; example: string };

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
  facts: { what: string; count: number }[];
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

/** Counts a fact by what it says: an event's name, a question that was answered, words, or what is known of a customer. */
export function countFact(facts: ImportResult["facts"], fact: Fact): void {
  const what = fact.fact === "interaction" ? fact.name : fact.fact === "feedback" ? `feedback:${fact.question || "words"}` : "customer";
  const known = facts.find((one) => one.what === what);
  if (known) known.count++;
  else if (facts.length < namesKept) facts.push({ what, count: 1 });
  else if (facts[namesKept]) facts[namesKept].count++;
  else facts.push({ what: "other", count: 1 });
}
