import type { Shape } from "../shape.ts";

/** Intercom's export of conversations. */
export const intercom: Shape = {
  id: "intercom",
  title: "Intercom",
  kind: "tickets",
  tells: ["conversation id", "conversation started at|started at|created at", "user email|user id|contact email|user name"],
  columns: {
    ticket: "conversation id",
    time: "conversation started at,started at,created at",
    solved: "last closed at,closed at",
    replyWait: "first response time seconds",
    rating: "conversation rating,conversation rating score",
    ratingComment: "conversation rating remark,conversation rating comment",
    agent: "teammate assigned,assignee,currently assigned teammate",
    group: "team assigned,currently assigned team",
    description: "first message,initial message",
    user: "user external id,user id",
  },
  channel: "chat",
};
