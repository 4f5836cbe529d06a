import { rankIdentities, type Identity } from "../../model/identity.ts";
import type { Store } from "../../store/open.ts";

/** Where something was heard: the message, its source by name where it has one, when (UTC ms) and how. */
export type Heard = { how: string; messageId: string; source: string | null; at: number };
/** What a person decided about a key. `who` is `null` for somebody who is gone. */
export type Decided = { id: string; kind: string; other: string; who: string | null; at: number; why: string };
/**
 * A key of a customer with why it is theirs. `through`: the key that it belongs to, with the evidence; `null` for the one that the customer
 * is known by. `refused`: what it was seen with and does not belong to, and why not.
 */
export type KeyEvidence = {
  identity: Identity;
  heard: Heard;
  through: (Heard & { identity: Identity }) | null;
  refused: (Heard & { identity: Identity; outcome: string })[];
  decided: Decided[];
};

const mostKeys = 200;
const refusals = ["two_known", "crowded", "nobody", "separated", "apart", "two_users"];

/** Why each key of a customer is believed to be theirs, the strongest key first. */
export async function readKeyEvidence({ records: { database } }: Store, workspaceId: string, customerId: string): Promise<KeyEvidence[]> {
  const keys = await database
    .selectFrom("identities")
    .select(["identity", "how", "message_id", "source_id", "at"])
    .where("workspace_id", "=", workspaceId)
    .where("customer_id", "=", customerId)
    .orderBy("at")
    .limit(mostKeys)
    .execute();
  if (keys.length === 0) return [];
  const names = keys.map(({ identity }) => identity);
  const [links, decisions, sources] = await Promise.all([
    database
      .selectFrom("identity_links")
      .select(["identity", "other", "how", "message_id", "source_id", "at", "outcome"])
      .where("workspace_id", "=", workspaceId)
      .where("identity", "in", names)
      .where("outcome", "in", ["linked", ...refusals])
      .orderBy("at")
      .orderBy("other")
      .limit(2000)
      .execute(),
    database
      .selectFrom("identity_decisions")
      .leftJoin("users", "users.id", "identity_decisions.who")
      .select(["identity_decisions.id", "kind", "identity", "other", "users.name as who", "at", "why"])
      .where("workspace_id", "=", workspaceId)
      .where("undone_at", "is", null)
      .where("kind", "!=", "different")
      .where((eb) => eb.or([eb("identity", "in", names), eb("other", "in", names)]))
      .orderBy("at")
      .execute(),
    database.selectFrom("sources").select(["id", "name"]).where("workspace_id", "=", workspaceId).execute(),
  ]);
  const sourceNames = new Map(sources.map(({ id, name }) => [id, name]));
  const heard = (row: { how: string; message_id: string; source_id: string; at: Date }): Heard => ({
    how: row.how,
    messageId: row.message_id,
    source: sourceNames.get(row.source_id) ?? null,
    at: row.at.getTime(),
  });
  const order = rankIdentities(names as Identity[]);
  return keys
    .map((key): KeyEvidence => {
      const own = links.filter(({ identity }) => identity === key.identity);
      const link = own.find(({ outcome }) => outcome === "linked");
      return {
        identity: key.identity as Identity,
        heard: heard(key),
        through: link ? { ...heard(link), identity: link.other as Identity } : null,
        refused: own
          .filter(({ outcome }) => outcome !== "linked")
          .slice(0, 5)
          .map((row) => ({ ...heard(row), identity: row.other as Identity, outcome: row.outcome })),
        decided: decisions
          .filter(({ identity, other }) => identity === key.identity || other === key.identity)
          .map(({ identity, other, at, ...said }) => ({ ...said, at: at.getTime(), other: identity === key.identity ? other : identity })),
      };
    })
    .sort((a, b) => order.indexOf(a.identity) - order.indexOf(b.identity));
}
