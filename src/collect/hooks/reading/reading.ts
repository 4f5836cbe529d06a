import type { DeadLetter, Fact } from "../../../model/fact.ts";
import { Refusal } from "../../sources/refusal.ts";
import { factsOf } from "./facts.ts";
import type { HookWords, Parcel } from "../sender.ts";
import { senderOf } from "../senders/list.ts";

/** What became of parcels: their facts, and those of no use as dead letters that hold all that is needed to read them again. */
export type HookReading = { facts: Fact[]; letters: DeadLetter[] };

/** Where the parcels came from: a webhook, when (UTC ms), in which currency its workspace counts and in which country it is, and what was mended in them. */
export type Sent = { hook: HookWords & { id: string; currency: string; country: string }; receivedAt: number; flags: readonly string[] };

/** Reads parcels one by one: one that is of no use stops no other. */
export function readParcels(parcels: readonly Parcel[], { hook, receivedAt, flags }: Sent): HookReading {
  const sender = senderOf(hook.sender);
  // Two webhooks of the same kind may use the same ids, unless one company gives them all.
  const prefix = sender.isMapped ? `hook:${hook.id}` : hook.sender;
  const reading: HookReading = { facts: [], letters: [] };
  for (const parcel of parcels) {
    try {
      const tales = sender.read(parcel, hook);
      reading.facts.push(...factsOf(tales, parcel, { prefix, sourceId: hook.id, receivedAt, flags }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      reading.letters.push({
        sourceId: hook.id,
        receivedAt,
        protocol: "",
        code: error.code,
        problem: error.message,
        raw: JSON.stringify(parcel),
      });
    }
  }
  return reading;
}
