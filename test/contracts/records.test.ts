import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectRecords, type Records } from "../../src/store/records/connect.ts";
import { postgresPrograms, startPostgres } from "../support/postgres.ts";
import { testSettings } from "../support/settings.ts";

const programs = postgresPrograms();
if (!programs && process.env.CI) throw new Error("CI needs a PostgreSQL server: install Debian's postgresql package");
if (!programs) console.warn("SKIPPED: no PostgreSQL server is installed, so only the embedded record store is tested");

const engines = [
  { name: "embedded PGlite", start: async () => ({ url: "", stop: () => {} }) },
  ...(programs ? [{ name: "PostgreSQL server", start: () => startPostgres(programs) }] : []),
];

describe.each(engines)("records on $name", ({ start }) => {
  let records: Records;
  let server: { url: string; stop(): void };
  beforeAll(async () => {
    server = await start();
    records = await connectRecords(testSettings(server.url ? { DATABASE_URL: server.url } : {}));
    await records.database
      .insertInto("workspaces")
      .values({
        id: "w",
        name: "W",
        timezone: "UTC",
        currency: "EUR",
        business_hours: "{}",
        case_rules: "{}",
        sample: "none",
        created_at: new Date(0),
      })
      .execute();
  });
  afterAll(async () => {
    await records.close();
    server.stop();
  });

  test("big whole numbers, instants, JSON and null come back as they went in", async () => {
    const job = {
      id: "types",
      workspace_id: "w",
      kind: "k",
      state: "running" as const,
      done: 9_007_199_254_740_991,
      total: 0,
      unit: "rows",
      message: null,
    };
    const result = { list: [1, "two", null], nested: { "it's": true } };
    const startedAt = new Date("2026-03-29T01:30:00.123Z");
    await records.database
      .insertInto("jobs")
      .values({ ...job, result: JSON.stringify(result), started_at: startedAt, finished_at: null })
      .execute();
    const row = await records.database.selectFrom("jobs").selectAll().where("id", "=", "types").executeTakeFirstOrThrow();
    expect(row).toEqual({ ...job, result, started_at: startedAt, finished_at: null });
  });

  test("a failed transaction leaves nothing behind, and the next statement works", async () => {
    const attempt = records.database.transaction().execute(async (trx) => {
      await trx.insertInto("checkpoints").values({ stream: "lost", seq: 1 }).execute();
      await sql`SELECT 1/0`.execute(trx);
    });
    await expect(attempt).rejects.toThrow(/division by zero/);
    expect(await records.database.selectFrom("checkpoints").selectAll().where("stream", "=", "lost").execute()).toEqual([]);
  });

  test("a second row with the same key is refused with PostgreSQL's code, or ignored when asked", async () => {
    const row = { stream: "twice", seq: 1 };
    await records.database.insertInto("checkpoints").values(row).execute();
    await expect(records.database.insertInto("checkpoints").values(row).execute()).rejects.toMatchObject({ code: "23505" });
    const ignored = await records.database
      .insertInto("checkpoints")
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    expect(ignored.numInsertedOrUpdatedRows).toBe(0n);
  });

  test("counters raised by many at once lose nothing", async () => {
    await records.database.insertInto("checkpoints").values({ stream: "count", seq: 0 }).execute();
    const raise = () =>
      records.database.transaction().execute(async (trx) => {
        const { seq } = await trx
          .selectFrom("checkpoints")
          .select("seq")
          .where("stream", "=", "count")
          .forUpdate()
          .executeTakeFirstOrThrow();
        await trx
          .updateTable("checkpoints")
          .set({ seq: seq + 1 })
          .where("stream", "=", "count")
          .execute();
      });
    await Promise.all(Array.from({ length: 20 }, raise));
    const { seq } = await records.database.selectFrom("checkpoints").select("seq").where("stream", "=", "count").executeTakeFirstOrThrow();
    expect(seq).toBe(20);
  });
});
