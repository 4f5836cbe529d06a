import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeCatalogue } from "../../src/collect/catalogue/change.ts";
import { readCatalogue } from "../../src/collect/catalogue/catalogue.ts";
import {
  addRule,
  addTouchpoint,
  changeTouchpoint,
  ignoreNames,
  mapNames,
  removeTouchpoint,
  type Edit,
} from "../../src/collect/catalogue/edit.ts";
import { countMisplaced, movePart } from "../../src/collect/catalogue/remap.ts";
import { createRemappings, type Remappings } from "../../src/collect/catalogue/remappings.ts";
import { listUnmapped } from "../../src/collect/catalogue/unmapped.ts";
import { createCollect, type Collect } from "../../src/collect/collect.ts";
import { createJobs, type Job, type Jobs } from "../../src/collect/jobs.ts";
import type { Fact, Interaction } from "../../src/model/fact.ts";
import { ask } from "../../src/store/ask.ts";
import type { Store } from "../../src/store/open.ts";
import { drawMap } from "../../src/understand/journeys/map.ts";
import { findPaths } from "../../src/understand/journeys/paths.ts";
import { nps } from "../../src/understand/metrics/nps.ts";
import { measureSplit } from "../../src/understand/metrics/split.ts";
import { readScope } from "../../src/understand/scope.ts";
import { useStore } from "../support/store.ts";
import { answered, happened, start } from "./facts.ts";
import { addWorkspace } from "./workspace.ts";

const held = useStore();
let store: Store;
let collect: Collect;
let jobs: Jobs;
let remappings: Remappings;
beforeAll(async () => {
  store = held.store;
  collect = await createCollect(store);
  jobs = await createJobs(store);
  remappings = await createRemappings(store, { ...collect, jobs });
});
afterAll(async () => {
  await jobs.stop();
  await collect.stop();
});

const names = ["Product Viewed", "Order Completed", "Door Opened", "Heartbeat", "Home"];
const paths = ["/checkout/1", "/help/faq", "/"];
function facts(prefix: string): Fact[] {
  const happenings = Array.from({ length: 900 }, (_, i): Interaction => {
    const page = { context: { page: { path: paths[i % 3] } } };
    const name = names[(i * 7 + Math.floor(i / 13)) % names.length]!;
    const said = i % 11 === 0 ? "Kiosk" : "";
    return { ...happened(`${prefix}${i}`, [`user:${i % 40}`], i * 3), ...page, name, touchpoint: said, stage: "" };
  });
  const answers = Array.from({ length: 60 }, (_, i) => ({
    ...answered(`${prefix}f${i}`, [`user:${i % 40}`], i % 11),
    touchpoint: i % 2 ? "Kiosk" : "Product Viewed",
  }));
  return [...happenings, ...answers];
}

const edits: Edit[] = [
  addTouchpoint({ name: "Shop door", channel: "store", stage: "purchase", names: ["Door Opened"] }, "door"),
  addTouchpoint({ name: "Terminal", channel: "device", stage: "service" }, "terminal"),
  mapNames(["Kiosk"], "terminal"),
  ignoreNames(["Heartbeat"]),
  addRule({ conditions: [{ field: "path", op: "pattern", key: "", values: ["/help/*"] }], touchpointId: "terminal" }),
  changeTouchpoint("product-viewed", { name: "Product page", stage: "awareness" }),
];
async function edit(workspaceId: string): Promise<void> {
  for (const each of edits) await changeCatalogue(store, collect.rules, { workspaceId, edit: each, at: start });
}

/** Everything that is said about a workspace: where each fact is, its journeys, its map, and its score part by part. */
async function analyse(workspaceId: string) {
  const rows = await ask(store.events.client, {
    tag: "test",
    sql: `SELECT substring(message_id, 2) AS id, touchpoint, stage FROM (SELECT message_id, touchpoint, stage FROM interactions WHERE workspace_id = {w:String}
      UNION ALL SELECT message_id, touchpoint, stage FROM feedback WHERE workspace_id = {w:String}) ORDER BY id`,
    bound: { w: workspaceId },
  });
  const scope = await readScope(store, workspaceId, { from: "2026-04-01", to: "2026-06-30" }, start);
  const found = await findPaths(store, { scope, gapDays: 30 }, { coverage: 1, metric: nps });
  return { rows, found, map: await drawMap(store, scope), split: await measureSplit(store, nps, { scope, by: "touchpoint" }) };
}

