import type { Shape } from "../shape.ts";

/** Freshdesk's export of tickets. */
export const freshdesk: Shape = {
  id: "freshdesk",
  title: "Freshdesk",
  kind: "tickets",
  tells: ["ticket id", "status", "created time", "resolved time|agent|group"],
  columns: {
    time: "created time",
    updated: "last update time",
    solved: "resolved time,closed time",
    replied: "initial response time",
    replyWait: "first response time in hrs",
    channel: "source",
    email: "email,contact email",
    name: "full name,contact name",
    rating: "survey results",
  },
  drops: /^contact id$/,
};
