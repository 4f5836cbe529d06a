import type { Fact, Feedback, Identification, Interaction } from "../../src/model/fact.ts";
import { generateTown, type TownOptions } from "../../src/collect/sample/town.ts";

/** All facts of one invented person, in the order in which they come. */
export type Diary = {
  facts: readonly Fact[];
  interactions: Interaction[];
  feedback: Feedback[];
  traits: Record<string, unknown>;
};

/** Reads the town person by person; only one person's facts are held at a time. */
export function* readDiaries(options: TownOptions): Generator<Diary> {
  let owner = "";
  let facts: Fact[] = [];
  for (const batch of generateTown(options)) {
    for (const fact of batch) {
      const next = fact.messageId.slice(0, fact.messageId.lastIndexOf("-"));
      if (next !== owner && facts.length > 0) {
        yield diaryOf(facts);
        facts = [];
      }
      owner = next;
      facts.push(fact);
    }
  }
  if (facts.length > 0) yield diaryOf(facts);
}

function diaryOf(facts: readonly Fact[]): Diary {
  const identifications = facts.filter((fact): fact is Identification => fact.fact === "identification");
  return {
    facts,
    interactions: facts.filter((fact): fact is Interaction => fact.fact === "interaction"),
    feedback: facts.filter((fact): fact is Feedback => fact.fact === "feedback"),
    traits: Object.assign({}, ...identifications.map(({ traits }) => traits)),
  };
}
