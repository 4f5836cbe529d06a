import type { Kysely } from "kysely";
import { usualHours } from "../../src/act/cases/business-clock.ts";
import { usualRules } from "../../src/act/cases/case-rules.ts";
import { seedCauses } from "../../src/act/cases/causes.ts";
import type { Tables } from "../../src/store/records/tables.ts";

/** A workspace in UTC with the usual rules, and two members whose ids are `WORKSPACE-ada` and `WORKSPACE-bob`. */
export async function createTestWorkspace(database: Kysely<Tables>, id: string): Promise<void> {
  const at = new Date("2026-01-01T00:00:00Z");
  const rules = { business_hours: JSON.stringify(usualHours), case_rules: JSON.stringify(usualRules) };
  await database
    .insertInto("workspaces")
    .values({ id, name: id, timezone: "UTC", currency: "EUR", ...rules, sample: "none", created_at: at })
    .execute();
  for (const name of ["ada", "bob"]) {
    const userId = `${id}-${name}`;
    await database
      .insertInto("users")
      .values({ id: userId, email: `${userId}@example.com`, name, password_hash: "", created_at: at })
      .execute();
    await database.insertInto("members").values({ workspace_id: id, user_id: userId, role: "agent" }).execute();
  }
  await seedCauses(database, id);
}
