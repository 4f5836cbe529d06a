import type { Tables } from "./records/tables.ts";
import type { Store } from "./open.ts";

const factTables = ["interactions", "feedback", "identifications", "customer_links", "profiles", "dead_letters", "tallies", "deliveries"];

// Children before the rows that they refer to.
const recordTables = [
  "case_events",
  "cases",
  "causes",
  "initiatives",
  "segments",
  "surveys",
  "inbox_files",
  "imports",
  "place_rules",
  "touchpoints",
  "remappings",
  "locations",
  "jobs",
  "duplicate_pairs",
  "identity_decisions",
  "identity_links",
  "identities",
  "customers",
  "feeds",
  "consents",
  "source_names",
  "source_warnings",
  "webhook_secrets",
  "sources",
  "logins",
  "members",
] as const satisfies (keyof Tables)[];

/** Erases a workspace with everything in it, from both stores. Repeatable: what an interruption left is erased by the next call. */
export async function eraseWorkspace({ events, records }: Store, workspaceId: string): Promise<void> {
  for (const table of factTables) {
    const query = `ALTER TABLE ${table} DELETE WHERE workspace_id = {workspace:String}`;
    await events.client.command({ query, query_params: { workspace: workspaceId }, clickhouse_settings: { mutations_sync: "1" } });
  }
  await records.database.transaction().execute(async (trx) => {
    for (const table of recordTables) await trx.deleteFrom(table).where("workspace_id", "=", workspaceId).execute();
    await trx.deleteFrom("workspaces").where("id", "=", workspaceId).execute();
  });
}
