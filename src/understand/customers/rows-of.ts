import { Failure } from "../../model/failure.ts";
import { identityKinds, identityOf, type Identity } from "../../model/identity.ts";
import { ask } from "../../store/ask.ts";
import { customerIdOf } from "../../store/customer-id.ts";
import type { Store } from "../../store/open.ts";

/**
 * Every customer id that a customer's rows carry: their own, and those of the customers who turned out to be them.
 *
 * @param id  any of them; an id that was linked away leads to the one customer too
 * @returns   the one customer's id first
 * @throws    Failure `not_found` for text that is no customer id
 */
export async function rowIdsOf(store: Store, workspaceId: string, id: string): Promise<string[]> {
  if (!isId(id)) throw new Failure("not_found", { thing: "customer" });
  const rows = await ask<{ to: string; ids: string[] }>(store.events.client, {
    tag: "customer rows",
    sql: `WITH (SELECT argMax(to_id, version) FROM customer_links WHERE workspace_id = {workspace:String} AND from_id = toUInt64({id:String})) AS linked,
        if(linked = 0, toUInt64({id:String}), linked) AS one
      SELECT toString(one) AS to, groupArray(toString(from_id)) AS ids FROM customer_links FINAL WHERE workspace_id = {workspace:String} AND to_id = one`,
    bound: { workspace: workspaceId, id },
  });
  const { to, ids } = rows[0]!;
  return [to, ...ids.filter((from) => from !== to)];
}

/** The customers whom a text names: by a customer's id, or by a key, whatever kind of key it is and whoever has it now. */
export async function idsOfKey({ records }: Store, workspaceId: string, text: string): Promise<string[]> {
  const keys = identityKinds.map((kind) => identityOf(kind, text)).filter((key): key is Identity => key !== null);
  if (!keys.length) return [];
  const rows = await records.database
    .selectFrom("identities")
    .select(["identity", "customer_id"])
    .where("workspace_id", "=", workspaceId)
    .where("identity", "in", keys)
    .execute();
  const owners = new Map(rows.map(({ identity, customer_id }) => [identity, customer_id]));
  const own = text.trim();
  return [...(isId(own) ? [own] : []), ...keys.map((key) => owners.get(key) ?? customerIdOf(workspaceId, key))];
}

const isId = (text: string): boolean => /^\d{1,20}$/.test(text) && BigInt(text) < 2n ** 64n;
