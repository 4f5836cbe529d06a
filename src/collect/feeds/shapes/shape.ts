/** One thing that somebody said in public. `at` is UTC ms, `rating` one to five; both `null` when the feed does not say. */
export type FeedItem = {
  /** The feed's own name for it, the same at every reading. */
  id: string;
  title: string;
  /** Plain text or HTML. */
  text: string;
  isHtml: boolean;
  link: string;
  author: string;
  language: string;
  at: number | null;
  rating: number | null;
};

/** What a feed said at one reading. */
export type FeedReading = { title: string; items: FeedItem[] };

/** A form in which feeds come. `read` gives `null` for a text of another form. */
export type FeedShape = { id: string; read(text: string): FeedReading | null };

/** UTC ms of a date as feeds write it (RFC 822 or ISO 8601); `null` when it is none. */
export function feedInstant(text: unknown): number | null {
  const at = typeof text === "string" ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

/** A text parsed as a JSON object; `null` when it is none. */
export function jsonObject(text: string): Record<string, unknown> | null {
  if (!/^\s*\{/.test(text)) return null;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}
