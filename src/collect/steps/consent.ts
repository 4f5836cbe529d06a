import type { Fact } from "../../model/fact.ts";
import type { Step } from "./step.ts";

const denied = { code: "consent_denied", problem: "The customer denied that this is kept.", keepsText: false };

// Of a denied fact's context only this is kept: where it came from, and the word itself.
const harmless = ["library", "consent", "consentManagement"];

/** Keeps what customers denied out, or keeps it without anything that says who they are. A word about consent always passes. */
export const consent: Step = (fact, { privacy }) => {
  if (privacy.whenDenied === "keep" || isWord(fact) || !privacy.isDenied(fact)) return null;
  // What says who somebody is has nothing left to say without them.
  if (privacy.whenDenied === "drop" || fact.fact === "identification") return denied;
  const [strongest] = fact.identities;
  if (strongest?.startsWith("anonymous:p_")) return null;
  if (strongest) fact.identities = [privacy.pseudonymOf(strongest)];
  fact.flags.push("pseudonymised");
  if (fact.fact === "interaction")
    fact.context = Object.fromEntries(harmless.filter((name) => name in fact.context).map((name) => [name, fact.context[name]]));
  for (const name of Object.keys(fact.properties)) if (saysWho(name)) fact.properties[name] = undefined;
  return null;
};

const isWord = (fact: Fact): boolean => fact.fact === "identification" && fact.kind === "consent";

const saysWho = (name: string): boolean =>
  /e-?mail|phone|mobile|name$|address|street|postal|zip|birth|^ip$|ip_?address|user_?id|customer_?id|loyalty|passport/i.test(name);
