import { parseFeed } from "feedsmith";
import { feedInstant, type FeedItem, type FeedReading, type FeedShape } from "./shape.ts";

type Parsed = ReturnType<typeof parseFeed>;
type Item<Format extends Parsed["format"]> = NonNullable<NonNullable<ItemsOf<Extract<Parsed, { format: Format }>["feed"]>>[number]>;
type ItemsOf<Feed> = Feed extends { items?: infer Items } ? Items : Feed extends { entries?: infer Entries } ? Entries : never;

/** RSS, RDF, Atom and JSON Feed: what blogs, news, review sites and alerts publish. */
export const syndication: FeedShape = {
  id: "syndication",
  read(text) {
    const parsed = parse(text);
    if (!parsed) return null;
    const language = languageOf(parsed);
    return { title: titleOf(parsed), items: itemsOf(parsed).map((item) => ({ ...item, language: item.language || language })) };
  },
};

function parse(text: string): Parsed | null {
  try {
    return parseFeed(text.trimStart());
  } catch {
    // The library says nothing that a person could act on: it is not one of these forms, or it is broken.
    return null;
  }
}

function languageOf({ format, feed }: Parsed): string {
  if (format === "atom") return feed.xml?.lang ?? "";
  return format === "rdf" ? "" : (feed.language ?? "");
}

const titleOf = ({ format, feed }: Parsed): string => (format === "atom" ? (feed.title?.value ?? "") : (feed.title ?? ""));

function itemsOf(parsed: Parsed): FeedReading["items"] {
  if (parsed.format === "rss") return (parsed.feed.items ?? []).map((item) => rssItem(item as Item<"rss">));
  if (parsed.format === "rdf") return (parsed.feed.items ?? []).map((item) => rdfItem(item as Item<"rdf">));
  if (parsed.format === "atom") return (parsed.feed.entries ?? []).map((entry) => atomEntry(entry as Item<"atom">));
  return (parsed.feed.items ?? []).map((item) => jsonItem(item as Item<"json">));
}

const base = { rating: null, language: "", isHtml: true };

const rssItem = ({ title = "", link = "", guid, pubDate, description, content, dc, authors }: Item<"rss">): FeedItem => ({
  ...base,
  id: guid?.value ?? link,
  title,
  text: content?.encoded ?? description ?? "",
  link,
  author: dc?.creators?.[0] ?? authors?.[0]?.name ?? "",
  at: feedInstant(pubDate ?? dc?.dates?.[0]),
});

const rdfItem = ({ title = "", link = "", description = "", content, rdf, dc }: Item<"rdf">): FeedItem => ({
  ...base,
  id: rdf?.about ?? link,
  title,
  text: content?.encoded ?? description,
  link,
  author: dc?.creators?.[0] ?? "",
  at: feedInstant(dc?.dates?.[0]),
});

const atomEntry = ({ id, title, content, summary, links, authors, published, updated }: Item<"atom">): FeedItem => {
  const words = content ?? summary;
  const link = (links?.find(({ rel }) => rel === undefined || rel === "alternate") ?? links?.[0])?.href ?? "";
  return {
    ...base,
    id: id ?? link,
    title: title?.value ?? "",
    text: words?.value ?? "",
    isHtml: words?.type === "html" || words?.type === "xhtml",
    link,
    author: authors?.[0]?.name ?? "",
    at: feedInstant(published ?? updated),
  };
};

const jsonItem = (item: Item<"json">): FeedItem => ({
  ...base,
  id: item.id ?? item.url ?? "",
  title: item.title ?? "",
  text: item.content_html ?? item.content_text ?? item.summary ?? "",
  isHtml: item.content_html !== undefined,
  link: item.url ?? "",
  author: item.authors?.[0]?.name ?? "",
  language: item.language ?? "",
  at: feedInstant(item.date_published ?? item.date_modified),
});
