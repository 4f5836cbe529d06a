import type { Shape } from "../shape.ts";

/** AskNicely's export of answers: one score and a comment. */
export const asknicely: Shape = {
  id: "asknicely",
  title: "AskNicely",
  kind: "feedback",
  tells: ["answer|score", "comment|comments", "responded|responded at|response time", "email|contact id|customer id"],
  columns: {
    id: "response id,id",
    score: "answer,score",
    question: "question type,survey type",
    time: "responded,responded at,response time",
    user: "customer id",
    name: "name,contact name",
    channel: "delivery method",
  },
  drops: /^(contact id|sent|opened|delivered|last emailed)$/,
};
