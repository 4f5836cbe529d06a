import type { Identity } from "../../model/identity.ts";
import { identityParts } from "../../model/identity.ts";

/** What is compared of a customer. */
export const cardFields = ["given", "family", "born", "email", "mailbox", "phone", "postcode", "city", "street", "user"] as const;
export type CardField = (typeof cardFields)[number];

/** A customer reduced to what can be compared: plain lower-case texts without accents, empty where nothing is known. */
export type Card = { identity: Identity; customerId: string } & Record<CardField, string>;

/** A customer as the records have it: the key that names it, its other keys, and its traits. */
export type Known = { identity: Identity; customerId: string; keys: readonly Identity[]; traits: Record<string, unknown> };

// Names that programs give to the same traits; the first that is set counts.
const names = {
  whole: ["name", "fullName", "full_name"],
  given: ["firstName", "first_name", "given_name", "givenName"],
  family: ["lastName", "last_name", "family_name", "familyName", "surname"],
  born: ["birthday", "birth_date", "birthDate", "date_of_birth", "dateOfBirth"],
  postcode: ["postcode", "postal_code", "postalCode", "zip", "zip_code", "zipCode"],
  city: ["city", "town", "suburb"],
  street: ["street", "address_1", "address1", "address_line_1", "addressLine1"],
} as const;

const longest = 80;

/** Reduces a customer to its card. */
export function cardOf({ identity, customerId, keys, traits }: Known): Card {
  const address = typeof traits.address === "object" && traits.address !== null ? (traits.address as Record<string, unknown>) : {};
  const all = { ...address, ...traits };
  const text = (field: keyof typeof names): string =>
    plain(
      names[field]
        .map((name) => all[name])
        .find((value) => (typeof value === "string" && value.trim() !== "") || typeof value === "number"),
    );
  const [given, family] = text("given") || text("family") ? [text("given"), text("family")] : splitName(text("whole"));
  const keyOf = (kind: string) => keys.map(identityParts).find((key) => key.kind === kind)?.value ?? "";
  const email = keyOf("email") || String(traits.email ?? "");
  return {
    identity,
    customerId,
    given,
    family,
    born: dayOf(text("born")),
    email: email.trim().toLowerCase().slice(0, longest),
    mailbox: mailboxOf(email),
    phone: (keyOf("phone") || String(traits.phone ?? "")).replace(/\D/g, "").slice(-8),
    postcode: text("postcode").replaceAll(" ", ""),
    city: text("city"),
    street: text("street"),
    user: keyOf("user").slice(0, longest),
  };
}

/** A text without case, accents, punctuation and doubled spaces. */
export function plain(value: unknown): string {
  if (typeof value !== "string" && typeof value !== "number") return "";
  return String(value)
    .slice(0, longest * 2)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("ı", "i")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .slice(0, longest);
}

/** The first word is the given name and the last one the family's; a single word, as in Chinese, is a name in itself. */
function splitName(whole: string): [string, string] {
  const words = whole.split(" ").filter(Boolean);
  return words.length < 2 ? ["", whole] : [words.slice(0, -1).join(" "), words.at(-1)!];
}

// Only digits are compared, so 1980-05-01 and 19800501 are one day.
function dayOf(text: string): string {
  const digits = text.replace(/\D/g, "");
  return digits.length === 8 ? digits : "";
}

const offices = new Set(["info", "office", "contact", "mail", "hello", "sales", "support", "admin", "kontakt", "noreply"]);

/** What stands before the @ without dots and tags, unless it is an office's. */
function mailboxOf(email: string): string {
  const box = plain((email.split("@")[0] ?? "").split("+")[0]).replaceAll(" ", "");
  return box.length < 4 || offices.has(box) ? "" : box;
}
