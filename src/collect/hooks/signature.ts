import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { readInstant } from "../instant.ts";
import { Refusal } from "../sources/refusal.ts";

/** How far a signed time may lie from ours, in ms: long enough for a clock that is a little off, too short to send a delivery again. */
export const toleranceMs = 300_000;

export type Signing = { algorithm: "sha1" | "sha256" | "sha512"; encoding: "hex" | "base64" };

/** Whether two texts are the same, in a time that says nothing about where they differ. */
export function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/**
 * Refuses a message unless one of the signatures is its HMAC under one of the secrets.
 *
 * @param message  the very bytes that were signed, in parts
 * @throws         Refusal `no_secret`, `unsigned`, `bad_signature`
 */
export function requireSignature(
  given: readonly string[],
  { message, secrets, algorithm, encoding }: Signing & { message: readonly (string | Buffer)[]; secrets: readonly (string | Buffer)[] },
): void {
  requireSecret(secrets);
  if (given.every((signature) => signature === "")) throw new Refusal("unsigned", "The delivery carries no signature.");
  // Every pair is compared, so that the time taken does not say which secret came close.
  let isGenuine = false;
  for (const secret of secrets) {
    const mac = createHmac(algorithm, secret);
    for (const part of message) mac.update(part);
    const expected = mac.digest(encoding);
    for (const signature of given) isGenuine = isSame(signature, expected) || isGenuine;
  }
  if (!isGenuine) throw badSignature();
}

export const badSignature = (): Refusal => new Refusal("bad_signature", "The signature does not fit the body and any secret in force.");

export function requireSecret(secrets: readonly unknown[]): void {
  if (secrets.length === 0) throw new Refusal("no_secret", "This webhook has no secret yet, so nothing can be believed.");
}

/** Refuses a time that lies further from ours than the tolerance. @throws Refusal `stale_signature` */
export function requireFresh(signedAt: unknown, receivedAt: number): void {
  const at = readInstant(signedAt);
  if (at === null || Math.abs(receivedAt - at) > toleranceMs)
    throw new Refusal("stale_signature", "It was signed more than five minutes ago or ahead: an old delivery, or a clock that is wrong.");
}
