import type { Shape } from "../shape.ts";

/** Apple's reviews, from App Store Connect or from the public feed, with nested names joined by dots. */
export const appStore: Shape = {
  id: "app-store",
  title: "App Store",
  kind: "reviews",
  tells: ["attributes rating|im rating label|im rating", "attributes body|attributes created date|content label|im version label|content"],
  columns: {
    review: "id,id label",
    score: "attributes rating,im rating label,im rating",
    title: "attributes title,title label,title",
    comment: "attributes body,content label,content",
    author: "attributes reviewer nickname,author name label,author name",
    time: "attributes created date,updated label,updated",
    version: "im version label,im version",
  },
  drops: /^(type|links .*|relationships .*|link .*|author uri.*|im vote.*|im content type.*|content attributes type|author label)$/,
  touchpoint: "App Store",
};
