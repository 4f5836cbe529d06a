import type { Channel } from "./channel.ts";
import type { ScoredQuestion } from "./fact.ts";

/** What a field of a delivery can be said to be. Everything else is kept as properties. */
export const hookRoles = [
  "user",
  "email",
  "phone",
  "when",
  "event",
  "touchpoint",
  "score",
  "comment",
  "amount",
  "currency",
  "delivery",
] as const;
export type HookRole = (typeof hookRoles)[number];

/** Roles that a fixed text can play where no field does. */
export const fixedRoles = ["event", "touchpoint", "currency"] as const;
export type FixedRole = (typeof fixedRoles)[number];

/** How the deliveries of a generic webhook become facts: which field is what. It is data; nothing in it is run. */
export type HookMapping = {
  /** The list whose items each become a fact, such as `data.items[]`; empty: a delivery is one fact. */
  each: string;
  /** Paths such as `data.customer.email`. */
  fields: Partial<Record<HookRole, string>>;
  fixed: Partial<Record<FixedRole, string>>;
  /** Which question a score answers; empty while there is no score. */
  question: ScoredQuestion | "";
  /** Whether an amount of 12 means 12.00 or 0.12. */
  unit: "major" | "minor";
  channel: Channel;
};

export const emptyMapping: HookMapping = { each: "", fields: {}, fixed: {}, question: "", unit: "major", channel: "web" };
