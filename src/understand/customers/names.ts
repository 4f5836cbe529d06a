import type { Kysely } from "kysely";
import { calledOf } from "../../model/customer-name.ts";
import type { Identity } from "../../model/identity.ts";
import { ask } from "../../store/ask.ts";
import type { Store } from "../../store/open.ts";
import type { Tables } from "../../store/records/tables.ts";

/** Customer ids as a set in SQL; they are bound as text because they may exceed 2^53. A bare array would be held against every row instead of the key. */
export const boundIds = (name: string): string => `(SELECT arrayJoin(arrayMap(id -> toUInt64(id), {${name}:Array(String)})))`;

/** What to call each customer: the name, else the best key that is known of them. Who is known by nothing is absent. */
export async function namesOf(store: Store, workspaceId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)].filter((id) => id !== "0");
  const names = await recordedNames(store, workspaceId, wanted);
  const unknown = wanted.filter((id) => !names.has(id));
  for (const { id, identity } of await readOnlyKeys(store, workspaceId, unknown)) names.set(id, calledOf({}, [identity])!);
  return names;
}

/** The same from the records alone: absent is also who has a single key of which nothing was told. */
export async function recordedNames(
  { records: { database } }: Pick<Store, "records">,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (!ids.length) return new Map();
  const [people, keys] = await Promise.all([readTraits(database, workspaceId, ids), readKeys(database, workspaceId, ids)]);
  const traits = new Map(people.map((one) => [one.id, one.traits]));
  const called = ids.map((id) => [id, calledOf(traits.get(id) ?? {}, keys.get(id) ?? [])] as const);
  return new Map(called.filter((pair): pair is [string, string] => pair[1] !== null));
}

const readTraits = (database: Kysely<Tables>, workspaceId: string, ids: readonly string[]) =>
  database.selectFrom("customers").select(["id", "traits"]).where("workspace_id", "=", workspaceId).where("id", "in", ids).execute();

/** One key of each kind, the one that was heard first: a till that is shared has thousands. */
async function readKeys(database: Kysely<Tables>, workspaceId: string, ids: readonly string[]): Promise<Map<string, Identity[]>> {
  const rows = await database
    .selectFrom("identities")
    .select(({ fn, val }) => ["customer_id", "identity", fn<string>("split_part", ["identity", val(":"), val(1)]).as("kind")])
    .distinctOn(["customer_id", "kind" as "identity"])
    .where("workspace_id", "=", workspaceId)
    .where("customer_id", "in", ids)
    .orderBy("customer_id")
    .orderBy("kind")
    .orderBy("at")
    .orderBy("identity")
    .execute();
  const keys = new Map<string, Identity[]>();
  for (const { customer_id, identity } of rows) keys.set(customer_id, [...(keys.get(customer_id) ?? []), identity as Identity]);
  return keys;
}

/** The key of each customer of whom there are no records: nothing was told of it, and it never came with another. */
async function readOnlyKeys(store: Store, workspace: string, ids: string[]): Promise<{ id: string; identity: Identity }[]> {
  if (!ids.length) return [];
  const from = (table: string) =>
    `SELECT customer_id, identities[1] AS own FROM ${table} WHERE workspace_id = {workspace:String} AND customer_id IN ${boundIds("ids")} AND notEmpty(identities) LIMIT 1 BY customer_id`;
  return ask(store.events.client, {
    tag: "customer keys",
    sql: `SELECT toString(customer_id) AS id, any(own) AS identity FROM (${["interactions", "feedback"].map(from).join(" UNION ALL ")}) GROUP BY customer_id`,
    bound: { workspace, ids },
  });
}
