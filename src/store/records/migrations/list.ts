import { sql, type Kysely, type Migration } from "kysely";
import { foundation } from "./0001-foundation.ts";
import { files } from "./0008-files.ts";

const statements = (list: string[]): Migration => ({
  async up(database: Kysely<unknown>) {
    for (const text of list) await sql.raw(text).execute(database);
  },
});

/** Every step of the record store's shape, in order. */
export const recordMigrations: Record<string, Migration> = {
  "0001-foundation": statements(foundation),
  "0008-files": statements(files),
};
