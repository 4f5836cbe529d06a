import { nameOf } from "../arrived.ts";
import { bagOf, textOf, type Bag } from "../bag.ts";

// What is said of persons and groups is told apart, and the address has a name of its own.
const elsewhere = new Set(["$set", "$set_once", "$unset", "$groups", "$ip", "$lib", "$lib_version", "$raw_user_agent", "distinct_id"]);
const isOwn = (key: string): boolean => !key.startsWith("$") && !elsewhere.has(key);

/** What the sender's program says of an event: the properties that the client did not add by itself. */
export function propertiesOf(item: Bag): Bag {
  const properties = bagOf(item.properties);
  const own = Object.fromEntries(Object.entries(properties).filter(([key]) => isOwn(key)));
  if (item.event !== "$pageview") return own;
  return { ...pageIn(properties), ...own };
}

/** What the client says around an event: its library, the page, and everything else under its own name. */
export function contextOf(item: Bag): Bag {
  const properties = bagOf(item.properties);
  const { $lib: library, $lib_version: version, $session_id: inProperties, $browser_language: locale, $timezone: timezone } = properties;
  const page = pageIn(properties);
  const sessionId = inProperties ?? item.session_id;
  const ip = properties.$ip ?? item.ip;
  const rest = Object.entries(properties).filter(([key]) => !isOwn(key) && !elsewhere.has(key));
  const extra = Object.entries(item).filter(([key]) => !protocolFields.has(key));
  return {
    ...(library === undefined ? {} : { library: { name: library, version } }),
    ...(Object.keys(page).length > 0 ? { page } : {}),
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(locale === undefined ? {} : { locale }),
    ...(timezone === undefined ? {} : { timezone }),
    ...(properties.$raw_user_agent === undefined ? {} : { userAgent: properties.$raw_user_agent }),
    ...(ip === undefined ? {} : { ip }),
    ...(rest.length > 0 ? { posthog: Object.fromEntries(rest) } : {}),
    ...(extra.length > 0 ? { extra: Object.fromEntries(extra) } : {}),
  };
}

const protocolFields = new Set(
  `event properties distinct_id uuid message_id timestamp offset sent_at session_id api_key token ip $set $set_once $unset type library
  library_version`.split(/\s+/),
);

function pageIn({ $current_url: url, $pathname: path, $referrer: referrer, title }: Bag): Bag {
  return Object.fromEntries(Object.entries({ url, path, referrer, title }).filter(([, value]) => value !== undefined));
}

/** What a page or screen is called: its title or name, else its path. */
export function titleOf(kind: "page" | "screen", item: Bag): string {
  const { title, $screen_name: screen, $pathname: path, $current_url: url } = bagOf(item.properties);
  const found = (kind === "page" ? [title, path, url] : [screen, title, path]).map((text) => nameOf(textOf(text))).find(Boolean);
  return found ?? (kind === "page" ? "Page" : "Screen");
}
