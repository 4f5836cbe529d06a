import type { Store } from "../../src/store/open.ts";

/** Adds a workspace that does its business in euros. */
export async function addWorkspace({ records }: Store, id: string): Promise<void> {
  const values = { id, name: id, timezone: "UTC", currency: "EUR", business_hours: "{}", case_rules: "{}", sample: "none" as const };
  await records.database
    .insertInto("workspaces")
    .values({ ...values, created_at: new Date(0) })
    .execute();
}
