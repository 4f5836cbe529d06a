import { pbkdf2 } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Failure } from "../../src/model/failure.ts";
import { ask } from "../../src/store/ask.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { engineOf, treeOf } from "../faults/rig/tree.ts";
import { testSettings } from "../support/settings.ts";

let store: Store;
beforeAll(async () => {
  store = await openStore(testSettings());
});
afterAll(() => store.close());

/** Kills an engine, as the kernel would when memory runs out. */
const killEngine = (name: "events-engine" | "records-engine") => process.kill(engineOf(process.pid, name, store.settings.data), "SIGKILL");

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo().catch(() => false))) await new Promise((resolve) => setTimeout(resolve, 50));
}

const onLinux = process.platform === "linux";

test.runIf(onLinux)("an event engine that was killed comes back with what it had, and says so meanwhile", async () => {
  await store.events.client.insert({ table: "customer_links", values: [["w", 1, 2, 1]], format: "JSONCompactEachRow" });
  killEngine("events-engine");
  await until(async () => !(await store.events.isReady()));
  await until(() => store.events.isReady());
  const rows = await ask<{ n: number }>(store.events.client, { tag: "test", sql: "SELECT count() AS n FROM customer_links", bound: {} });
  expect(rows).toEqual([{ n: 1 }]);
});

test.runIf(onLinux)("a record engine that was killed comes back; what was under way is refused, not repeated", async () => {
  const { database } = store.records;
  await database.insertInto("checkpoints").values({ stream: "before", seq: 1 }).execute();
  const underWay = database.transaction().execute(async (trx) => {
    await trx.insertInto("checkpoints").values({ stream: "lost", seq: 1 }).execute();
    killEngine("records-engine");
    await new Promise((resolve) => setTimeout(resolve, 200));
    await trx.insertInto("checkpoints").values({ stream: "lost too", seq: 1 }).execute();
  });
  await expect(underWay).rejects.toThrow();
  await until(() => store.records.isReady());
  expect((await database.selectFrom("checkpoints").select("stream").execute()).map(({ stream }) => stream)).toEqual(["before"]);
});

test.runIf(onLinux)("a question is refused while an engine's channel is closed and its end is not known yet", async () => {
  await until(() => store.records.isReady());
  const outcome = new Promise<string>((resolve) => {
    // It ends on another thread while this one stands still: Node hears of the closed channel, then of this, then of the engine's end.
    pbkdf2("a", "b", 200_000, 32, "sha256", () => {
      const asked = store.records.database.selectFrom("checkpoints").select("stream").execute();
      asked.then(
        () => resolve("answered by the next engine"),
        (error: Failure) => resolve(error.code),
      );
    });
  });
  killEngine("records-engine");
  for (const began = performance.now(); performance.now() - began < 1000;);
  // On a machine that is slow enough there is another engine by then. An error that nobody hears ends the run.
  expect(["store_unavailable", "answered by the next engine"]).toContain(await outcome);
  await until(() => store.records.isReady());
});

test.runIf(onLinux)("engines that are being started again when the store is closed do not outlive it", async () => {
  const closing = await openStore(testSettings());
  for (const name of ["events-engine", "records-engine"] as const) {
    const killed = engineOf(process.pid, name, closing.settings.data);
    process.kill(killed, "SIGKILL");
    await until(async () => engineOf(process.pid, name, closing.settings.data) !== killed);
  }
  await closing.close();
  expect(treeOf(process.pid).filter(({ pid }) => readEnvironment(pid).includes(closing.settings.data))).toEqual([]);
});

function readEnvironment(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8");
  } catch {
    return "";
  }
}
