import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ClickHouseLogLevel, createClient as createEventsClient } from "@clickhouse/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createIntake, type Intake } from "../../src/collect/intake/intake.ts";
import { ask } from "../../src/store/ask.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { until } from "../faults/rig/effort.ts";
import { keepEngines } from "../support/engines.ts";
import { emptySettings } from "../support/settings.ts";
import { openLentStore } from "../support/store.ts";
import { answered, countReceived, happened, identified, outcomes } from "./facts.ts";

let store: Store;
let intake: Intake;
beforeAll(async () => {
  store = await openLentStore();
  intake = await createIntake(store);
});
afterAll(async () => {
  await intake.drain();
  await store.close();
});

const count = async (workspace: string): Promise<number> => {
  const sql = `SELECT count() AS n FROM (SELECT seq FROM interactions WHERE workspace_id = {workspace:String} UNION ALL SELECT seq FROM feedback
    WHERE workspace_id = {workspace:String} UNION ALL SELECT seq FROM identifications WHERE workspace_id = {workspace:String})`;
  return Number((await ask<{ n: number }>(store.events.client, { tag: "test", sql, bound: { workspace } }))[0]!.n);
};

test("the same message counts once: within a call, in calls at the same time, later, and after a restart", async () => {
  const facts = [happened("a", ["user:1"]), answered("b", ["user:1"], 9), identified("c", ["user:1"], {}), happened("a", ["user:1"])];
  const receipts = await Promise.all([intake.store("once", facts), intake.store("once", facts)]);
  expect(receipts).toEqual([
    { stored: 3, known: 1 },
    { stored: 0, known: 4 },
  ]);
  expect(await intake.store("once", facts)).toEqual({ stored: 0, known: 4 });
  const restarted = await createIntake(store);
  expect(await restarted.store("once", facts)).toEqual({ stored: 0, known: 4 });
  expect(await count("once")).toBe(3);
});

test("the same message id in two workspaces is two messages", async () => {
  await intake.store("mine", [happened("shared", ["user:1"])]);
  expect(await intake.store("yours", [happened("shared", ["user:1"])])).toEqual({ stored: 1, known: 0 });
});

test("REL everything received is stored, known, set aside or refused, and the tallies say so", async () => {
  const letter = { sourceId: "src", protocol: "segment", receivedAt: Date.now(), code: "no_event", problem: "…", raw: '{"a":"\ud800"}' };
  await intake.store("tallied", [happened("t1", ["user:1"]), happened("t2", ["user:1"])], [letter]);
  await intake.store("tallied", [happened("t2", ["user:1"])]);
  intake.refuse("tallied", { sourceId: "src", code: "bad_json", says: "…" });
  await intake.store("tallied", []);
  expect(await outcomes(store, "tallied")).toEqual({
    stored: 2,
    known: 1,
    "set_aside:no_event": 1,
    "refused:bad_json": 1,
  });
  expect(await countReceived(store, "tallied")).toBe(4);
});

test("a row that the event store cannot read is set aside, and the others are stored", async () => {
  const broken = { ...happened("broken", ["user:1"]), revenueMinor: 1.5 };
  const receipt = await intake.store("mixed", [happened("good1", ["user:1"]), broken, happened("good2", ["user:1"])]);
  expect(receipt).toEqual({ stored: 2, known: 0 });
  expect(await count("mixed")).toBe(2);
  expect(await outcomes(store, "mixed")).toEqual({ stored: 2, "set_aside:unreadable": 1 });
  expect(await countReceived(store, "mixed")).toBe(3);
  const sql = "SELECT code, state FROM dead_letters WHERE workspace_id = 'mixed'";
  expect(await ask(store.events.client, { tag: "test", sql, bound: {} })).toEqual([{ code: "unreadable", state: "waiting" }]);
});

test("hostile letters are stored as they can be", async () => {
  const fact = { ...happened("hostile \ud800", ["user:\ud83d"]), name: "tab\t quote' \" back\\slash \\ud800 \ud800 🙂" };
  expect(await intake.store("hostile", [fact])).toEqual({ stored: 1, known: 0 });
  const sql = "SELECT name FROM interactions WHERE workspace_id = 'hostile'";
  const expected = "tab\t quote' \" back\\slash \\ud800 \ufffd 🙂";
  expect(await ask(store.events.client, { tag: "test", sql, bound: {} })).toEqual([{ name: expected }]);
});

