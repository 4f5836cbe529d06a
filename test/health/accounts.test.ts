import { afterAll, beforeAll, expect, test } from "vitest";
import { createBookkeeper, type BookkeeperOptions } from "../../src/collect/accounts/bookkeeper.ts";
import { findDifferences } from "../../src/collect/accounts/difference.ts";
import { createIntake, type Intake } from "../../src/collect/intake/intake.ts";
import type { Store } from "../../src/store/open.ts";
import { happened } from "../collect/facts.ts";
import { addWorkspace } from "../collect/workspace.ts";
import { openLentStore } from "../support/store.ts";

const hour = 3_600_000;
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

// An hour that runs is not compared: what was sent now is looked at from the next one.
const keep = (options: BookkeeperOptions = {}) =>
  createBookkeeper(store, { now: () => Date.now() + hour, everyMs: null, settled: intake.settled, ...options });
const letter = { sourceId: "src", protocol: "segment", receivedAt: Date.now(), code: "no_event", problem: "…", raw: "{}" };
const change = (query: string) => store.events.client.command({ query, clickhouse_settings: { mutations_sync: "1" } });
const ofWorkspace = async (workspaceId: string) =>
  (await keep().check()).filter((one) => one.workspaceId === workspaceId).map(({ sourceId, what, n }) => ({ sourceId, what, n }));

test("REL what was received is stored, known or set aside, and the rows are there: the check reads zero", async () => {
  await intake.store("even", [happened("e1", ["user:1"]), happened("e2", ["user:1"])], [letter]);
  await intake.store("even", [happened("e2", ["user:1"]), { ...happened("e2/part", ["user:1"]), isFurther: true, flags: ["further"] }]);
  await intake.store("even", [{ ...happened("e3", ["user:1"]), revenueMinor: 1.5 }]);
  const keeper = keep();
  expect(await keeper.check()).toEqual([]);
  expect(keeper.last("even")).toMatchObject({ received: 5, differences: [] });
});

test("REL facts that were acknowledged and are gone are said, with how many and of which source", async () => {
  await intake.store("gone", [happened("g1", ["user:1"]), happened("g2", ["user:1"]), happened("g3", ["user:1"])]);
  await change("ALTER TABLE interactions DELETE WHERE workspace_id = 'gone' AND message_id != 'g3'");
  expect(await ofWorkspace("gone")).toEqual([{ sourceId: "src", what: "facts", n: 2 }]);
  await change("INSERT INTO tallies (workspace_id, source_id, hour, outcome, n) SELECT 'gone', 'src', toStartOfHour(now()), 'erased', 2");
  expect(await ofWorkspace("gone"), "somebody had them erased").toEqual([]);
});

test("REL rows that nobody told of, and dead letters that are gone, are said", async () => {
  await intake.store("odd", [happened("o1", ["user:1"])], [letter]);
  await change("ALTER TABLE dead_letters DELETE WHERE workspace_id = 'odd'");
  await change("ALTER TABLE tallies DELETE WHERE workspace_id = 'odd' AND outcome = 'stored'");
  expect(await ofWorkspace("odd")).toEqual([
    { sourceId: "src", what: "unaccounted", n: 1 },
    { sourceId: "src", what: "facts", n: -1 },
    { sourceId: "src", what: "letters", n: 1 },
  ]);
});

test("REL a message that became nothing is unaccounted for", () => {
  const account = {
    workspaceId: "w",
    sourceId: "s",
    received: 10,
    stored: 6,
    known: 2,
    setAside: 1,
    kept: 1,
    erased: 0,
    facts: 6,
    letters: 1,
  };
  expect(findDifferences([account])).toEqual([{ workspaceId: "w", sourceId: "s", what: "unaccounted", n: 1 }]);
  expect(findDifferences([{ ...account, known: 3 }])).toEqual([]);
});

test("REL a workspace that is being erased is not missed", async () => {
  await addWorkspace(store, "leaving");
  await intake.store("leaving", [happened("l1", ["user:1"])]);
  const keeper = keep();
  const missed = async () => (await keeper.check()).filter(({ workspaceId }) => workspaceId === "leaving");
  await change("ALTER TABLE interactions DELETE WHERE workspace_id = 'leaving'");
  expect(await missed()).toHaveLength(1);
  await store.records.database.updateTable("workspaces").set({ sample: "removing" }).where("id", "=", "leaving").execute();
  expect(await missed()).toEqual([]);
  await store.records.database.deleteFrom("workspaces").where("id", "=", "leaving").execute();
  expect(await missed()).toEqual([]);
  await change("ALTER TABLE tallies DELETE WHERE workspace_id = 'leaving'");
});

test("REL a difference is told when it is found, and once more when it is gone", async () => {
  const said: number[] = [];
  const keeper = keep({ onDifference: (differences) => said.push(differences.filter(({ workspaceId }) => workspaceId === "told").length) });
  await change("ALTER TABLE tallies DELETE WHERE workspace_id IN ('odd')");
  await change("ALTER TABLE interactions DELETE WHERE workspace_id IN ('odd')");
  await keeper.check();
  expect(said).toEqual([]);
  await change("INSERT INTO tallies (workspace_id, source_id, hour, outcome, n) SELECT 'told', 'src', toStartOfHour(now()), 'received', 1");
  await keeper.check();
  await change("ALTER TABLE tallies DELETE WHERE workspace_id = 'told'");
  await keeper.check();
  await keeper.check();
  expect(said).toEqual([1, 0]);
});
