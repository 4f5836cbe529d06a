/** Kinds of customer keys, strongest first. The strongest key on a record names its customer until identities are linked. */
export const identityKinds = ["user", "email", "phone", "loyalty", "anonymous"] as const;
export type IdentityKind = (typeof identityKinds)[number];

/** A typed key of a customer, such as `user:42` or `email:ada@example.com`. */
export type Identity = `${IdentityKind}:${string}`;

/** Longest key that is kept, in UTF-8 bytes. */
export const identityLimitBytes = 256;

// Values that programs send when they do not know who it is. Merging on them would weld strangers together.
const illegal = new Set([
  "",
  "null",
  "undefined",
  "guest",
  "0",
  "-1",
  "anonymous",
  "nan",
  "none",
  "unknown",
  "[object object]",
  "true",
  "false",
  "id",
  "not_authenticated",
  "email",
]);

/**
 * The identity for a raw value from outside; `null` when the value names nobody (`guest`, `0`, empty …), is too long, or is not of its
 * kind: an e-mail address has its shape, a phone number is international.
 */
export function identityOf(kind: IdentityKind, raw: unknown): Identity | null {
  if (typeof raw !== "string" && typeof raw !== "number") return null;
  const value = normalise(kind, String(raw).trim());
  if (illegal.has(value.toLowerCase()) || !isOfKind(kind, value)) return null;
  // A character takes at most four bytes, so short keys need no counting.
  const fits = value.length * 4 <= identityLimitBytes || new TextEncoder().encode(value).length <= identityLimitBytes;
  return fits ? `${kind}:${value}` : null;
}

/** Splits `email:ada@example.com` into its kind and value. */
export function identityParts(identity: Identity): { kind: IdentityKind; value: string } {
  const colon = identity.indexOf(":");
  return { kind: identity.slice(0, colon) as IdentityKind, value: identity.slice(colon + 1) };
}

/** The same identities without doubles, strongest kind first; ties keep their order. */
export function rankIdentities(identities: readonly Identity[]): Identity[] {
  const rank = (identity: Identity) => identityKinds.indexOf(identityParts(identity).kind);
  return [...new Set(identities)].sort((a, b) => rank(a) - rank(b));
}

const plain = /^[ -~]*$/;

/** A text whose letters are composed, so that it is written in one way only. Plain ones, which most keys are, stay as they are at no cost. */
export const composedOf = (text: string): string => (plain.test(text) ? text : text.normalize("NFKC"));

function normalise(kind: IdentityKind, value: string): string {
  const composed = composedOf(value);
  if (kind === "email") return composed.toLowerCase();
  if (kind === "phone") return composed.replace(/[\s().\-/]/g, "").replace(/^00/, "+");
  // A card is read by a scanner one day and typed in by hand the next.
  if (kind === "loyalty") return composed.replace(/[\s-]/g, "").toUpperCase();
  return composed;
}

const address = /^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;]+$/;
const international = /^\+[1-9]\d{6,14}$/;

const isOfKind = (kind: IdentityKind, value: string): boolean =>
  kind === "email" ? address.test(value) : kind === "phone" ? international.test(value) : true;
