import { sql, type Kysely, type Migration } from "kysely";
import { foundation } from "./0001-foundation.ts";
import { identity } from "./0002-identity.ts";
import { catalogue } from "./0003-catalogue.ts";
import { webhookSecrets } from "./0004-webhooks.ts";
import { feeds } from "./0005-feeds.ts";
import { privacy } from "./0006-privacy.ts";
import { files } from "./0008-files.ts";
import { importReports } from "./0009-import-reports.ts";
import { sourceSettings } from "./0010-source-settings.ts";
import { health } from "./0020-health.ts";

const statements = (list: string[]): Migration => ({
  async up(database: Kysely<unknown>) {
    for (const text of list) await sql.raw(text).execute(database);
  },
});

/** Every step of the record store's shape, in order. */
export const recordMigrations: Record<string, Migration> = {
  "0001-foundation": statements(foundation),
  "0002-identity": statements(identity),
  "0003-catalogue": statements(catalogue),
  "0004-webhooks": statements(webhookSecrets),
  "0005-feeds": statements(feeds),
  "0006-privacy": statements(privacy),
  "0008-files": statements(files),
  "0009-import-reports": statements(importReports),
  "0010-source-settings": statements(sourceSettings),
  "0020-health": statements(health),
};
