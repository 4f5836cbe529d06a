import { afterAll, beforeAll, expect, test } from "vitest";
import { createIntake, type Intake } from "../../src/collect/intake/intake.ts";
import { listNames } from "../../src/collect/observe/name-book.ts";
import { createObserver, type Observer } from "../../src/collect/observe/observer.ts";
import { createRefusalSamples } from "../../src/collect/observe/refusals.ts";
import { listNoticed } from "../../src/collect/observe/warning-book.ts";
import { eraseWorkspace } from "../../src/store/erase-workspace.ts";
import type { Store } from "../../src/store/open.ts";
import { addWorkspace } from "../collect/workspace.ts";
import { answered, happened, identified } from "../collect/facts.ts";
import { openLentStore } from "../support/store.ts";

let store: Store;
let intake: Intake;
let observer: Observer;
const refusals = createRefusalSamples();
const observe = (mostNames = 1000) =>
  createObserver(store, { settledSeq: intake.settledSeq, refusals, mostNames, everyMs: null, now: () => Date.UTC(2026, 4, 1) });
beforeAll(async () => {
  store = await openLentStore();
  for (const id of ["seen", "capped", "told", "hostile", "gone"]) await addWorkspace(store, id);
  intake = await createIntake(store, { onRefused: refusals.add });
  observer = await observe();
});
afterAll(async () => {
  await observer.stop();
  await intake.drain();
  await store.close();
});

const said = (id: string, properties: Record<string, unknown>, more: object = {}) => ({ ...happened(id, ["user:1"]), properties, ...more });
const namesOf = async (workspaceId: string) =>
  (await listNames(store.records.database, workspaceId, "src")).map(({ kind, name, type, n }) => `${kind} ${name} ${type} ${n}`).sort();
const noticedIn = (workspaceId: string) => listNoticed(store.records.database, workspaceId, "2020-01-01");

test("ING-49 names of events, properties and traits are seen with the types of their values, each fact once", async () => {
  await intake.store("seen", [
    said("s1", { total: 5, items: [1], paid: true, none: null, to: { city: "x" } }),
    said("s2", { total: "5" }),
    said("s3", { url: "/" }, { kind: "page", name: "A title of one page" }),
    answered("s4", ["user:1"], 9),
    identified("s5", ["user:1"], { plan: "pro" }),
  ]);
  await observer.look();
  await observer.look();
  const again = await observe();
  await again.look();
  expect(await namesOf("seen")).toEqual([
    "event Product Viewed track 2",
    "event identify identification 1",
    "event page page 1",
    "event recommend feedback 1",
    "property items list 1",
    "property paid boolean 1",
    "property to object 1",
    "property total number 1",
    "property total text 1",
    "property url text 1",
    "trait plan text 1",
  ]);
});

test("ING-49 beyond the cap a name stays in the fact and not in the schema, and a warning says so", async () => {
  const few = await observe(3);
  await intake.store("capped", [said("c1", { a: 1, b: 1, c: 1 }), said("c2", { a: 1 })]);
  await few.look();
  await intake.store("capped", [said("c3", { a: 1, d: 1 }), said("c4", { d: 2 })]);
  await few.look();
  expect(await namesOf("capped")).toEqual([
    "event Product Viewed track 4",
    "property a number 3",
    "property b number 1",
    "property c number 1",
  ]);
  expect(await noticedIn("capped")).toMatchObject([{ kind: "schema", code: "names_capped", n: 2, samples: [{ says: "d" }] }]);
});

test("ING-16 what was mended is counted by code, with a few samples that hold no values", async () => {
  const flagged = { ...happened("f", ["user:1"]), flags: ["text_cut", "further"] };
  const facts = ["f1", "f2", "f3", "f4", "f5"].map((messageId) => ({ ...flagged, messageId }));
  const late = happened("f6", ["user:1"]);
  await intake.store("told", [...facts, { ...late, originalTimestamp: late.timestamp, sentAt: late.receivedAt - 600_000 }]);
  await observer.look();
  const [cut, clock] = (await noticedIn("told")).sort((a, b) => b.n - a.n);
  expect(cut).toMatchObject({ kind: "mended", code: "text_cut", n: 5, sourceId: "src" });
  expect(cut!.samples).toHaveLength(3);
  expect(cut!.samples[0]).toEqual({ at: late.receivedAt, event: "Product Viewed", messageId: expect.stringMatching(/^f\d$/), says: "" });
  expect(clock).toMatchObject({ kind: "mended", code: "clock_corrected", n: 1 });
});

test("ING-16 what a refused request was told is kept as a sample, a few of each reason", async () => {
  for (const at of [1, 2, 3, 4]) intake.refuse("told", { sourceId: "src", code: "bad_json", says: `The body is not JSON: ${at}.` });
  await observer.look();
  const refused = (await noticedIn("told")).find(({ kind }) => kind === "refused");
  expect(refused?.samples.map(({ says }) => says)).toEqual([3, 2, 1].map((at) => `The body is not JSON: ${at}.`));
});

test("REL-10 names with letters that a store refuses hold nothing up", async () => {
  await intake.store("hostile", [
    said("h1", { "a\0b": 1, 'it\'s \\ "quoted"': 3 }, { name: "half \ud83d" }),
    said("h2", { "\ud800": 2 }),
    said("h3", { after: 1 }),
  ]);
  await observer.look();
  const kept = await namesOf("hostile");
  expect(kept).toEqual(
    expect.arrayContaining([`property it's \\ "quoted" number 1`, "property a\ufffdb number 1", "property after number 1"]),
  );
});

test("an erased workspace leaves no names and no warnings, and what it sent last concerns nobody", async () => {
  await intake.store("gone", [{ ...said("g1", { a: 1 }), flags: ["text_cut"] }]);
  await observer.look();
  await eraseWorkspace(store, "gone");
  await intake.store("gone", [said("g2", { a: 1 })]);
  await observer.look();
  for (const table of ["source_names", "source_warnings"] as const)
    expect(await store.records.database.selectFrom(table).selectAll().where("workspace_id", "=", "gone").execute()).toEqual([]);
});
