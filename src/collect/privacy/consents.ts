import { randomUUID } from "node:crypto";
import type { Kysely, Transaction } from "kysely";
import { Failure } from "../../model/failure.ts";
import type { Identity } from "../../model/identity.ts";
import type { Purpose } from "../../model/privacy.ts";
import type { Store } from "../../store/open.ts";
import type { Tables } from "../../store/records/tables.ts";
import type { Told } from "../identity/evidence.ts";
import { consentWords } from "./consent-fact.ts";
import { readPrivacy } from "./privacy-rules.ts";

/** Keeps the words about consent in a stretch of facts; the same facts again change nothing. Whether there were any, by workspace. */
export async function saveConsents(trx: Transaction<Tables>, told: readonly Told[]): Promise<string[]> {
  const words = told.filter(({ kind, identities }) => kind === "consent" && identities.length > 0);
  const purposesOf = new Map<string, Purpose[]>();
  for (const { workspaceId } of words)
    if (!purposesOf.has(workspaceId)) purposesOf.set(workspaceId, (await readPrivacy(trx, workspaceId)).privacy.purposes);
  const rows = words.flatMap(({ workspaceId, messageId, identities, at, sourceId, traits }) =>
    consentWords(JSON.parse(traits) as Record<string, unknown>).map(({ purpose, granted, version, channel, proof }) => ({
      workspace_id: workspaceId,
      message_id: messageId,
      purpose: purposeNamed(purposesOf.get(workspaceId)!, purpose),
      identity: identities[0]!,
      granted,
      at: new Date(at),
      version,
      channel,
      proof,
      source_id: sourceId,
      who: null,
    })),
  );
  for (let from = 0; from < rows.length; from += 500)
    await trx
      .insertInto("consents")
      .values(rows.slice(from, from + 500))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  return [...purposesOf.keys()];
}

/** The purpose that a sender means; its own name when the workspace has no such purpose. */
function purposeNamed(purposes: readonly Purpose[], said: string): string {
  const name = said.toLowerCase();
  return purposes.find(({ id, names }) => id === said || names.some((known) => known.toLowerCase() === name))?.id ?? said;
}

/** One word about consent. `at` is UTC ms; `sourceId` is `null` when a person here wrote it down, who is named by `who`. */
export type Consent = {
  purpose: string;
  granted: boolean;
  at: number;
  version: string;
  channel: string;
  proof: string;
  sourceId: string | null;
  who: string | null;
};

/** What a customer allows: for each purpose the last word, or what silence means; and every word ever said, newest first. */
export type Allowed = { purposes: (Purpose & { state: "granted" | "denied"; since: number | null })[]; log: Consent[] };

/** What the customer with these keys allows. */
export async function readAllowed(database: Kysely<Tables>, workspaceId: string, identities: readonly Identity[]): Promise<Allowed> {
  const { privacy } = await readPrivacy(database, workspaceId);
  const rows = identities.length
    ? await database
        .selectFrom("consents")
        .leftJoin("users", "users.id", "consents.who")
        .selectAll("consents")
        .select("users.name as name")
        .where("consents.workspace_id", "=", workspaceId)
        .where("identity", "in", identities)
        .orderBy("at", "desc")
        .orderBy("message_id", "desc")
        .limit(200)
        .execute()
    : [];
  const log = rows.map(({ purpose, granted, at, version, channel, proof, source_id, name }) => ({
    purpose,
    granted,
    at: at.getTime(),
    version,
    channel,
    proof,
    sourceId: source_id,
    who: name,
  }));
  const purposes = privacy.purposes.map((purpose) => {
    const last = log.find((word) => word.purpose === purpose.id);
    return { ...purpose, state: last ? (last.granted ? "granted" : "denied") : purpose.whenUnknown, since: last?.at ?? null } as const;
  });
  return { purposes, log };
}

/** Writes down by hand what a customer said. @throws Failure `bad_input` when the workspace has no such purpose */
export async function addConsent(
  { records }: Store,
  workspaceId: string,
  word: { identity: Identity; purpose: string; granted: boolean; proof: string; who: string; at: number },
): Promise<void> {
  const { privacy } = await readPrivacy(records.database, workspaceId);
  if (!privacy.purposes.some(({ id }) => id === word.purpose))
    throw new Failure("bad_input", { field: "purpose", problem: "give one of the workspace's purposes." });
  const { identity, purpose, granted, proof, who, at } = word;
  const row = {
    message_id: `console:${randomUUID()}`,
    purpose,
    identity,
    granted,
    at: new Date(at),
    version: "",
    channel: "",
    proof,
    source_id: null,
    who,
  };
  await records.database
    .insertInto("consents")
    .values({ workspace_id: workspaceId, ...row })
    .execute();
}
