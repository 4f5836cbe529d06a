import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { z } from "zod";
import { usualHours } from "../../act/cases/business-clock.ts";
import { usualRules } from "../../act/cases/case-rules.ts";
import { seedCauses } from "../../act/cases/causes.ts";
import { writeCatalogue } from "../../collect/catalogue/catalogue.ts";
import { usualCatalogue } from "../../collect/catalogue/usual.ts";
import { countryOfZone } from "../../model/country.ts";
import type { Tables } from "../../store/records/tables.ts";

/** An IANA time zone that this runtime knows. */
export const timezone = z.string().refine(isTimezone, "give a time zone such as Europe/Berlin");

/** Whether this runtime knows an IANA time zone of this name. */
export function isTimezone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}

/** Creates a workspace with its usual rules, hours and causes, inside the caller's transaction; answers its id. */
export async function createWorkspace(trx: Kysely<Tables>, given: { name: string; timezone: string }, at: Date): Promise<string> {
  const id = randomUUID();
  await trx
    .insertInto("workspaces")
    .values({
      id,
      ...given,
      currency: "EUR",
      country: countryOfZone(given.timezone),
      business_hours: JSON.stringify(usualHours),
      case_rules: JSON.stringify(usualRules),
      sample: "none",
      created_at: at,
    })
    .execute();
  await seedCauses(trx, id);
  await writeCatalogue(trx, id, usualCatalogue());
  return id;
}
