import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCollect, type Collect } from "../../src/collect/collect.ts";
import { addLocation, changeLocation, removeLocation } from "../../src/collect/locations/locations.ts";
import { planLocations } from "../../src/collect/locations/location-file.ts";
import { readTraffic } from "../../src/collect/locations/traffic.ts";
import { locate } from "../../src/collect/steps/locate.ts";
import type { Rules } from "../../src/collect/steps/rules.ts";
import type { Feedback, Interaction } from "../../src/model/fact.ts";
import type { Store } from "../../src/store/open.ts";
import { readTimeline } from "../../src/understand/customers/timeline.ts";
import { listFeedback } from "../../src/understand/feedback/list.ts";
import { nps } from "../../src/understand/metrics/nps.ts";
import { measureScore } from "../../src/understand/metrics/score.ts";
import { measureSplit } from "../../src/understand/metrics/split.ts";
import { readScope } from "../../src/understand/scope.ts";
import { customerIdOf } from "../../src/store/customer-id.ts";
import { answered, happened, start } from "../collect/facts.ts";
import { useStore } from "../support/store.ts";

const held = useStore();
let store: Store;
let collect: Collect;
const ids: Record<string, string> = {};
const words = { kind: "", codes: [] as string[], timezone: null };

beforeAll(async () => {
  store = held.store;
  collect = await createCollect(store);
  const add = async (name: string, parent: string | null, codes: string[] = []) => {
    const location = await addLocation(store, "w", { ...words, name, codes, parentId: parent && ids[parent]! });
    ids[name] = location.id;
  };
  await add("North", null);
  await add("South", null);
  await add("Harbour", "North", ["BER-01", "device:door-7"]);
  await add("Castle", "North", ["BER-02"]);
  await add("Beach", "South", ["MUC-01"]);
  await add("Pier till", "South", ["BER-02/9"]);
});
afterAll(() => collect.stop());

const rules = {} as Rules;
const located = (words: Partial<Interaction>): Interaction => {
  const fact = { ...happened("m", ["user:1"]), ...words };
  locate(fact, rules);
  return fact;
};

describe("where in the world a fact happened", () => {
  test("is read from its properties, then its context, however the words are written", () => {
    expect(located({ properties: { storeId: " BER-01 ", staff_id: 7, Shift: "late" } })).toMatchObject({
      location: "BER-01",
      staff: "7",
      shift: "late",
    });
    for (const word of ["Magasin", "Tienda", "Mağaza", "Standort", "店舗"])
      expect(located({ properties: { [word]: "LYO" } }).location).toBe("LYO");
    expect(located({ properties: { "Store ID": "BER-01", till: 3 } }).location).toBe("BER-01/3");
    expect(located({ properties: {}, context: { store_code: "MUC-01" } }).location).toBe("MUC-01");
    expect(located({ properties: { location: "header", store: { id: 1 } } }).location).toBe("");
  });

  test("is where the device is, when a device says so, and not when a phone does", () => {
    expect(located({ channel: "device", properties: { device_id: "door-7" } }).location).toBe("device:door-7");
    expect(located({ channel: "device", properties: {}, context: { device: { id: "door-7" } } }).location).toBe("device:door-7");
    expect(located({ channel: "app", context: { device: { id: "phone" } } }).location).toBe("");
  });

  test("stays what its source said", () => {
    expect(located({ location: "X", properties: { store: "Y" } }).location).toBe("X");
  });
});

