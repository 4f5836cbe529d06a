import { ask } from "../../store/ask.ts";
import type { Store } from "../../store/open.ts";

/** Customer ids as a set in SQL; they are bound as text because they may exceed 2^53. */
export const boundIds = (name: string): string => `(SELECT arrayJoin(arrayMap(id -> toUInt64(id), {${name}:Array(String)})))`;

/** What to call each customer: name, else e-mail; who has neither is absent. */
export async function namesOf(store: Store, workspaceId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (!ids.length) return new Map();
  const rows = await ask<{ id: string; called: string }>(store.events.client, {
    tag: "customer names",
    sql: `SELECT toString(customer_id) AS id, if(name != '', name, email) AS called FROM profiles FINAL
      WHERE workspace_id = {workspace:String} AND customer_id IN ${boundIds("ids")} AND called != ''`,
    bound: { workspace: workspaceId, ids: [...new Set(ids)] },
  });
  return new Map(rows.map(({ id, called }) => [id, called]));
}
