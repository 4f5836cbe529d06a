import type { Shape } from "../shape.ts";

/** Typeform's export of responses: a number sign in front, network ids behind. */
export const typeform: Shape = {
  id: "typeform",
  title: "Typeform",
  kind: "responses",
  tells: ["network id", "submit date|submitted at"],
  columns: {
    response: "response id,column 1",
    time: "submit date,submitted at",
    started: "start date,started at",
    finished: "response type",
    email: "email,email address,what s your email address,your email address",
    user: "user id,customer id",
  },
  drops: /^(network id|stage date|stage date|tags|ending)$/,
};
