import type { Shape } from "../shape.ts";

/** Trustpilot's business export of reviews, and its API's answers with nested names joined by dots. */
export const trustpilot: Shape = {
  id: "trustpilot",
  title: "Trustpilot",
  kind: "reviews",
  tells: ["review id|id", "review stars|stars", "review consumer user id|review username|consumer display name|consumer id"],
  columns: {
    review: "review id,id",
    score: "review stars,stars",
    title: "review title,title",
    comment: "review content,text",
    author: "review username,consumer display name",
    time: "review created,created at",
    changed: "review updated,updated at",
    product: "domain url,business unit display name",
    location: "location name",
    reply: "company reply,company reply text,business reply",
    email: "review consumer email,consumer email,referral email,reference email",
  },
  drops: /^(links.*|review consumer user id|consumer id|consumer links.*)$/,
  touchpoint: "Trustpilot",
};
