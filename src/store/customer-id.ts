import { hash } from "node:crypto";
import type { Identity } from "../model/identity.ts";

/** 64 bits of SHA-256 over the parts, as an unsigned decimal string: the form in which ClickHouse takes a UInt64. */
function hash64(...parts: string[]): string {
  return BigInt(`0x${hash("sha256", parts.join("\u0000"), "hex").slice(0, 16)}`).toString();
}

/** The customer that an identity stands for until it is linked to another one. Identities of two workspaces never meet. */
export const customerIdOf = (workspaceId: string, identity: Identity): string => hash64("customer", workspaceId, identity);

/** What exact de-duplication compares: the message id of one workspace in 64 bits. */
export const messageHashOf = (workspaceId: string, messageId: string): string => hash64("message", workspaceId, messageId);
