import type { Fact } from "../../model/fact.ts";
import type { Purpose } from "../../model/privacy.ts";
import { bagOf, textOf } from "../sources/bag.ts";

/**
 * What the fact itself says about a purpose, as consent tools write it into the context: `consent.categoryPreferences` or `consent` by
 * name, and `consentManagement` with lists of allowed and denied.
 *
 * @returns  `null` when it says nothing
 */
export function saidInBand(fact: Fact, { id, names }: Purpose): boolean | null {
  if (fact.fact === "feedback") return null;
  const { consent, consentManagement } = fact.context;
  if (consent === undefined && consentManagement === undefined) return null;
  const isMeant = (name: string): boolean => name === id || names.some((known) => known.toLowerCase() === name.toLowerCase());
  const said = bagOf(consent);
  const words = Object.entries({ ...said, ...bagOf(said.categoryPreferences) })
    .filter(([name]) => isMeant(name))
    .map(([, word]) => readWord(word));
  const { allowedConsentIds, deniedConsentIds } = bagOf(consentManagement);
  words.push(listed(allowedConsentIds, isMeant) ? true : null, listed(deniedConsentIds, isMeant) ? false : null);
  // Where names of one purpose disagree, no wins.
  if (words.includes(false)) return false;
  return words.includes(true) ? true : null;
}

const listed = (list: unknown, isMeant: (name: string) => boolean): boolean =>
  Array.isArray(list) && list.some((name) => isMeant(textOf(name)));

/** Whether a word grants: `true`, `granted`, `yes`, `1` and their opposites, in any case; `null` for anything else. */
export function readWord(word: unknown): boolean | null {
  if (typeof word === "boolean") return word;
  const text = textOf(word).trim().toLowerCase();
  if (["true", "granted", "given", "yes", "1", "allow", "allowed", "opt_in", "opted_in"].includes(text)) return true;
  return ["false", "denied", "withdrawn", "no", "0", "deny", "opt_out", "opted_out"].includes(text) ? false : null;
}