test("a key may hold any letter, an apostrophe above all, and comes back as it was", async () => {
  const keys = [
    "user:O'Brien",
    "email:o'brien@example.com",
    "user:back\\slash",
    "user:tab\tline\nquote'\"`",
    "user:\\'",
    "user:[','],",
  ] as const;
  expect(
    await intake.store(
      "keys",
      keys.map((key, i) => happened(`key-${i}`, [key, "anonymous:a'b"])),
    ),
  ).toEqual({ stored: keys.length, known: 0 });
  const sql = "SELECT identities FROM interactions WHERE workspace_id = 'keys' ORDER BY seq";
  const rows = await ask<{ identities: string[] }>(store.events.client, { tag: "test", sql, bound: {} });
  expect(rows.map(({ identities }) => identities)).toEqual(keys.map((key) => [key, "anonymous:a'b"]));
});

test("twenty thousand facts in one call are stored once, in their order, and found again as known", async () => {
  const facts = Array.from({ length: 20_000 }, (_, i) => happened(`bulk-${i}`, [`user:${i % 500}`], i));
  expect(await intake.store("bulk", facts)).toEqual({ stored: 20_000, known: 0 });
  expect(await intake.store("bulk", facts)).toEqual({ stored: 0, known: 20_000 });
  const sql =
    "SELECT uniqExact(seq) AS n, max(seq) AS last, groupArray(message_id)[1] AS first FROM (SELECT * FROM interactions WHERE workspace_id = 'bulk' ORDER BY seq)";
  const [row] = await ask<{ n: number; last: number; first: string }>(store.events.client, { tag: "test", sql, bound: {} });
  expect(row).toMatchObject({ n: 20_000, first: "bulk-0" });
  expect(row!.last).toBeLessThanOrEqual(intake.settledSeq());
});

/** A store whose event store answers nobody until it is mended. */
function breakEvents(whole: Store, port = 9) {
  const gone = createEventsClient({ url: `http://127.0.0.1:${port}`, request_timeout: 30_000, log: { level: ClickHouseLogLevel.OFF } });
  const broken: Store = { ...whole, events: { ...whole.events } };
  return {
    broken,
    breakNow: () => (broken.events.client = gone),
    async mend() {
      broken.events.client = whole.events.client;
      await gone.close();
    },
  };
}

test("what an import waits for keeps nobody else waiting, and what somebody was answered for is there before they ask", async () => {
  let letGo = () => {};
  let held = Promise.resolve();
  const { client } = store.events;
  const slow = Object.assign(Object.create(client) as typeof client, {
    exec: (...given: Parameters<typeof client.exec>) => held.then(() => client.exec(...given)),
  });
  const keeping = await createIntake({ ...store, events: { ...store.events, client: slow } });
  held = new Promise((resolve) => (letGo = resolve));
  const importing = keeping.store("long", [happened("l1", ["user:1"])]);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await keeping.written();
  await keeping.accept("long", [happened("l2", ["user:1"])]);
  let isWritten = false;
  const written = keeping.written().then(() => (isWritten = true));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(isWritten).toBe(false);
  letGo();
  await written;
  expect(await count("long")).toBe(2);
  await importing;
  await keeping.drain();
});

test("while the event store answers nobody, what comes is kept and acknowledged, counts once, and is there when it answers again", async () => {
  const { broken, breakNow, mend } = breakEvents(store);
  const keeping = await createIntake(broken);
  breakNow();
  expect(await keeping.accept("down", [happened("d1", ["user:1"]), happened("d2", ["user:1"])])).toEqual({ stored: 2, known: 0 });
  const awaited = keeping.store("down", [happened("d3", ["user:1"])]);
  await until("it says that it fails", () => keeping.isFailing());
  expect(await keeping.accept("down", [happened("d1", ["user:1"])])).toEqual({ stored: 0, known: 1 });
  expect(await count("down")).toBe(0);
  expect(keeping.settledSeq()).toBeLessThan(Date.now() * 1000);
  await mend();
  expect(await awaited).toEqual({ stored: 1, known: 0 });
  await until("it fails no more", () => !keeping.isFailing());
  expect(await count("down")).toBe(3);
  await keeping.drain();
  expect(await outcomes(store, "down")).toEqual({ stored: 3, known: 1 });
  expect(await countReceived(store, "down")).toBe(4);
});