describe("facts of locations", () => {
  const at = (id: string, score: number, properties: Record<string, unknown>): Feedback => ({
    ...answered(id, [`user:${id}`], score),
    properties,
  });
  const many = (name: string, count: number, score: number, properties: Record<string, unknown>) =>
    Array.from({ length: count }, (_, i) => at(`${name}${i}`, score, properties));
  beforeAll(async () => {
    await collect.intake.store("w", [
      ...many("h", 40, 10, { store: "BER-01" }),
      ...many("t", 5, 10, { store: "BER-01", till: 3 }),
      ...many("c", 30, 2, { store: "BER-02" }),
      ...many("p", 3, 2, { store: "BER-02", till: 9 }),
      ...many("b", 20, 9, { store: "MUC-01" }),
      ...many("u", 4, 0, { store: "NEW-1" }),
      ...many("web", 50, 5, {}),
      { ...happened("knock", ["user:h0"], 5), channel: "device", properties: { device_id: "door-7" } },
      { ...happened("served", ["user:h0"], 6), properties: { store: "BER-01", staff_id: "S7", shift: "late" } },
    ]);
    await collect.follower.caughtUp();
  });
  const scopeAt = (location?: string) =>
    readScope(store, "w", { from: "2026-04-01", to: "2026-06-30", ...(location ? { location: ids[location]! } : {}) }, start);
  const n = async (location?: string) => (await measureScore(store, nps, await scopeAt(location))).estimate?.n;

  test("are counted with everything below a location, and the rows behind a figure are as many", async () => {
    expect(await Promise.all([n(), n("North"), n("Harbour"), n("Castle"), n("South"), n("Pier till")])).toEqual([152, 75, 45, 30, 23, 3]);
    expect((await listFeedback(store, await scopeAt("North"), { limit: 1 })).total).toBe(75);
  });

  test("give a score for each location of a level with its interval, and unplaced codes in one row", async () => {
    const top = await measureSplit(store, nps, { scope: await scopeAt(), by: "location" });
    expect(top.map(({ label, estimate }) => [label, estimate!.n])).toEqual([
      ["North", 75],
      ["South", 23],
      ["", 4],
    ]);
    expect(top.at(-1)!.key).toBeNull();
    const north = await measureSplit(store, nps, { scope: await scopeAt("North"), by: "location" });
    expect(north.map(({ key, label, estimate }) => [key, label, estimate!.n])).toEqual([
      [ids["Harbour"], "Harbour", 45],
      [ids["Castle"], "Castle", 30],
    ]);
    expect(north[0]!.estimate).toMatchObject({ value: 100 });
    expect(north[0]!.estimate!.low).toBeLessThan(100);
  });

  test("of a device stand on the customer's timeline beside all others, with who served and when", async () => {
    const { items } = await readTimeline(store, { workspaceId: "w", id: customerIdOf("w", "user:h0") }, { limit: 10 });
    expect(items.map(({ id, channel, location, staff, shift }) => ({ id, channel, location, staff, shift }))).toEqual([
      { id: "served", channel: "web", location: "BER-01", staff: "S7", shift: "late" },
      { id: "knock", channel: "device", location: "device:door-7", staff: "", shift: "" },
      { id: "h0", channel: "email", location: "BER-01", staff: "", shift: "" },
    ]);
  });

  test("with a code that no location has are listed until somebody places it", async () => {
    const before = await readTraffic(store, "w", 0);
    expect(before.unplaced).toMatchObject([{ code: "NEW-1", answers: 4, interactions: 0, channel: "email" }]);
    expect(before.at.get(ids["North"]!)).toMatchObject({ answers: 75, interactions: 2 });
    await changeLocation(store, "w", { id: ids["Beach"]!, words: { codes: ["MUC-01", "NEW-1"] } });
    expect((await readTraffic(store, "w", 0)).unplaced).toEqual([]);
    expect(await n("South")).toBe(27);
  });
});

describe("a tree of locations", () => {
  test("cannot be bent into a circle, and a code leads to one location", async () => {
    await expect(changeLocation(store, "w", { id: ids["North"]!, words: { parentId: ids["Harbour"]! } })).rejects.toMatchObject({
      details: { field: "parentId" },
    });
    await expect(addLocation(store, "w", { ...words, name: "Copy", codes: ["BER-01"], parentId: null })).rejects.toMatchObject({
      details: { field: "codes" },
    });
    await expect(addLocation(store, "w", { ...words, name: "Lost", parentId: "nothing" })).rejects.toMatchObject({ code: "bad_input" });
  });

  test("keeps what was below a location that is removed, one level higher", async () => {
    const parent = await addLocation(store, "w", { ...words, name: "Middle", parentId: ids["North"]! });
    const child = await addLocation(store, "w", { ...words, name: "Low", parentId: parent.id });
    await removeLocation(store, "w", parent.id);
    const row = await store.records.database.selectFrom("locations").select("parent_id").where("id", "=", child.id).executeTakeFirst();
    expect(row!.parent_id).toBe(ids["North"]);
  });
});

describe("a file of locations", () => {
  const zones = (zone: string) => zone === "Europe/Berlin";
  const csv =
    "Name;Code;Kind;Region;Time zone\nKüste;;Region;;\nHusum;H-1;Store;Küste;Europe/Berlin\nHusum till;H-1/1;Till;H-1;\n;;;;\nLost;L-1;Store;Nowhere;\nWrong;W-1;Store;;Mars\n";

  test("brings a tree in, leaves out rows that cannot be, and changes nothing when it comes again", () => {
    const first = planLocations(csv, [], zones);
    expect(first.added.map(({ name }) => name)).toEqual(["Küste", "Husum", "Husum till", "Lost"]);
    expect(first.added.find(({ name }) => name === "Husum till")).toMatchObject({ codes: ["H-1/1"], kind: "Till" });
    expect(first.problems).toMatchObject([
      { row: 7, problem: "Mars is not a time zone." },
      { row: 6, problem: "there is no location Nowhere." },
    ]);
    const again = planLocations(csv, first.locations, zones);
    expect([again.added, again.changed]).toEqual([[], []]);
  });

  test("cannot make a circle, and needs a column of names or codes", () => {
    const { locations, problems } = planLocations("code,parent\nA,B\nB,A\n", [], zones);
    expect(problems).toEqual([{ row: 3, problem: "it would be part of itself." }]);
    expect(locations.map(({ parentId }) => parentId === null)).toEqual([false, true]);
    expect(() => planLocations("colour\nred\n", [], zones)).toThrow(expect.objectContaining({ code: "bad_input" }));
  });
});
