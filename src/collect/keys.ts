import { createHash, randomBytes } from "node:crypto";
import { Failure } from "../model/failure.ts";
import type { Store } from "../store/open.ts";

/**
 * Whose facts a write key carries: its workspace, its source, the currency of amounts and the country of phone numbers that name none, and the
 * pages that may use it (none: all).
 */
export type KeyOwner = { workspaceId: string; sourceId: string; currency: string; country: string; origins: readonly string[] };

/** Write keys: made, revoked, and looked up. Only their SHA-256 is stored. */
export type Keys = {
  /** Makes a key of 256 random bits; it cannot be shown again. Only the given pages may send through it; without any, every page may. */
  create(workspaceId: string, name: string, origins?: readonly string[]): Promise<{ id: string; key: string }>;
  /** Says which pages may send through a key. @throws Failure `not_found` when the workspace has no such key in force */
  admit(workspaceId: string, id: string, origins: readonly string[]): Promise<void>;
  /** @throws Failure `not_found` when the workspace has no such key in force */
  revoke(workspaceId: string, id: string): Promise<void>;
  /** Whose key this is; `null` when it is unknown or revoked. @throws Failure `store_unavailable` when that cannot be told */
  resolve(key: string): Promise<KeyOwner | null>;
  /** The source of a key that was revoked, if it was resolved a moment ago; `null` otherwise. */
  formerOwner(key: string): Pick<KeyOwner, "workspaceId" | "sourceId"> | null;
};

const hashOf = (key: string): string => createHash("sha256").update(key).digest("hex");

// A key in use is looked up again and again beside the traffic, which never waits for it: the embedded record store has one connection,
// and a long transaction on it must not hold up events. Revoking here forgets at once; elsewhere it is noticed by the next look.
const refreshedMs = 400;
const trustedMs = 60_000;
const rememberedAtMost = 10_000;

const settingsOf = (origins: readonly string[]): string => JSON.stringify(origins.length ? { origins } : {});

/** The pages in a key's settings. */
export const originsIn = ({ origins }: Record<string, unknown>): string[] => (Array.isArray(origins) ? origins.map(String) : []);

type OwnerRow = Omit<KeyOwner, "origins"> & { settings: Record<string, unknown> };
const ownerOf = ({ workspaceId, sourceId, currency, country, settings }: OwnerRow): KeyOwner => ({
  workspaceId,
  sourceId,
  currency,
  country,
  origins: originsIn(settings),
});

/** `owner` is `null` for a key that is unknown or revoked, and `former` for one that is not revoked. */
type Remembered = { owner: KeyOwner | null; former: KeyOwner | null; at: number };

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
      .select([
        "sources.workspace_id as workspaceId",
        "sources.id as sourceId",
        "workspaces.currency",
        "workspaces.country",
        "sources.settings",
        "sources.revoked_at as revokedAt",
      ])
      .where("key_hash", "=", hash)
      .executeTakeFirst();
    if (memory.size >= rememberedAtMost) memory.clear();
    const found = row ? ownerOf(row) : null;
    const owner = row?.revokedAt ? null : found;
    memory.set(hash, { owner, former: owner ? null : found, at: elapsed() });
    return owner;
  }

  function look(hash: string): Promise<KeyOwner | null> {
    const pending = underWay.get(hash) ?? find(hash).finally(() => underWay.delete(hash));
    underWay.set(hash, pending);
    return pending;
  }

  async function change(workspaceId: string, id: string, to: { settings: string } | { revoked_at: Date }): Promise<void> {
    const { numUpdatedRows } = await database
      .updateTable("sources")
      .set(to)
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", id)
      .where("kind", "=", "key")
      .where("revoked_at", "is", null)
      .executeTakeFirstOrThrow();
    memory.clear();
    if (numUpdatedRows === 0n) throw new Failure("not_found", { thing: "write key" });
  }

  return {
    async create(workspaceId, name, origins = []) {
      const key = `wk_${randomBytes(32).toString("base64url")}`;
      const id = `src_${randomBytes(9).toString("base64url")}`;
      const values = { workspace_id: workspaceId, id, kind: "key" as const, name, key_prefix: key.slice(0, 9), key_hash: hashOf(key) };
      await database
        .insertInto("sources")
        .values({ ...values, settings: settingsOf(origins), created_at: new Date(now()) })
        .execute();
      return { id, key };
    },
    admit: (workspaceId, id, origins) => change(workspaceId, id, { settings: settingsOf(origins) }),
    revoke: (workspaceId, id) => change(workspaceId, id, { revoked_at: new Date(now()) }),
    async resolve(key) {
      const hash = hashOf(key);
      const remembered = memory.get(hash);
      const ageMs = remembered ? elapsed() - remembered.at : Infinity;
      try {
        if (!remembered || ageMs > trustedMs) return await look(hash);
      } catch {
        throw new Failure("store_unavailable", { store: "record" });
      }
      // While the record store is away, what was known a moment ago holds: nobody can revoke anything meanwhile, and events have to come in.
      if (ageMs > refreshedMs) look(hash).catch(() => {});
      return remembered.owner;
    },
    formerOwner: (key) => memory.get(hashOf(key))?.former ?? null,
  };
}
