import { Failure } from "../../model/failure.ts";
import { identityParts, type Identity } from "../../model/identity.ts";
import { customerIdOf } from "../../store/customer-id.ts";
import type { Store } from "../../store/open.ts";
import { decide, undoDecisions, type Speaker } from "./decisions.ts";

/** Two customers by their ids as they are today, and why somebody thinks so. */
export type Verdict = { left: string; right: string; why: string };

/**
 * Says that two customers are one. Whatever was said against it before is taken back. @returns the decision's id
 *
 * @throws Failure `not_found` when nothing is known of one of them, `conflict` when they are one already
 */
export async function mergeCustomers({ records: { database } }: Store, speaker: Speaker, { left, right, why }: Verdict): Promise<string> {
  if (left === right) throw new Failure("conflict", { problem: "These are one customer already." });
  const keys = await Promise.all([left, right].map((id) => keysOf(database, speaker, id)));
  const against = await database
    .selectFrom("identity_decisions")
    .select("id")
    .where("workspace_id", "=", speaker.workspaceId)
    .where("kind", "in", ["different", "separate"])
    .where("undone_at", "is", null)
    .where((eb) =>
      eb.or([
        eb.and([eb("identity", "in", keys[0]!), eb("other", "in", keys[1]!)]),
        eb.and([eb("identity", "in", keys[1]!), eb("other", "in", keys[0]!)]),
      ]),
    )
    .execute();
  await undoDecisions(
    database,
    speaker,
    against.map(({ id }) => id),
  );
  const [identity, other] = [nameOf(speaker, left, keys[0]!), nameOf(speaker, right, keys[1]!)];
  return decide(database, speaker, { kind: "merge", identity, other, why });
}

/** Says that two customers are not one, so that nobody is asked again. @returns the decision's id */
export async function tellApart({ records: { database } }: Store, speaker: Speaker, { left, right, why }: Verdict): Promise<string> {
  const keys = await Promise.all([left, right].map((id) => keysOf(database, speaker, id)));
  const [identity, other] = [nameOf(speaker, left, keys[0]!), nameOf(speaker, right, keys[1]!)];
  return decide(database, speaker, { kind: "different", identity, other, why });
}

/**
 * Says that a key does not belong to its customer: what a person merged through it is taken apart, and evidence for it does not count.
 *
 * @returns  the decision's id; `null` when taking back an earlier one was enough
 * @throws   Failure `not_found` when the key is unknown, `conflict` when the customer is named after it
 */
export async function separateKey(
  { records: { database } }: Store,
  speaker: Speaker,
  identity: Identity,
  why: string,
): Promise<string | null> {
  const { workspaceId } = speaker;
  const own = await database
    .selectFrom("identities")
    .select("customer_id")
    .where("workspace_id", "=", workspaceId)
    .where("identity", "=", identity)
    .executeTakeFirst();
  if (!own) throw new Failure("not_found", { thing: "key" });
  const link = await database
    .selectFrom("identity_links")
    .select("other")
    .where("workspace_id", "=", workspaceId)
    .where("identity", "=", identity)
    .where("outcome", "=", "linked")
    .executeTakeFirst();
  const merges = await database
    .selectFrom("identity_decisions")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("kind", "=", "merge")
    .where("undone_at", "is", null)
    .where((eb) => eb.or([eb("identity", "=", identity), eb("other", "=", identity)]))
    .execute();
  if (!link && merges.length === 0)
    throw new Failure("conflict", {
      problem: `This customer is known by ${identityParts(identity).value}: separate the other keys from it instead.`,
    });
  await undoDecisions(
    database,
    speaker,
    merges.map(({ id }) => id),
  );
  return link ? decide(database, speaker, { kind: "separate", identity, other: link.other as Identity, why }) : null;
}

async function keysOf(database: Store["records"]["database"], { workspaceId }: Speaker, id: string): Promise<Identity[]> {
  const rows = await database
    .selectFrom("identities")
    .select("identity")
    .where("workspace_id", "=", workspaceId)
    .where("customer_id", "=", id)
    .execute();
  if (rows.length === 0) throw new Failure("not_found", { thing: "customer" });
  return rows.map(({ identity }) => identity as Identity);
}

/** The key that a customer is named after. */
const nameOf = ({ workspaceId }: Speaker, id: string, keys: Identity[]): Identity =>
  keys.find((key) => customerIdOf(workspaceId, key) === id) ?? keys[0]!;
