import type { Kysely } from "kysely";
import { Failure } from "../../model/failure.ts";
import type { Store } from "../../store/open.ts";
import type { Tables } from "../../store/records/tables.ts";
import { readCatalogue } from "../catalogue/catalogue.ts";
import { compilePlaces, type Places } from "../catalogue/places.ts";
import { readPrivacyRules, type PrivacyRules } from "../privacy/privacy-rules.ts";

/** What a workspace decided about what comes in; each part is for the step that asks for it. */
export type Rules = { places: Places; privacy: PrivacyRules };

/** Reads all that a workspace decided about what comes in. */
async function readRules(database: Kysely<Tables>, workspaceId: string): Promise<Rules> {
  const places = compilePlaces(await readCatalogue(database, workspaceId));
  return { places, privacy: await readPrivacyRules(database, workspaceId) };
}

/** What workspaces decided about what comes in, kept in memory so that the ack path does not wait for the record store. */
export type RulesMemory = {
  /** The rules of a workspace as they are known; `null` when they have to be looked up first. */
  of(workspaceId: string): Rules | null;
  /** Looks a workspace's rules up. @throws Failure `store_unavailable` when that cannot be done */
  look(workspaceId: string): Promise<Rules>;
  /** Says that a workspace decided anew: resolves when every fact accepted from then on is judged by it. @throws like `look` */
  refresh(workspaceId: string): Promise<void>;
};

// As for write keys: who decides here is heard at once, who decides in another process is heard by the next look, which traffic does not
// wait for while the memory is young.
const refreshedMs = 2000;
const trustedMs = 60_000;
const rememberedAtMost = 10_000;

type Remembered = { rules: Rules; at: number };

/** Opens a memory of rules. */
export function createRules({ records }: Store, now: () => number = Date.now): RulesMemory {
  const memory = new Map<string, Remembered>();
  const underWay = new Map<string, Promise<Rules>>();

  async function read(workspaceId: string): Promise<Rules> {
    const rules = await readRules(records.database, workspaceId).catch((cause: unknown) => {
      throw Object.assign(new Failure("store_unavailable", { store: "record" }), { cause });
    });
    if (memory.size >= rememberedAtMost) memory.clear();
    memory.set(workspaceId, { rules, at: now() });
    return rules;
  }

  function look(workspaceId: string): Promise<Rules> {
    const pending = underWay.get(workspaceId);
    if (pending) return pending;
    const looking = read(workspaceId).finally(() => underWay.delete(workspaceId));
    underWay.set(workspaceId, looking);
    return looking;
  }

  return {
    of(workspaceId) {
      const known = memory.get(workspaceId);
      if (!known) return null;
      const ageMs = now() - known.at;
      if (ageMs > trustedMs) return null;
      // A look that fails changes nothing: what is known serves until it is too old to be trusted.
      if (ageMs > refreshedMs && !underWay.has(workspaceId)) look(workspaceId).catch(() => {});
      return known.rules;
    },
    look,
    async refresh(workspaceId) {
      // A look that began before the decision may bring the old one: it is waited for, then looked again.
      await underWay.get(workspaceId)?.catch(() => {});
      await look(workspaceId);
    },
  };
}
