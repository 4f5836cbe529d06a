import { identityParts, type Identity, type IdentityKind } from "./identity.ts";

const names = [["name"], ["firstName", "lastName"], ["first_name", "last_name"]];

const wordOf = (value: unknown): string => (typeof value === "string" ? value.trim() : "");

/** What a customer's name is, from the traits that sources gave; `null` when they gave no name. */
export function customerNameOf(traits: Record<string, unknown>): string | null {
  for (const parts of names) {
    const words = parts.map((part) => wordOf(traits[part])).filter((word) => word !== "");
    if (words.length > 0) return words.join(" ");
  }
  return null;
}

// What people can read and use comes first; a device's id is better than nothing.
const spoken: readonly IdentityKind[] = ["email", "user", "phone", "loyalty", "anonymous"];

/**
 * What to call a customer: the name, else the best key that is known of them.
 *
 * @param keys  of the customer; of several of a kind the first speaks
 * @returns     `null` when there is neither a name nor a key
 */
export function calledOf(traits: Record<string, unknown>, keys: readonly Identity[]): string | null {
  const name = customerNameOf(traits);
  if (name !== null) return name;
  const known = keys.map(identityParts);
  for (const kind of spoken) {
    const said = kind === "email" || kind === "phone" ? wordOf(traits[kind]) : "";
    const called = said || known.find((key) => key.kind === kind)?.value;
    if (called) return called;
  }
  return null;
}
