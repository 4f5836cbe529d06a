import type { Fact } from "../../model/fact.ts";

/**
 * What is known about a request before its body is read: through which source it came, when (UTC ms), the workspace's currency and
 * country, and whether its bytes were UTF-8; where they were not, texts hold U+FFFD.
 */
export type Arrival = { sourceId: string; receivedAt: number; currency: string; country: string; isUtf8: boolean };

/** An item that cannot be used: its place in the batch, why, and what it was. */
export type Rejection = { index: number; code: string; problem: string; item: unknown };

/** What became of a request: its facts, and what is not one. Together they are everything that came. */
export type Reading = { facts: Fact[]; rejections: Rejection[] };

/** A few lines that a person copies to send first facts. `{key}` and `{url}` are filled in. */
export type Snippet = { language: string; title: string; code: string };

/** A way in by a protocol of others: it declares itself, and maps what arrives to facts without looking at anything else. */
export type Source = {
  id: string;
  title: string;
  /** Addresses by path; the value names the call that `read` is told. */
  routes: Readonly<Record<string, string>>;
  /** Calls that carry one item, so that a rejection is the answer to the request. */
  isSingle(call: string): boolean;
  /** @throws Failure when nothing in the request can be used */
  read(body: unknown, call: string, arrival: Arrival): Reading;
  snippets: readonly Snippet[];
};
