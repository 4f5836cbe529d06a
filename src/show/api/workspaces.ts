import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { z } from "zod";
import type { Tables } from "../../store/records/tables.ts";

/** An IANA time zone that this runtime knows. */
export const timezone = z.string().refine(isTimezone, "give a time zone such as Europe/Berlin");

function isTimezone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}

/** What a new workspace starts with. */
export const workspaceDefaults = {
  currency: "EUR",
  businessHours: { days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" },
  caseRules: { recommend: 6, satisfaction: 2, ease: 3, dueHours: 8, maxAgeDays: 14 },
};

/** Creates a workspace with its defaults, inside the caller's transaction; answers its id. */
export async function createWorkspace(trx: Kysely<Tables>, given: { name: string; timezone: string }, at: Date): Promise<string> {
  const id = randomUUID();
  const { currency, businessHours, caseRules } = workspaceDefaults;
  await trx
    .insertInto("workspaces")
    .values({
      id,
      ...given,
      currency,
      business_hours: JSON.stringify(businessHours),
      case_rules: JSON.stringify(caseRules),
      sample: "none",
      created_at: at,
    })
    .execute();
  return id;
}
