import type { Outside, Reply } from "../../outside/outside.ts";
import { Failure } from "../../model/failure.ts";
import { readFeed } from "./shapes/list.ts";
import type { FeedReading } from "./shapes/shape.ts";

/** What a feed's host said about an answer, so that it need not send the same again. `null` when it said nothing. */
export type FeedMark = { etag: string | null; lastModified: string | null };

/**
 * What came of asking for a feed. `unchanged`: nothing new since the mark. `moved`: it has another address, which a person must confirm.
 * `gone`: it will not come back. `later`: the host asks to be left alone for `seconds`; `null` when it does not say how long.
 */
export type FeedOutcome =
  | { came: "read"; reading: FeedReading; mark: FeedMark }
  | { came: "unchanged" }
  | { came: "moved"; to: string | null }
  | { came: "gone" }
  | { came: "later"; seconds: number | null }
  | { came: "nothing"; problem: string };

/** Asks for a feed, conditionally when there is a mark. @throws Failure `bad_input` for an address that may not be called */
export async function askFeed(outside: Outside, url: string, mark: FeedMark): Promise<FeedOutcome> {
  const headers = {
    accept:
      "application/feed+json, application/atom+xml, application/rss+xml, application/json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5",
    ...(mark.etag ? { "if-none-match": mark.etag } : {}),
    ...(mark.lastModified ? { "if-modified-since": mark.lastModified } : {}),
  };
  try {
    return outcomeOf(await outside.call({ url, headers, timeoutMs: 20_000 }), url);
  } catch (error) {
    if (error instanceof Failure && error.code === "outside_failed") return { came: "nothing", problem: error.message };
    throw error;
  }
}

function outcomeOf({ status, headers, body }: Reply, url: string): FeedOutcome {
  if (status === 304) return { came: "unchanged" };
  if (status === 410) return { came: "gone" };
  if (status === 429 || status === 503) return { came: "later", seconds: retryAfterS(headers["retry-after"]) };
  if (status >= 300 && status < 400) {
    const location = headers.location ?? "";
    return { came: "moved", to: URL.canParse(location, url) ? new URL(location, url).href : null };
  }
  if (status !== 200) return { came: "nothing", problem: `The host answered with ${status}.` };
  const reading = readFeed(textOf(body, headers["content-type"]));
  if (!reading)
    return { came: "nothing", problem: "What is there is no feed: neither RSS, Atom, JSON Feed, App Store reviews nor a forum's posts." };
  return { came: "read", reading, mark: { etag: headers.etag ?? null, lastModified: headers["last-modified"] ?? null } };
}

const retryAfterS = (header: string | undefined): number | null => {
  const seconds = /^\d+$/.test(header ?? "") ? Number(header) : (Date.parse(header ?? "") - Date.now()) / 1000;
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : null;
};

/** The text of an answer in its charset: a byte-order mark decides, then the header, then the XML declaration; UTF-8 otherwise. */
function textOf(body: Buffer, contentType = ""): string {
  const declared = /^\s*<\?xml[^>]*encoding=["']([\w-]+)["']/i.exec(body.subarray(0, 200).toString("latin1"))?.[1];
  const charset = /charset=["']?([\w-]+)/i.exec(contentType)?.[1] ?? declared ?? "utf-8";
  try {
    return new TextDecoder(charset).decode(body);
  } catch (error) {
    // A charset that does not exist: most likely UTF-8 all the same.
    if (error instanceof RangeError) return new TextDecoder().decode(body);
    throw error;
  }
}
