import { hash } from "node:crypto";
import type { Identity } from "../model/identity.ts";

/** 64 bits of a hash in two halves, as numbers. */
export type MessageHash = { low: number; high: number };

const halves = new Uint32Array(2);
const whole = new BigUint64Array(halves.buffer);

/** 64 bits of SHA-256 over the parts. */
function hash64(parts: string): MessageHash {
  const hex = hash("sha256", parts, "hex");
  return { high: parseInt(hex.slice(0, 8), 16), low: parseInt(hex.slice(8, 16), 16) };
}

/** The bits as an unsigned decimal: the form in which ClickHouse takes a UInt64. */
export function decimalOf({ low, high }: MessageHash): string {
  // The halves lie in the memory of one whole number, lower half first on every machine that Node runs on.
  halves[0] = low;
  halves[1] = high;
  return String(whole[0]);
}

// The rows of a file and the events of a visit are of few customers at a time.
const remembered = 65_536;
const customers = new Map<string, Map<Identity, string>>();
let rememberedNow = 0;

/** The customer that an identity stands for until it is linked to another one. Identities of two workspaces never meet. */
export function customerIdOf(workspaceId: string, identity: Identity): string {
  let ofWorkspace = customers.get(workspaceId);
  const known = ofWorkspace?.get(identity);
  if (known !== undefined) return known;
  if (rememberedNow++ >= remembered) {
    customers.clear();
    ofWorkspace = undefined;
    rememberedNow = 1;
  }
  if (!ofWorkspace) customers.set(workspaceId, (ofWorkspace = new Map()));
  const id = decimalOf(hash64(`customer\u0000${workspaceId}\u0000${identity}`));
  ofWorkspace.set(identity, id);
  return id;
}

/** What exact de-duplication compares: the message id of one workspace in 64 bits. */
export const hashOfMessage = (workspaceId: string, messageId: string): MessageHash =>
  hash64(`message\u0000${workspaceId}\u0000${messageId}`);

/** The same as an unsigned decimal. */
export const messageHashOf = (workspaceId: string, messageId: string): string => decimalOf(hashOfMessage(workspaceId, messageId));
