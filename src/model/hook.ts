/** Who sends webhooks that Rapport understands by itself, and two ways in for everybody else. */
export const senderIds = ["shopify", "stripe", "zendesk", "intercom", "hubspot", "standard", "generic"] as const;
export type SenderId = (typeof senderIds)[number];

/** How a delivery of a sender without a standard of its own proves where it comes from. */
export const proofs = ["hmac", "header", "query", "basic"] as const;
export type Proof = (typeof proofs)[number];

/** How a generic webhook's proof is written, and which header holds its delivery id. */
export type HookOptions = {
  proof: Proof;
  /** Header of the signature or the secret; unused by `query` and `basic`. */
  header: string;
  algorithm: "sha1" | "sha256" | "sha512";
  encoding: "hex" | "base64";
  /** What stands before the signature, such as `sha256=`. */
  prefix: string;
  /** Empty: the mapping's delivery id, or else the delivery's own bytes. */
  idHeader: string;
};

export const usualOptions: HookOptions = {
  proof: "header",
  header: "x-webhook-secret",
  algorithm: "sha256",
  encoding: "hex",
  prefix: "",
  idHeader: "",
};
