import type { Kysely } from "kysely";
import type { Location } from "../model/location.ts";
import type { Tables } from "./records/tables.ts";

/** A workspace's locations by name. */
export async function readLocations(database: Kysely<Tables>, workspaceId: string): Promise<Location[]> {
  const rows = await database
    .selectFrom("locations")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .orderBy("name")
    .orderBy("id")
    .execute();
  return rows.map(({ id, parent_id, name, kind, codes, timezone }) => ({ id, parentId: parent_id, name, kind, codes, timezone }));
}
