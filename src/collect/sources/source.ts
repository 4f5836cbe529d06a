import type { Fact } from "../../model/fact.ts";
import type { Bag } from "./bag.ts";

/**
 * What is known about a request besides its body: through which source it came, when (UTC ms), the workspace's currency and country,
 * whether its bytes were UTF-8 (where they were not, texts hold U+FFFD), its headers by lower-case name, and its query.
 */
export type Arrival = {
  sourceId: string;
  receivedAt: number;
  currency: string;
  country: string;
  isUtf8: boolean;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  query: Readonly<Record<string, unknown>>;
};

/** An item that cannot be used: its place in the batch, why, and what it was, with all that its request said about it. */
export type Rejection = { index: number; code: string; problem: string; item: unknown };

/** What became of a request: its facts, and what is not one. Together they are everything that came. */
export type Reading = { facts: Fact[]; rejections: Rejection[] };

/** A few lines that a person copies to send first facts. `{key}` and `{url}` are filled in. */
export type Snippet = { language: string; title: string; code: string };

/** An address that facts are sent to, without a trailing slash; `call` is what `read` is told. A GET's words are in its query. */
export type Entry = { method: "GET" | "POST"; path: string; call: string };

/** A request that is answered. */
export type Answered = Pick<Arrival, "query" | "receivedAt"> & { body: unknown };

/** An answer in the protocol's own words. */
export type Answer = { status: number; type?: string; body?: string | Buffer | object };

/**
 * What a client reads before it sends: its settings. The write key is `:key` in the path, or stands where it stands in other requests; an
 * unknown one is answered 404. `url` is the address that the client reached us at, without a trailing slash.
 */
export type Page = { path: string; answer(key: string, url: string): Answer };

/** Where a request may carry its key: its address, its query, its body, its headers. */
export type Asked = Pick<Arrival, "headers" | "query"> & { params: Readonly<Record<string, string | undefined>>; body: unknown };

/** A way in by a protocol of others: it declares itself, and maps what arrives to facts without looking at anything else. */
export type Source = {
  id: string;
  title: string;
  entries: readonly Entry[];
  pages?: readonly Page[];
  /** Calls that carry one item, so that a rejection is the answer to the request. */
  isSingle(call: string): boolean;
  /**
   * Whether the program that sent a fact runs on the customer's own device, whose address is then the connection's; told what the fact's
   * context says of the program, and the request's headers.
   */
  isClientSide(context: Bag, headers: Arrival["headers"]): boolean;
  /** The write key, when this protocol carries it where no other does. */
  keyIn?(asked: Asked): string | null;
  /** How a body is read that need not be JSON; `null` where it is. */
  parse?(plain: Buffer, headers: Arrival["headers"]): unknown;
  /** @throws Failure when nothing in the request can be used */
  read(body: unknown, call: string, arrival: Arrival): Reading;
  /** A rejected item as a request of its own; without it, `{batch: [item]}` to `batch`. */
  again?(item: unknown): { call: string; body: unknown; query?: Arrival["query"] };
  /** What its clients expect to hear when everything is stored; otherwise, or when `null`, `{success: true}` with what was rejected. */
  answer?(call: string, reading: Reading, request: Answered): Answer | null;
  /** The status for a body that is too large: 400, or 413 where clients then send smaller pieces. */
  tooLarge?: 400 | 413;
  snippets: readonly Snippet[];
};
