import { createHash } from "node:crypto";
import { convert } from "html-to-text";
import type { Channel } from "../../model/channel.ts";
import type { Feedback } from "../../model/fact.ts";
import { sanitise } from "../sanitise.ts";
import type { FeedItem } from "./shapes/shape.ts";

/** Where what a feed says belongs. */
export type FeedPlace = { sourceId: string; url: string; channel: Channel; touchpoint: string };

const itemsAtOnce = 1000;

/**
 * What a reading of a feed amounts to: one piece of feedback for each item, given by nobody that we know. An item's id makes its message
 * id, so an item counts once however often the feed is read; an item that was changed later stays as it was first read. An item with
 * neither words, a rating nor a link says nothing and is left out.
 */
export function feedbackIn(items: readonly FeedItem[], place: FeedPlace, receivedAt: number): Feedback[] {
  return items
    .slice(0, itemsAtOnce)
    .map((item) => feedbackOf(item, place, receivedAt))
    .filter(({ comment, score }) => comment !== "" || score !== null);
}

function feedbackOf(item: FeedItem, { sourceId, url, channel, touchpoint }: FeedPlace, receivedAt: number): Feedback {
  const link = linkOf(item.link, url);
  const { value, flags } = sanitise({ comment: wordsOf(item) || link, properties: { link, author: item.author, title: item.title } });
  return {
    fact: "feedback",
    messageId: `feed:${sourceId}:${digest(item.id || link || `${item.title}\n${item.text}`)}`,
    identities: [],
    timestamp: item.at !== null && item.at <= receivedAt ? item.at : receivedAt,
    originalTimestamp: item.at,
    sentAt: null,
    receivedAt,
    sourceId,
    flags: item.at !== null && item.at > receivedAt ? [...flags, "ts_clamped"] : flags,
    question: item.rating === null ? "" : "satisfaction",
    score: item.rating,
    comment: value.comment,
    language: item.language.slice(0, 35),
    touchpoint,
    channel,
    stage: "",
    surveyId: "",
    properties: Object.fromEntries(Object.entries(value.properties).filter(([, text]) => text !== "")),
  };
}

const digest = (text: string): string => createHash("sha256").update(text).digest("base64url");

/** The title, then the words, unless the words begin with the title anyway. */
function wordsOf({ title, text, isHtml }: FeedItem): string {
  const plain = isHtml ? plainText(text) : text.trim();
  const heading = plainText(title).replace(/\s+/g, " ");
  return plain.replace(/\s+/g, " ").startsWith(heading) ? plain : [heading, plain].filter((part) => part !== "").join("\n\n");
}

const plainText = (html: string): string =>
  convert(html.slice(0, 100_000), {
    wordwrap: false,
    limits: { maxInputLength: 100_000, maxDepth: 50, maxChildNodes: 2000 },
    selectors: [
      { selector: "a", options: { ignoreHref: true } },
      { selector: "img", format: "skip" },
    ],
  }).trim();

/** A link as an address that can be opened; empty for anything but http and https. */
function linkOf(link: string, base: string): string {
  if (link === "" || !URL.canParse(link, base)) return "";
  const url = new URL(link, base);
  return url.protocol === "https:" || url.protocol === "http:" ? url.href : "";
}
