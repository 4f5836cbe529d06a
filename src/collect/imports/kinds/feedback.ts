import { answerFields, customerFields, idField, placeFields, timeField } from "./fields.ts";
import type { Kind } from "./list.ts";

/** One row: one answer. It may be anonymous; it needs a score or a comment. */
export const feedback: Kind = {
  id: "feedback",
  title: "Feedback",
  fields: [...answerFields, timeField(), ...customerFields, ...placeFields, idField],
  needs: [["score", "comment"], ["time"]],
  draft: (row) => {
    const question = row.question();
    const score = row.score(question);
    const comment = row.text("comment");
    if (score === null && comment === "") row.refuse("no_answer", "The row has neither a score nor a comment. Fill in one of them.");
    return {
      fact: "feedback",
      identities: row.identities(),
      timestamp: row.instant(),
      question: score === null ? "" : question,
      score,
      comment,
      language: row.text("language").replaceAll("_", "-"),
      touchpoint: row.text("touchpoint") || row.plan.touchpoint,
      channel: row.channel(),
      stage: row.stage(),
      surveyId: "",
      properties: row.rest(),
    };
  },
};