async function finished(workspaceId: string, id: string): Promise<Job> {
  for (;;) {
    const job = await jobs.find(workspaceId, id);
    if (job.state !== "running") return job;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe("history that is re-mapped", () => {
  beforeAll(async () => {
    for (const id of ["moved", "fresh", "stopped", "others"]) await addWorkspace(store, id);
    for (const id of ["moved", "stopped", "others"]) await collect.intake.store(id, facts(id[0]!));
    await edit("fresh");
    await collect.intake.store("fresh", facts("f"));
    await collect.follower.caughtUp();
  });

  test("is what a fresh load of the same facts under the same catalogue is, and nobody else's history moves", async () => {
    const others = await analyse("others");
    const before = await analyse("moved");
    await edit("moved");
    expect(await analyse("moved")).toEqual(before);
    const wrong = await countMisplaced(store, "moved", await readCatalogue(store.records.database, "moved"));
    const job = await finished("moved", await remappings.start("moved", null));
    expect(job).toMatchObject({ state: "done", done: wrong.interactions + wrong.feedback, total: wrong.interactions + wrong.feedback });
    expect(job.result).toMatchObject(wrong);
    const after = await analyse("moved");
    expect(after).toEqual(await analyse("fresh"));
    expect(after).not.toEqual(before);
    expect(await analyse("others")).toEqual(others);
    expect(after.found.nodes.map(({ touchpoint }) => touchpoint)).not.toContain("");
  });

  test("can be taken back, and the catalogue with it", async () => {
    const [latest] = await remappings.list("moved");
    expect(latest).toMatchObject({ state: "done", canUndo: true });
    await finished("moved", await remappings.undo("moved", latest!.id, null));
    expect((await analyse("moved")).rows).toEqual((await analyse("others")).rows);
    expect((await readCatalogue(store.records.database, "moved")).rules).toEqual([]);
    await expect(remappings.undo("moved", latest!.id, null)).rejects.toMatchObject({ code: "conflict" });
  });

  test("ends the same when it is stopped in the middle and gone on with at the next start", async () => {
    await edit("stopped");
    const catalogue = await readCatalogue(store.records.database, "stopped");
    const snapshot = JSON.stringify(catalogue);
    const row = {
      workspace_id: "stopped",
      id: "half",
      job_id: null,
      state: "running" as const,
      catalogue: snapshot,
      before: snapshot,
      rows: 0,
    };
    await store.records.database
      .insertInto("remappings")
      .values({ ...row, who: null, started_at: new Date(), finished_at: null, undoes: null })
      .execute();
    const control = { tell: () => {}, signal: new AbortController().signal };
    await movePart(store, { workspaceId: "stopped", catalogue, table: "interactions", id: "half" }, control);
    expect(await countMisplaced(store, "stopped", catalogue)).toMatchObject({ interactions: 0, feedback: 60 });

    const later = await createRemappings(store, { ...collect, jobs });
    await expect(later.start("stopped", null)).rejects.toMatchObject({ code: "conflict" });
    const [job] = await jobs.list("stopped");
    await finished("stopped", job!.id);
    expect(await analyse("stopped")).toEqual(await analyse("fresh"));
    expect((await later.list("stopped"))[0]).toMatchObject({ id: "half", state: "done" });
  });

  test("takes facts along that were on their way when it began", async () => {
    await addWorkspace(store, "busy");
    const piles = Array.from({ length: 20 }, (_, i) =>
      [happened(`busy${i}`, ["user:1"], i)].map((fact) => ({ ...fact, touchpoint: "", name: "Door Opened" })),
    );
    const waiting = piles.map((pile) => collect.intake.store("busy", pile));
    await edit("busy");
    await finished("busy", await remappings.start("busy", null));
    await Promise.all(waiting);
    const sql = "SELECT touchpoint, count() AS n FROM interactions WHERE workspace_id = 'busy' GROUP BY touchpoint";
    expect(await ask(store.events.client, { tag: "test", sql, bound: {} })).toEqual([{ touchpoint: "Shop door", n: 20 }]);
  });
});

describe("what no touchpoint knows", () => {
  test("is listed by name with counts, customers and the most similar touchpoint, until it is mapped", async () => {
    const before = await listUnmapped(store, "others", 0);
    expect(before.names.map(({ name }) => name)).toEqual(["Heartbeat", "Home", "Door Opened", "Kiosk"]);
    expect(before.names.find(({ name }) => name === "Kiosk")).toMatchObject({
      isTouchpoint: true,
      answers: 30,
      customers: expect.any(Number),
    });
    expect(before.unmapped).toBe(before.names.reduce((sum, { interactions, answers }) => sum + interactions + answers, 0));
    expect(before.total).toBe(960);
    await changeCatalogue(store, collect.rules, { workspaceId: "others", edit: ignoreNames(["Heartbeat", "home", "Kiosk"]), at: start });
    const left = (await listUnmapped(store, "others", 0)).names;
    expect(left.map(({ name, interactions, answers }) => [name, interactions > 0, answers])).toEqual([
      ["Door Opened", true, 0],
      ["Kiosk", false, 30],
    ]);
  });
});

describe("a catalogue", () => {
  const change = (each: Edit) => changeCatalogue(store, collect.rules, { workspaceId: "edited", edit: each, at: start });
  beforeAll(() => addWorkspace(store, "edited"));

  test("lets a name lead to one touchpoint only", async () => {
    await expect(change(addTouchpoint({ name: "completed ORDER" }))).rejects.toMatchObject({ code: "bad_input" });
    await change(mapNames(["Completed Order", "Tür"], "cart-viewed"));
    const { touchpoints } = await readCatalogue(store.records.database, "edited");
    expect(touchpoints.filter(({ names }) => names.includes("Completed Order")).map(({ name }) => name)).toEqual(["Cart Viewed"]);
  });

  test("keeps the old name of a renamed touchpoint as one of its names, and what speaks of it follows", async () => {
    const conditions = JSON.stringify([{ field: "visited.Cart Viewed", op: "at_least", value: "1" }]);
    await store.records.database
      .insertInto("segments")
      .values({ workspace_id: "edited", id: "s", name: "s", conditions, created_at: new Date(0) })
      .execute();
    const { touchpoints } = await change(changeTouchpoint("cart-viewed", { name: "Basket" }));
    expect(touchpoints.find(({ id }) => id === "cart-viewed")!.names).toContain("Cart Viewed");
    const segment = await store.records.database
      .selectFrom("segments")
      .select("conditions")
      .where("workspace_id", "=", "edited")
      .executeTakeFirst();
    expect(segment!.conditions).toMatchObject([{ field: "visited.Basket", op: "at_least", value: "1" }]);
  });

  test("loses the rules of a touchpoint that is removed", async () => {
    await change(addRule({ conditions: [{ field: "event", op: "is", key: "", values: ["x"] }], touchpointId: "cart-viewed" }));
    expect((await change(removeTouchpoint("cart-viewed"))).rules).toEqual([]);
    await expect(change(removeTouchpoint("cart-viewed"))).rejects.toMatchObject({ code: "not_found" });
  });
});
