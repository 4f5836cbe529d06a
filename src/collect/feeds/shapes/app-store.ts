import { bagOf, textOf } from "../../sources/bag.ts";
import { feedInstant, jsonObject, type FeedItem, type FeedShape } from "./shape.ts";

/** The App Store's feed of customer reviews in its JSON form; only there do the stars come along. */
export const appStore: FeedShape = {
  id: "app-store",
  read(text) {
    const feed = bagOf(jsonObject(text)?.feed);
    if (feed.entry === undefined) return null;
    const entries = (Array.isArray(feed.entry) ? feed.entry : [feed.entry]).map(bagOf);
    // The first entry may be the app itself: it has no stars.
    return { title: labelOf(feed.title), items: entries.filter((entry) => labelOf(entry["im:rating"]) !== "").map(reviewItem) };
  },
};

const labelOf = (field: unknown): string => textOf(bagOf(field).label);

function reviewItem(entry: Record<string, unknown>): FeedItem {
  const rating = Number(labelOf(entry["im:rating"]));
  return {
    id: labelOf(entry.id),
    title: labelOf(entry.title),
    text: labelOf(entry.content),
    isHtml: bagOf(bagOf(entry.content).attributes).type === "html",
    link: textOf(bagOf(bagOf(entry.link).attributes).href),
    author: labelOf(bagOf(entry.author).name),
    language: "",
    at: feedInstant(labelOf(entry.updated)),
    rating: rating >= 1 && rating <= 5 ? rating : null,
  };
}
