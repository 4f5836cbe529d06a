import { Kysely, Migrator, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { Failure } from "../../model/failure.ts";
import type { Settings } from "../../model/settings.ts";
import { createEmbeddedDialect } from "./dialect.ts";
import { startEmbeddedRecords } from "./embedded.ts";
import { recordMigrations } from "./migrations/list.ts";
import type { Tables } from "./tables.ts";

/** The record store: Kysely, whether PostgreSQL is embedded or served. */
export type Records = { database: Kysely<Tables>; isEmbedded: boolean; isReady(): Promise<boolean>; close(): Promise<void> };

/**
 * Connects to the record store, starting the embedded engine when no server is configured, and brings its tables up to date.
 *
 * @throws Failure `store_unavailable`, or `bad_setting` when the configured server does not answer
 */
export async function connectRecords(settings: Settings): Promise<Records> {
  const embedded = settings.recordsUrl ? null : await startEmbeddedRecords(settings);
  const database = new Kysely<Tables>({ dialect: embedded ? createEmbeddedDialect(embedded) : createServerDialect(settings.recordsUrl) });
  await migrate(database).catch((error: unknown) => {
    throw embedded
      ? error
      : new Failure("bad_setting", { name: "DATABASE_URL", value: new URL(settings.recordsUrl).host, problem: String(error) });
  });
  return {
    database,
    isEmbedded: embedded !== null,
    isReady: () =>
      sql`SELECT 1`.execute(database).then(
        () => true,
        () => false,
      ),
    close: async () => {
      await database.destroy();
      await embedded?.stop();
    },
  };
}

function createServerDialect(connectionString: string): PostgresDialect {
  const int8 = 20;
  const types = {
    getTypeParser: ((oid: number, format?: never) =>
      oid === int8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
  };
  const pool = new pg.Pool({ connectionString, max: 10, types });
  // A server that goes away ends idle connections too. The next question says so; without a listener the whole process would end.
  pool.on("error", () => {});
  return new PostgresDialect({ pool });
}

async function migrate(database: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => recordMigrations },
    migrationTableName: "migrations",
    migrationLockTableName: "migration_lock",
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