test.each(["refuses every question", "never answers"])(
  "what is stored already and comes again while the event store %s is acknowledged soon, and counts once",
  async (how) => {
    const silent = createServer(() => {}).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { broken, breakNow, mend } = breakEvents(store, how === "never answers" ? (silent.address() as AddressInfo).port : undefined);
    const keeping = await createIntake(broken);
    const workspace = `again ${how}`;
    await keeping.store(workspace, [happened("a1", ["user:1"]), happened("a2", ["user:1"])]);
    breakNow();
    const awaited = keeping.store(workspace, [happened("a1", ["user:1"]), happened("a3", ["user:1"])]);
    await keeping.accept(workspace, [happened("a2", ["user:1"]), happened("a4", ["user:1"])]);
    silent.closeAllConnections();
    silent.close();
    await mend();
    expect(await awaited).toEqual({ stored: 1, known: 1 });
    await keeping.drain();
    expect(await count(workspace)).toBe(4);
    expect(await outcomes(store, workspace)).toEqual({ stored: 4, known: 2 });
    expect(await countReceived(store, workspace)).toBe(6);
  },
);

test("what is kept while the event store is away is bounded by its bytes as well; the rest is refused, and what was kept is there later", async () => {
  const { broken, breakNow, mend } = breakEvents(store);
  const keeping = await createIntake(broken);
  breakNow();
  const large = (call: number) =>
    Array.from({ length: 100 }, (_, i) => ({ ...happened(`large-${call}-${i}`, ["user:1"]), properties: { text: "x".repeat(40_000) } }));
  let kept = 0;
  const refused = async (): Promise<unknown> => {
    for (;;) kept += (await keeping.accept("large", large(kept))).stored;
  };
  await expect(refused()).rejects.toMatchObject({ code: "not_durable" });
  expect(kept * 40_000).toBeGreaterThan(60e6);
  expect(kept * 40_000).toBeLessThan(70e6);
  await mend();
  await keeping.drain();
  expect(await count("large")).toBe(kept);
});

test("what was acknowledged and not written before the end is written by the next start, once", async () => {
  const settings = emptySettings();
  const { connect, giveBack } = await keepEngines();
  const before = await openStore(settings, connect);
  const { broken, breakNow, mend } = breakEvents(before);
  let clock = Date.now() - 7_200_000;
  const first = await createIntake(broken, { now: () => clock });
  await first.store("ended", [happened("e1", ["user:1"])]);
  breakNow();
  const letter = { sourceId: "src", protocol: "segment", receivedAt: Date.now(), code: "no_event", problem: "…", raw: "{}" };
  await first.accept("ended", [happened("e2", ["user:1"]), answered("e3", ["user:2"], 3)], [letter]);
  // Tallies count by the hour: what is of another hour is written, and counted, by itself.
  clock += 3_700_000;
  await first.accept("ended", [happened("e4", ["user:1"])]);
  // Whoever waits for the tables is refused at the end; whoever sent the same meanwhile was told that it is known.
  const awaited = expect(first.store("ended", [happened("e6", ["user:3"])])).rejects.toMatchObject({ code: "not_durable" });
  // In a group of its own, which is on its way by then.
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await first.accept("ended", [happened("e6", ["user:3"])])).toEqual({ stored: 0, known: 1 });
  await first.drain();
  await awaited;
  await mend();
  await before.close();

  const after = await openStore(settings, connect);
  const second = await createIntake(after);
  expect(await outcomes(after, "ended")).toEqual({ stored: 5, "set_aside:no_event": 1 });
  expect(await countReceived(after, "ended")).toBe(6);
  expect(await second.store("ended", [happened("e2", ["user:1"]), happened("e5", ["user:1"])])).toEqual({ stored: 1, known: 1 });
  await second.drain();
  await after.close();
  await giveBack();
});

test("when too much waits the next is refused, and what waited is stored", async () => {
  const pile = (name: string) => Array.from({ length: 30_000 }, (_, i) => happened(`${name}${i}`, ["user:1"]));
  const waiting = [intake.store("pile", pile("a")), intake.store("pile", pile("b"))];
  await expect(intake.store("pile", [happened("late", ["user:1"])])).rejects.toMatchObject({ code: "overloaded", status: 429 });
  expect(await Promise.all(waiting)).toEqual([
    { stored: 30_000, known: 0 },
    { stored: 30_000, known: 0 },
  ]);
});

test("a door that is closing answers those who wait and takes no more", async () => {
  const closing = await createIntake(store);
  const waiting = closing.store("closing", [happened("w", ["user:1"])]);
  const closed = closing.drain();
  await expect(closing.store("closing", [happened("x", ["user:1"])])).rejects.toMatchObject({ code: "not_durable" });
  expect(await waiting).toEqual({ stored: 1, known: 0 });
  await closed;
});
