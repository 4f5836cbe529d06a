import type { Shape } from "../shape.ts";

/** Reviews of places on Google, as the Business Profile hands them out; stars may be words from ONE to FIVE. */
export const googleBusiness: Shape = {
  id: "google-business",
  title: "Google Business Profile",
  kind: "reviews",
  tells: ["star rating", "reviewer display name|reviewer name|reviewer", "create time|review date|comment"],
  columns: {
    review: "review id,name",
    score: "star rating",
    comment: "comment",
    author: "reviewer display name,reviewer name,reviewer",
    time: "create time,review date",
    changed: "update time",
    reply: "review reply comment,reply",
    location: "location name,location,store code",
  },
  drops: /profile photo/,
  touchpoint: "Google Business Profile",
};
