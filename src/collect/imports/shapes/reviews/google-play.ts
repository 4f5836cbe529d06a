import type { Shape } from "../shape.ts";

/** The Google Play Console's monthly files of reviews. Texts are UTF-16, and a changed review comes again. */
export const googlePlay: Shape = {
  id: "google-play",
  title: "Google Play",
  kind: "reviews",
  tells: ["package name", "star rating", "review text|review submit date and time"],
  columns: {
    product: "package name",
    version: "app version name,app version code",
    time: "review submit date and time",
    changed: "review last update date and time",
    score: "star rating",
    title: "review title",
    comment: "review text",
    reply: "developer reply text",
    review: "review link",
    language: "reviewer language",
  },
  drops: /millis since epoch/,
  touchpoint: "Google Play",
};
