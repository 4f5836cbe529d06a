import Fastify from "fastify";
import { createCollect } from "../../src/collect/collect.ts";
import { createObserver } from "../../src/collect/observe/observer.ts";
import { readSettings } from "../../src/model/settings.ts";
import { ingest } from "../../src/show/api/ingest.ts";
import { ask } from "../../src/store/ask.ts";
import { openStore } from "../../src/store/open.ts";

/** Rapport's event door on its own stores, with everything that follows a stored fact. `count` is what a question sees; `settled` resolves when all is followed. */
export async function serveProduct(
  data: string,
): Promise<{ port: number; key: string; count(): Promise<number>; settled(): Promise<void>; stop(): Promise<void> }> {
  const settings = readSettings({ RAPPORT_DATA: data });
  const store = await openStore(settings);
  const workspace = { id: "bench", name: "Bench", timezone: "UTC", currency: "EUR", business_hours: "{}", case_rules: "{}" };
  await store.records.database
    .insertInto("workspaces")
    .values({ ...workspace, sample: "none", created_at: new Date() })
    .execute();
  const collect = await createCollect(store);
  const { settledSeq } = collect.intake;
  const observer = await createObserver(store, { settledSeq, refusals: collect.refusals, mostNames: settings.schemaNames });
  const { key } = await collect.keys.create("bench", "Bench");
  const app = Fastify();
  await app.register(ingest, { intake: collect.intake, keys: collect.keys, bodyLimitBytes: settings.bodyLimitKb * 1024 });
  await app.listen({ port: 0, host: "127.0.0.1" });
  return {
    key,
    port: (app.server.address() as { port: number }).port,
    async count() {
      await collect.intake.written();
      const sql = "SELECT count() AS n FROM lived_interactions(workspace = {workspace:String})";
      const [row] = await ask<{ n: number }>(store.events.client, { tag: "bench", sql, bound: { workspace: "bench" } });
      return Number(row?.n ?? 0);
    },
    settled: collect.follower.caughtUp,
    async stop() {
      await app.close();
      await collect.follower.caughtUp();
      await observer.stop();
      await collect.stop();
      await store.close();
    },
  };
}
