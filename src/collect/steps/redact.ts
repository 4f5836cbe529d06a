import ipaddr from "ipaddr.js";
import type { Fact } from "../../model/fact.ts";
import type { PrivacyRules } from "../privacy/privacy-rules.ts";
import type { Step } from "./step.ts";

type Bag = Record<string, unknown>;

/** Removes what must not be stored: values under redacted names, addresses of machines, names of browsers. */
export const redact: Step = (fact, { privacy }) => {
  for (const bag of bagsOf(fact)) {
    if (hasRedacted(bag, privacy)) fact.flags.push("redacted");
    if (privacy.ip !== "keep") shortenAddresses(bag, privacy.ip);
  }
  if (privacy.userAgent === "drop" && fact.fact !== "feedback" && fact.context.userAgent !== undefined) fact.context.userAgent = undefined;
  return null;
};

const bagsOf = (fact: Fact): Bag[] =>
  fact.fact === "interaction"
    ? [fact.properties, fact.context]
    : fact.fact === "feedback"
      ? [fact.properties]
      : [fact.traits, fact.context];

const removed = "[removed]";

/** Whether anything in a value stood under a redacted name; it does no more. Values are at most 64 levels deep here. */
function hasRedacted(value: unknown, { isRedacted }: PrivacyRules): boolean {
  let isAny = false;
  const walk = (inner: unknown): void => {
    if (typeof inner !== "object" || inner === null) return;
    if (Array.isArray(inner)) return inner.forEach(walk);
    const bag = inner as Bag;
    for (const name of Object.keys(bag)) {
      if (!isRedacted(name)) walk(bag[name]);
      else if (bag[name] !== removed && bag[name] !== null && bag[name] !== "") {
        bag[name] = removed;
        isAny = true;
      }
    }
  };
  walk(value);
  return isAny;
}

const addressNames = ["ip", "$ip", "ip_address", "ipAddress", "IPAddress"];

function shortenAddresses(bag: Bag, mode: "truncate" | "drop"): void {
  for (const name of addressNames) {
    if (bag[name] === undefined) continue;
    bag[name] = mode === "drop" ? undefined : (networkOf(bag[name]) ?? undefined);
  }
}

/** The network of an address: its first 24 bits (IPv4) or 48 bits (IPv6), the rest zero; `null` for what is no address. */
export function networkOf(address: unknown): string | null {
  if (typeof address !== "string" || !ipaddr.isValid(address)) return null;
  const ip = ipaddr.process(address);
  const bytes = ip.toByteArray();
  return ipaddr.fromByteArray(bytes.map((byte, i) => (i < (bytes.length === 4 ? 3 : 6) ? byte : 0))).toString();
}
