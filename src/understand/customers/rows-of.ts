import { Failure } from "../../model/failure.ts";
import { ask } from "../../store/ask.ts";
import type { Store } from "../../store/open.ts";

/**
 * Every customer id that a customer's rows carry: their own, and those of the customers who turned out to be them.
 *
 * @param id  any of them; an id that was linked away leads to the one customer too
 * @returns   the one customer's id first
 * @throws    Failure `not_found` for text that is no customer id
 */
export async function rowIdsOf(store: Store, workspaceId: string, id: string): Promise<string[]> {
  if (!isCustomerId(id)) throw new Failure("not_found", { thing: "customer" });
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

/** Whether a text could be a customer's id. */
export const isCustomerId = (text: string): boolean => /^\d{1,20}$/.test(text) && BigInt(text) < 2n ** 64n;
