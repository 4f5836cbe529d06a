import { sql, type Kysely, type Migration } from "kysely";
import { foundation } from "./0001-foundation.ts";
import { webhookSecrets } from "./0004-webhooks.ts";
import { sourceSettings } from "./0010-source-settings.ts";

const statements = (list: string[]): Migration => ({
  async up(database: Kysely<unknown>) {
    for (const text of list) await sql.raw(text).execute(database);
  },
});

/** Every step of the record store's shape, in order. */
export const recordMigrations: Record<string, Migration> = {
  "0001-foundation": statements(foundation),
  "0004-webhooks": statements(webhookSecrets),
  "0010-source-settings": statements(sourceSettings),
};
