import { createHash, randomBytes } from "node:crypto";
import { Failure } from "../model/failure.ts";
import type { Store } from "../store/open.ts";

/** Whose facts a write key carries: its workspace, its source, and the currency of amounts that name none. */
export type KeyOwner = { workspaceId: string; sourceId: string; currency: string };

/** Write keys: made, revoked, and looked up. Only their SHA-256 is stored. */
export type Keys = {
  /** Makes a key of 256 random bits; it cannot be shown again. */
  create(workspaceId: string, name: string): Promise<{ id: string; key: string }>;
  /** @throws Failure `not_found` when the workspace has no such key in force */
  revoke(workspaceId: string, id: string): Promise<void>;
  /** Whose key this is; `null` when it is unknown or revoked. @throws Failure `store_unavailable` when that cannot be told */
  resolve(key: string): Promise<KeyOwner | null>;
};

const hashOf = (key: string): string => createHash("sha256").update(key).digest("hex");

// A key in use is looked up again and again beside the traffic, which never waits for it: the embedded record store has one connection,
// and a long transaction on it must not hold up events. Revoking here forgets at once; elsewhere it is noticed by the next look.
const refreshedMs = 400;
const trustedMs = 60_000;
const rememberedAtMost = 10_000;

type Remembered = { owner: KeyOwner | null; at: number };

/**
 * Write keys of a store, with a memory so that the ack path does not wait for the record store.
 *
 * @param elapsed  milliseconds on a clock that nobody can set: on the wall clock, a jump to the past would keep revoked keys in force
 */
export function createKeys(store: Store, now: () => number = Date.now, elapsed = (): number => performance.now()): Keys {
  const { database } = store.records;
  const memory = new Map<string, Remembered>();
  const underWay = new Map<string, Promise<KeyOwner | null>>();

  async function find(hash: string): Promise<KeyOwner | null> {
    const row = await database
      .selectFrom("sources")
      .innerJoin("workspaces", "workspaces.id", "sources.workspace_id")
      .select(["sources.workspace_id as workspaceId", "sources.id as sourceId", "workspaces.currency"])
      .where("key_hash", "=", hash)
      .where("revoked_at", "is", null)
      .executeTakeFirst();
    if (memory.size >= rememberedAtMost) memory.clear();
    memory.set(hash, { owner: row ?? null, at: elapsed() });
    return row ?? null;
  }

  function look(hash: string): Promise<KeyOwner | null> {
    const pending = underWay.get(hash) ?? find(hash).finally(() => underWay.delete(hash));
    underWay.set(hash, pending);
    return pending;
  }

  return {
    async create(workspaceId, name) {
      const key = `wk_${randomBytes(32).toString("base64url")}`;
      const id = `src_${randomBytes(9).toString("base64url")}`;
      const values = { workspace_id: workspaceId, id, kind: "key" as const, name, key_prefix: key.slice(0, 9), key_hash: hashOf(key) };
      await database
        .insertInto("sources")
        .values({ ...values, created_at: new Date(now()) })
        .execute();
      return { id, key };
    },
    async revoke(workspaceId, id) {
      const { numUpdatedRows } = await database
        .updateTable("sources")
        .set({ revoked_at: new Date(now()) })
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .where("kind", "=", "key")
        .where("revoked_at", "is", null)
        .executeTakeFirstOrThrow();
      memory.clear();
      if (numUpdatedRows === 0n) throw new Failure("not_found", { thing: "write key" });
    },
    async resolve(key) {
      const hash = hashOf(key);
      const remembered = memory.get(hash);
      const ageMs = remembered ? elapsed() - remembered.at : Infinity;
      try {
        if (!remembered || ageMs > trustedMs) return await look(hash);
      } catch {
        throw new Failure("store_unavailable", { store: "record" });
      }
      // A look that fails forgets the key: the next caller asks again, and is told when the store is away.
      if (ageMs > refreshedMs) look(hash).catch(() => memory.delete(hash));
      return remembered.owner;
    },
  };
}
