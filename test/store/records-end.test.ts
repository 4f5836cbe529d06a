import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kysely, sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createEmbeddedDialect } from "../../src/store/records/dialect.ts";
import { startEmbeddedRecords, type EmbeddedRecords } from "../../src/store/records/embedded.ts";
import { until } from "../faults/rig/effort.ts";
import { allows } from "../faults/rig/machine.ts";
import { inject } from "../faults/rig/strace.ts";
import { engineOf } from "../faults/rig/tree.ts";
import { testSettings } from "../support/settings.ts";

const settings = { ...testSettings(), data: mkdtempSync(join(tmpdir(), "rapport-end-")) };
let engine: EmbeddedRecords;
let database: Kysely<{ t: { n: number } }>;
beforeAll(async () => {
  engine = await startEmbeddedRecords(settings);
  database = new Kysely({ dialect: createEmbeddedDialect(engine) });
  await sql`CREATE TABLE t (n int)`.execute(database);
});
afterAll(() => engine.stop());
const kept = async (): Promise<number[]> => (await database.selectFrom("t").select("n").orderBy("n").execute()).map(({ n }) => n);

test.runIf(allows("strace"))("an engine that cannot write its log ends and comes back, instead of running in a circle", async () => {
  await database.insertInto("t").values({ n: 1 }).execute();
  const life = engine.lives();
  // A changed row needs no more room, so that the first write which fails is that of the log.
  const failing = await inject([engineOf(process.pid, "records-engine", settings.data)], "pwrite64:error=EIO");
  await expect(database.updateTable("t").set({ n: 2 }).execute()).rejects.toMatchObject({ code: "store_unavailable" });
  await failing.end();
  await until("it came back", () => engine.lives() > life);
  expect(await kept()).toEqual([1]);
  await database.deleteFrom("t").execute();
});

test("a transaction ends with the engine that it began in: the next engine keeps no part of it", async () => {
  const life = engine.lives();
  const underWay = database.transaction().execute(async (trx) => {
    await trx.insertInto("t").values({ n: 1 }).execute();
    process.kill(engineOf(process.pid, "records-engine", settings.data), "SIGKILL");
    await until("another engine runs", () => engine.lives() > life);
    await trx.insertInto("t").values({ n: 2 }).execute();
  });
  await expect(underWay).rejects.toMatchObject({ code: "store_unavailable" });
  expect(await kept()).toEqual([]);
  await database.transaction().execute((trx) => trx.insertInto("t").values({ n: 3 }).execute());
  expect(await kept()).toEqual([3]);
});
