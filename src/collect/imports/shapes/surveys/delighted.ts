import type { Shape } from "../shape.ts";

/** Delighted's export of answers, and its API's with nested names joined by dots: one score and a comment, properties in columns of their own. */
export const delighted: Shape = {
  id: "delighted",
  title: "Delighted",
  kind: "feedback",
  tells: ["survey type", "score", "comment", "person|person id|person email|email|permalink"],
  columns: {
    id: "response id,id",
    question: "survey type",
    time: "created at,response date,response submitted at,date",
    email: "person email,email",
    phone: "person phone number,phone number,phone",
    name: "person name,name",
    channel: "survey source,delivery method",
  },
  drops: /^(person|person id|permalink|updated at)$/,
};
