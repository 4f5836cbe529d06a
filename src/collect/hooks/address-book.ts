import { Failure } from "../../model/failure.ts";
import type { Store } from "../../store/open.ts";
import { wordsIn } from "./registry.ts";
import type { HookWords } from "./sender.ts";
import { openSecrets, type OpenSecret } from "./secrets.ts";

/** A webhook as the ack path needs it. */
export type Hook = HookWords & { id: string; workspaceId: string; currency: string; country: string; secrets: OpenSecret[] };

/** Finds webhooks by their address, without waiting for the record store once they are known. */
export type AddressBook = {
  /** `null` when there is no such webhook, or it was revoked. @throws Failure `store_unavailable` when that cannot be told */
  find(id: string): Promise<Hook | null>;
  /** Forgets everything: a webhook was changed here. */
  forget(): void;
};

// As with write keys: what is in use is looked up beside the traffic, which does not wait for it.
const refreshedMs = 400;
const trustedMs = 60_000;
const rememberedAtMost = 10_000;

type Remembered = { hook: Hook | null; at: number };

/** An address book of a store, with a memory. */
export function createAddressBook(store: Store, now: () => number): AddressBook {
  let memory = new Map<string, Remembered>();
  const underWay = new Map<string, Promise<Hook | null>>();

  async function read(id: string): Promise<Hook | null> {
    const before = memory;
    const row = await store.records.database
      .selectFrom("sources")
      .innerJoin("workspaces", "workspaces.id", "sources.workspace_id")
      .select(["sources.workspace_id as workspaceId", "sources.settings", "workspaces.currency", "workspaces.country"])
      .where("sources.id", "=", id)
      .where("sources.kind", "=", "webhook")
      .where("revoked_at", "is", null)
      .executeTakeFirst();
    const hook = row
      ? {
          id,
          workspaceId: row.workspaceId,
          currency: row.currency,
          country: row.country,
          ...wordsIn(row.settings),
          secrets: await openSecrets(store, row.workspaceId, id),
        }
      : null;
    if (memory.size >= rememberedAtMost) memory.clear();
    // What was read before something was changed is not remembered.
    if (before === memory) memory.set(id, { hook, at: now() });
    return hook;
  }

  function look(id: string): Promise<Hook | null> {
    const pending = underWay.get(id) ?? read(id).finally(() => underWay.delete(id));
    underWay.set(id, pending);
    return pending;
  }

  return {
    async find(id) {
      const remembered = memory.get(id);
      const ageMs = remembered ? now() - remembered.at : Infinity;
      try {
        if (!remembered || ageMs > trustedMs) return await look(id);
      } catch {
        throw new Failure("store_unavailable", { store: "record" });
      }
      if (ageMs > refreshedMs) look(id).catch(() => memory.delete(id));
      return remembered.hook;
    },
    forget() {
      memory = new Map();
      underWay.clear();
    },
  };
}
