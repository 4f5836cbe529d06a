import { bagOf, textOf } from "../../sources/bag.ts";
import { Refusal } from "../../sources/refusal.ts";
import type { HookOptions } from "../../../model/hook.ts";
import { headerOf, type Delivery, type Sender } from "../sender.ts";
import { badSignature, isSame, requireSecret, requireSignature } from "../signature.ts";
import { itemsIn, mappedTold } from "../mapping/tell.ts";

/** Anybody else: the secret in a header, in the address or as a password, or an HMAC of the raw body written in some way. */
export const generic: Sender = {
  id: "generic",
  title: "Any other",
  secretFrom: "us",
  isMapped: true,
  makeSecret: (bytes) => bytes.toString("base64url"),
  verify(delivery, secrets, { options }) {
    if (options.proof !== "hmac") return requireShown(shownIn(delivery, options), secrets, options);
    const { header, prefix, algorithm, encoding } = options;
    const said = headerOf(delivery, header);
    const signature = said.startsWith(prefix) ? said.slice(prefix.length) : "";
    const written = encoding === "hex" ? signature.toLowerCase() : signature;
    requireSignature([written], { message: [delivery.bytes], secrets, algorithm, encoding });
  },
  unpack(body, delivery, { options, mapping }) {
    const id = options.idHeader ? headerOf(delivery, options.idHeader) : "";
    return itemsIn({ id, topic: textOf(bagOf(body).event ?? bagOf(body).type), body }, mapping);
  },
  read: mappedTold,
};

/** The secret as the delivery shows it; empty when it does not. */
function shownIn(delivery: Delivery, { proof, header }: HookOptions): string {
  if (proof === "query") return textOf(delivery.query.token);
  if (proof === "header") return headerOf(delivery, header).replace(/^bearer\s+/i, "");
  const [scheme = "", credentials = ""] = headerOf(delivery, "authorization").split(/\s+/, 2);
  return scheme.toLowerCase() === "basic" ? Buffer.from(credentials, "base64").toString("utf8") : "";
}

/** A password is any name with the secret, or the secret is itself written as `name:password`. */
function requireShown(shown: string, secrets: readonly string[], { proof }: HookOptions): void {
  requireSecret(secrets);
  if (shown === "") throw new Refusal("unsigned", "The delivery does not show its secret.");
  const password = proof === "basic" ? shown.slice(shown.indexOf(":") + 1) : shown;
  const hits = secrets.map((secret) => [isSame(shown, secret), isSame(password, secret)].includes(true));
  if (!hits.includes(true)) throw badSignature();
}
