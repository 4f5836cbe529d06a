import { bagOf, textOf } from "../../sources/bag.ts";
import { headerOf, type Sender } from "../sender.ts";
import { requireFresh, requireSignature } from "../signature.ts";
import { itemsIn, mappedTold } from "../mapping/tell.ts";

/** Anyone who keeps the Standard Webhooks rules: `webhook-signature` holds `v1,` and the base64 HMAC-SHA256 of id, time and raw body. */
export const standard: Sender = {
  id: "standard",
  title: "Standard Webhooks",
  secretFrom: "us",
  isMapped: true,
  makeSecret: (bytes) => `whsec_${bytes.toString("base64")}`,
  verify(delivery, secrets) {
    const [id, signedAt] = [headerOf(delivery, "webhook-id"), headerOf(delivery, "webhook-timestamp")];
    const signatures = headerOf(delivery, "webhook-signature")
      .split(" ")
      .map((part) => part.split(",", 2))
      .map(([version, signature = ""]) => (version === "v1" ? signature : ""));
    const message = [`${id}.${signedAt}.`, delivery.bytes];
    const keys = secrets.map((secret) => Buffer.from(secret.replace(/^whsec_/, ""), "base64"));
    requireSignature(signatures, { message, secrets: keys, algorithm: "sha256", encoding: "base64" });
    requireFresh(signedAt, delivery.receivedAt);
  },
  unpack: (body, delivery, { mapping }) =>
    itemsIn({ id: headerOf(delivery, "webhook-id"), topic: textOf(bagOf(body).type ?? bagOf(body).event), body }, mapping),
  read: mappedTold,
};
