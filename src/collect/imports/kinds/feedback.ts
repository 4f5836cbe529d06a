import { answerFields, customerFields, idField, placeFields, profileFields, timeFields } from "./fields.ts";
import type { Kind } from "./kind.ts";
import { personOf } from "./person.ts";

/** One row: one answer. It may be anonymous; it needs a score or a comment. */
export const feedback: Kind = {
  id: "feedback",
  title: "Feedback",
  fields: [...answerFields, ...timeFields(), ...customerFields, ...profileFields, ...placeFields, idField],
  needs: [["score", "comment"], ["time"]],
  telling: [
    ["score", "comment"],
    ["score", "comment", "question"],
  ],
  channel: "web",
  tell: (row) => {
    const question = row.question();
    const score = row.score(question);
    const comment = row.text("comment");
    if (score === null && comment === "") row.refuse("no_answer", "The row has neither a score nor a comment. Fill in one of them.");
    const draft = {
      fact: "feedback" as const,
      identities: row.identities(),
      timestamp: row.instant(),
      question: score === null ? ("" as const) : question,
      score,
      comment,
      language: row.text("language").replaceAll("_", "-"),
      touchpoint: row.text("touchpoint") || row.plan.touchpoint,
      channel: row.channel(),
      stage: row.stage(),
      surveyId: "",
      properties: row.rest(),
    };
    return [{ draft, key: null }, ...personOf(row, draft.timestamp)];
  },
};
