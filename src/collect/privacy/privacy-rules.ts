import { createHmac } from "node:crypto";
import { sql, type Kysely } from "kysely";
import type { Fact } from "../../model/fact.ts";
import type { Identity } from "../../model/identity.ts";
import { usualPrivacy, type Privacy } from "../../model/privacy.ts";
import type { Tables } from "../../store/records/tables.ts";
import { saidInBand } from "./in-band.ts";

/** A workspace's privacy, ready for the steps of the intake. */
export type PrivacyRules = Pick<Privacy, "ip" | "userAgent"> & {
  whenDenied: Privacy["gate"]["whenDenied"];
  /** Whether the one whom a fact is about denied the gate's purpose. */
  isDenied(fact: Fact): boolean;
  /** What stands for a key that must not be stored; the same for the same key within a workspace. */
  pseudonymOf(identity: Identity): Identity;
  /** Whether the value under this name is never stored. */
  isRedacted(name: string): boolean;
};

/** What a workspace decided about privacy, or what holds until it decides. */
export async function readPrivacy(database: Kysely<Tables>, workspaceId: string): Promise<{ privacy: Privacy; salt: string }> {
  const row = await database
    .selectFrom("workspaces")
    .select(["privacy", "pseudonym_salt as salt"])
    .where("id", "=", workspaceId)
    .executeTakeFirst();
  return { privacy: row?.privacy ?? usualPrivacy, salt: row?.salt ?? "" };
}

/** Keeps what a workspace decides about privacy. */
export async function savePrivacy(database: Kysely<Tables>, workspaceId: string, privacy: Privacy): Promise<void> {
  await database
    .updateTable("workspaces")
    .set({ privacy: JSON.stringify(privacy) })
    .where("id", "=", workspaceId)
    .execute();
}

/** Reads a workspace's privacy together with the keys of everybody who said otherwise than silence would say. */
export async function readPrivacyRules(database: Kysely<Tables>, workspaceId: string): Promise<PrivacyRules> {
  const { privacy, salt } = await readPrivacy(database, workspaceId);
  const purpose = privacy.purposes.find(({ id }) => id === privacy.gate.purpose);
  const granted = purpose?.whenUnknown === "denied";
  const others = purpose ? await keysThatSaid(database, { workspaceId, purpose: purpose.id, granted }) : new Set<string>();
  return compilePrivacy(privacy, salt, others);
}

/**
 * A workspace's privacy in the form that the steps of the intake use.
 *
 * @param salt    what pseudonyms are made with
 * @param others  the keys of everybody who said otherwise than silence would say
 */
export function compilePrivacy(
  { purposes, gate, ip, userAgent, redact }: Privacy,
  salt: string,
  others: ReadonlySet<string>,
): PrivacyRules {
  const purpose = purposes.find(({ id }) => id === gate.purpose);
  const isUsuallyDenied = purpose?.whenUnknown === "denied";
  return {
    ip,
    userAgent,
    whenDenied: gate.whenDenied,
    isDenied(fact) {
      if (!purpose) return false;
      const said = saidInBand(fact, purpose);
      return said === null ? isUsuallyDenied !== fact.identities.some((identity) => others.has(identity)) : !said;
    },
    pseudonymOf: (identity) => `anonymous:p_${createHmac("sha256", salt).update(identity).digest("base64url").slice(0, 27)}`,
    isRedacted: compileNames(redact),
  };
}

/** Every key of the customers whose last word about a purpose was this. */
async function keysThatSaid(
  database: Kysely<Tables>,
  { workspaceId, purpose, granted }: { workspaceId: string; purpose: string; granted: boolean },
): Promise<Set<string>> {
  const { rows } = await sql<{ identity: string }>`
    WITH said AS (
      SELECT DISTINCT ON (coalesce(own.customer_id, word.identity)) coalesce(own.customer_id, word.identity) AS who, word.identity, word.granted
      FROM consents AS word
      LEFT JOIN identities AS own ON own.workspace_id = word.workspace_id AND own.identity = word.identity
      WHERE word.workspace_id = ${workspaceId} AND word.purpose = ${purpose}
      ORDER BY 1, word.at DESC, word.message_id DESC
    )
    SELECT own.identity FROM said JOIN identities AS own ON own.workspace_id = ${workspaceId} AND own.customer_id = said.who WHERE said.granted = ${granted}
    UNION SELECT identity FROM said WHERE granted = ${granted}`.execute(database);
  return new Set(rows.map(({ identity }) => identity));
}

const rememberedNames = 20_000;

/** A judge of names by patterns. Names repeat with every event, so what was judged once is remembered. */
export function compileNames(patterns: readonly string[]): (name: string) => boolean {
  const escaped = patterns.map((pattern) => pattern.toLowerCase().split("*").map(literal).join("[^]*"));
  const whole = patterns.length === 0 ? null : new RegExp(`^(?:${escaped.join("|")})$`);
  const known = new Map<string, boolean>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    if (known.size >= rememberedNames) known.clear();
    // Names are at most 256 bytes, and `*` between literals cannot run away on so few.
    const isHit = whole !== null && whole.test(name.toLowerCase());
    known.set(name, isHit);
    return isHit;
  };
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
