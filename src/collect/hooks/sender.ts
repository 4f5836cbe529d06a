import type { HookMapping } from "../../model/hook-mapping.ts";
import type { HookOptions, SenderId } from "../../model/hook.ts";
import type { Tale } from "./reading/tale.ts";

/**
 * One request of a sender, not yet believed. `uri` is the address that the sender was given, from the settings and never from the
 * request; empty when the settings do not say it.
 */
export type Delivery = {
  bytes: Buffer;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  query: Readonly<Record<string, unknown>>;
  method: string;
  uri: string;
  receivedAt: number;
};

/** One event of a delivery, and what its headers said of it. A dead letter holds it as JSON, so that it can be mended and read again. */
export type Parcel = {
  /** The sender's id of the event, the same whenever it is sent again; empty: its bytes are its id. */
  id: string;
  topic: string;
  /** Which item of which mapped list this is, when each item is a fact. */
  item?: number[];
  body: unknown;
};

/** What a webhook was told about itself. */
export type HookWords = { sender: SenderId; options: HookOptions; mapping: HookMapping | null };

/** A company that sends webhooks: how it proves that it was it, what it calls its events, and what they mean. */
export type Sender = {
  id: SenderId;
  title: string;
  /** Who makes the secret up: the sender shows one that is pasted here, or one of ours is pasted there. */
  secretFrom: "sender" | "us";
  /** Whether a person says what the fields mean. */
  isMapped?: true;
  /** A secret of the kind that this sender takes, from 32 random bytes. */
  makeSecret?(bytes: Buffer): string;
  /** @throws Refusal `unsigned`, `bad_signature` or `stale_signature` when the delivery is not proven to be the sender's */
  verify(delivery: Delivery, secrets: readonly string[], words: HookWords): void;
  /** The events in a delivery; none in a handshake. */
  unpack(body: unknown, delivery: Delivery, words: HookWords): Parcel[];
  /** @throws Refusal when the event is of no use, with a code and a sentence */
  read(parcel: Parcel, story: Story): Tale[];
};

/** What is known besides the event: what its fields mean, and the workspace's currency and country. */
export type Story = { mapping: HookMapping | null; currency: string; country: string };

/** A header's text; empty when it is not there. */
export const headerOf = ({ headers }: Pick<Delivery, "headers">, name: string): string => String(headers[name.toLowerCase()] ?? "").trim();
