import type { Arrived, Identification } from "../../model/fact.ts";
import { Refusal } from "../sources/refusal.ts";
import { textOf, type Bag } from "../sources/bag.ts";
import { readWord } from "./in-band.ts";

// The names under which senders tell that somebody allowed or denied something, and what each means by itself.
const meanings: Record<string, boolean | null> = {
  "consent given": true,
  "consent granted": true,
  "consent withdrawn": false,
  "consent denied": false,
  "consent revoked": false,
  "consent updated": null,
  "segment consent preference updated": null,
};

/** Whether a tracked event is a word about consent. */
export const isConsentEvent = (name: string): boolean => Object.hasOwn(meanings, name.toLowerCase());

/** What somebody said about one purpose, and what proves it. */
export type ConsentWord = { purpose: string; granted: boolean; version: string; channel: string; proof: string };

/**
 * A tracked event as somebody's word about consent: `{purpose, granted, version, channel, proof}`, or `{purposes: {name: granted}}`.
 *
 * @throws Refusal `no_purpose`, `no_consent`
 */
export function consentOf(shared: Arrived, name: string, properties: Bag, context: Bag): Identification {
  const meant = meanings[name.toLowerCase()] ?? null;
  const many = (properties.purposes ??
    properties.categoryPreferences ??
    (context.consent as Bag | undefined)?.categoryPreferences) as unknown;
  const said: [string, unknown][] =
    typeof many === "object" && many !== null
      ? Array.isArray(many)
        ? many.map((purpose) => [textOf(purpose), meant])
        : Object.entries(many as Bag)
      : [[textOf(properties.purpose), properties.granted ?? properties.state ?? meant]];
  const words = said.filter(([purpose]) => purpose !== "").map(([purpose, word]) => ({ purpose, granted: readWord(word) ?? meant }));
  if (words.length === 0) throw new Refusal("no_purpose", "Give `purpose`, what the consent is about.");
  if (words.some(({ granted }) => granted === null)) throw new Refusal("no_consent", "Give `granted` as true or false.");
  const text = (value: unknown) => textOf(value).slice(0, 2000);
  const proof = { version: text(properties.version), channel: text(properties.channel), proof: text(properties.proof ?? properties.text) };
  return {
    fact: "identification",
    kind: "consent",
    traits: { words: words.slice(0, 50), ...proof },
    groupId: "",
    previous: null,
    context,
    ...shared,
  };
}

/** The words about consent in the stored traits of a consent; nothing that is not one. */
export function consentWords(traits: Bag): ConsentWord[] {
  const list = Array.isArray(traits.words) ? (traits.words as Bag[]) : [];
  return list.map(({ purpose, granted }) => ({
    purpose: textOf(purpose).slice(0, 200),
    granted: granted === true,
    version: textOf(traits.version),
    channel: textOf(traits.channel),
    proof: textOf(traits.proof),
  }));
}
