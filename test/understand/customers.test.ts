import { beforeAll, expect, test } from "vitest";
import type { Identity } from "../../src/model/identity.ts";
import { customerIdOf } from "../../src/store/customer-id.ts";
import type { Condition } from "../../src/understand/condition.ts";
import { namesOf } from "../../src/understand/customers/names.ts";
import { listCustomers } from "../../src/understand/customers/list.ts";
import { readProfile } from "../../src/understand/customers/profile.ts";
import { listSegments, readVocabulary, removeSegment, saveSegment } from "../../src/understand/customers/segments.ts";
import { readTimeline } from "../../src/understand/customers/timeline.ts";
import { readScope } from "../../src/understand/scope.ts";
import { rowsOf } from "../../src/understand/scope.ts";
import { factsOf } from "../support/facts.ts";
import { useStore } from "../support/store.ts";

const held = useStore("other");
const now = Date.parse("2026-06-15T12:00:00Z");
const idOf = (identity: Identity) => customerIdOf("w", identity);

beforeAll(async () => {
  const { store } = held;
  const w = factsOf(store, "w");
  await w.interactions([
    { who: "anonymous:a", at: "2026-01-05T10:00:00Z", touchpoint: "Ad", channel: "ad" },
    { who: "user:ada", at: "2026-06-01T10:00:00Z", touchpoint: "Order", revenueMinor: 5000 },
    { who: "user:ada", at: "2026-06-10T10:00:00Z", touchpoint: "Order", revenueMinor: 1000 },
    { who: "user:bob", at: "2026-02-01T10:00:00Z", touchpoint: "Order", revenueMinor: 300 },
    { who: "user:cem", at: "2026-06-14T10:00:00Z", touchpoint: "Ad" },
  ]);
  await w.answers([
    { who: "user:ada", at: "2026-06-02T10:00:00Z", question: "ease", score: 3, touchpoint: "Order" },
    { who: "anonymous:a", at: "2026-06-01T09:00:00Z", question: "recommend", score: 9, comment: "fine" },
    { who: "user:bob", at: "2026-06-02T10:00:00Z", question: "ease", score: 7 },
    { at: "2026-06-02T10:00:00Z", question: "ease", score: 1 },
  ]);
  await w.link("anonymous:a", "user:ada");
  await w.profiles([
    { who: "user:ada", name: "Ada Öz", email: "ada@example.com", traits: { region: "North", visits: "12" } },
    { who: "user:bob", email: "bob@example.com", traits: { region: "South", visits: "3" } },
    { who: "user:dee", name: "Dee Known" },
  ]);
  await factsOf(store, "other").interactions([{ who: "user:ada", at: "2026-06-01T10:00:00Z", touchpoint: "Order" }]);
  const { database } = store.records;
  const at = new Date("2026-06-01T00:00:00Z");
  for (const identity of ["anonymous:a", "email:ada@example.com", "user:ada"])
    await database
      .insertInto("identities")
      .values({ workspace_id: "w", identity, customer_id: idOf("user:ada"), how: "identify", source_id: "key", at })
      .execute();
});

const list = (asked: Partial<Parameters<typeof listCustomers>[2]> = {}) => listCustomers(held.store, "w", { limit: 50, now, ...asked });

test("one person is one customer, whatever they were called when they came", async () => {
  const { items, total } = await list();
  expect(total).toBe(4);
  expect(items.map(({ id }) => id)).toEqual([idOf("user:cem"), idOf("user:ada"), idOf("user:bob"), idOf("user:dee")]);
  expect(items[1]).toEqual({
    id: idOf("user:ada"),
    called: "Ada Öz",
    name: "Ada Öz",
    email: "ada@example.com",
    firstSeen: Date.parse("2026-01-05T10:00:00Z"),
    lastSeen: Date.parse("2026-06-10T10:00:00Z"),
    interactions: 3,
    answers: 2,
    lastScore: { question: "ease", score: 3 },
    revenueMinor: 6000,
    currency: "EUR",
  });
  expect(items[3]).toMatchObject({ name: "Dee Known", firstSeen: null, interactions: 0, revenueMinor: null, lastScore: null });
});

test("a customer without a name is called by the best key that is known, the same wherever they are named", async () => {
  const { items } = await list();
  expect(items.map(({ called }) => called)).toEqual(["cem", "Ada Öz", "bob@example.com", "Dee Known"]);
  for (const { id, called } of items) {
    expect((await readProfile(held.store, "w", id)).called).toBe(called);
    expect((await namesOf(held.store, "w", [id, "0"])).get(id)).toBe(called);
  }
});

test("customers are found by name, e-mail and id, and turned page by page", async () => {
  const found = async (q: string) => (await list({ q })).items.map(({ id }) => id);
  expect(await found("öz")).toEqual([idOf("user:ada")]);
  expect(await found("BOB@")).toEqual([idOf("user:bob")]);
  expect(await found(idOf("user:cem"))).toEqual([idOf("user:cem")]);
  for (const key of ["a", "ada", "ADA@example.com "]) expect(await found(key), key).toContain(idOf("user:ada"));
  expect(await found("cem")).toEqual([idOf("user:cem")]);
  const first = await list({ sort: "interactions", limit: 2 });
  const second = await list({ sort: "interactions", limit: 2, cursor: first.next! });
  expect([first.items[0]!.id, first.total, second.items.length, second.next]).toEqual([idOf("user:ada"), 4, 2, null]);
});

const [ada, bob, cem, dee] = (["user:ada", "user:bob", "user:cem", "user:dee"] as const).map(idOf);
test.each<[string, string, Condition["op"], string, (string | undefined)[]]>([
  ["a trait is", "trait.region", "is", "North", [ada]],
  ["a trait is not", "trait.region", "is_not", "North", [bob, cem, dee]],
  ["a trait contains", "trait.region", "contains", "OUT", [bob]],
  ["a trait exists", "trait.region", "exists", "", [ada, bob]],
  ["a trait is at least a number", "trait.visits", "at_least", "10", [ada]],
  ["a trait is at most a number", "trait.visits", "at_most", "3.5", [bob]],
  ["has an e-mail", "email", "exists", "", [ada, bob]],
  ["seen in the last days", "last_seen", "in_last_days", "7", [ada, cem]],
  ["not seen in the last days", "last_seen", "not_in_last_days", "7", [bob, dee]],
  ["first seen in the last days", "first_seen", "in_last_days", "30", [cem]],
  ["ordered in the last days", "ordered", "in_last_days", "30", [ada]],
  ["not ordered in the last days", "ordered", "not_in_last_days", "30", [bob, cem, dee]],
  ["ordered at least twice", "orders", "at_least", "2", [ada]],
  ["ordered at most once", "orders", "at_most", "1", [bob, cem, dee]],
  ["came at least three times", "interactions", "at_least", "3", [ada]],
  ["came to a touchpoint", "visited.Ad", "at_least", "1", [ada, cem]],
  ["never came to a touchpoint", "visited.Ad", "at_most", "0", [bob, dee]],
  ["came to a touchpoint lately", "visited.Ad", "in_last_days", "30", [cem]],
  ["found it hard last time", "last_ease", "at_most", "3", [ada]],
  ["found it easy last time", "last_ease", "at_least", "5", [bob]],
  ["answered lately", "answered", "in_last_days", "30", [ada, bob]],
])("customers of whom is true: %s", async (_, field, op, value, expected) => {
  const { items, total } = await list({ conditions: [{ field, op, value }] });
  expect(items.map(({ id }) => id).sort()).toEqual([...expected].sort());
  expect(total).toBe(expected.length);
});

test("a segment is saved, counted, used in the bar, and removed", async () => {
  const conditions: Condition[] = [
    { field: "ordered", op: "in_last_days", value: "30" },
    { field: "last_ease", op: "at_most", value: "3" },
  ];
  const { id } = await saveSegment(held.store, "w", { name: "Struggling buyers", conditions, now });
  expect(await listSegments(held.store, "w", now)).toEqual([{ id, name: "Struggling buyers", conditions, customers: 1 }]);
  const scope = await readScope(held.store, "w", { from: "2026-01-01", to: "2026-06-30", segment: id }, now);
  expect(scope.conditions).toEqual(conditions);
  expect(rowsOf(scope, "feedback").table).toContain("lived_feedback");
  await removeSegment(held.store, "w", id);
  await expect(readScope(held.store, "w", { segment: id }, now)).rejects.toMatchObject({ code: "not_found" });
  await expect(removeSegment(held.store, "other", id)).rejects.toMatchObject({ code: "not_found" });
});

test("what cannot be asked of customers is refused by name", async () => {
  const save = (condition: Condition) => saveSegment(held.store, "w", { name: "x", conditions: [condition], now });
  await expect(save({ field: "password", op: "is", value: "x" })).rejects.toMatchObject({ details: { field: "password" } });
  await expect(save({ field: "last_ease", op: "contains", value: "x" })).rejects.toMatchObject({ details: { field: "last_ease" } });
  await expect(save({ field: "ordered", op: "in_last_days", value: "a week" })).rejects.toMatchObject({ details: { field: "ordered" } });
});

test("the segment builder offers the traits and touchpoints that exist", async () => {
  const fields = await readVocabulary(held.store, "w");
  expect(fields.find(({ field }) => field === "trait.region")).toMatchObject({ label: "region", values: ["North", "South"] });
  expect(fields.map(({ field }) => field)).toEqual(expect.arrayContaining(["visited.Order", "visited.Ad", "last_ease"]));
  expect(fields.every(({ field }) => !field.endsWith("."))).toBe(true);
});

test("a timeline holds everything of one customer, the latest first, by any of their ids", async () => {
  for (const identity of ["user:ada", "anonymous:a"] as const) {
    const { items, next } = await readTimeline(held.store, { workspaceId: "w", id: idOf(identity) }, { limit: 50 });
    expect(items.map(({ fact, touchpoint, score, revenueMinor }) => [fact, touchpoint, score ?? revenueMinor])).toEqual([
      ["interaction", "Order", 1000],
      ["feedback", "Order", 3],
      ["interaction", "Order", 5000],
      ["feedback", "", 9],
      ["interaction", "Ad", null],
    ]);
    expect(next).toBeNull();
  }
});

test("a timeline is turned page by page, and narrowed to one kind of fact", async () => {
  const who = { workspaceId: "w", id: idOf("user:ada") };
  const first = await readTimeline(held.store, who, { limit: 3 });
  const second = await readTimeline(held.store, who, { limit: 3, cursor: first.next! });
  expect([first.items.length, second.items.map(({ touchpoint }) => touchpoint), second.next]).toEqual([3, ["", "Ad"], null]);
  const said = await readTimeline(held.store, who, { limit: 10, fact: "feedback" });
  expect(said.items.map(({ score }) => score)).toEqual([3, 9]);
  await expect(readTimeline(held.store, who, { limit: 3, cursor: "soon" })).rejects.toMatchObject({ code: "bad_input" });
});

test("a profile says who somebody is, why we believe it, and what they did in sum", async () => {
  const profile = await readProfile(held.store, "w", idOf("anonymous:a"));
  expect(profile).toMatchObject({
    id: idOf("user:ada"),
    called: "Ada Öz",
    name: "Ada Öz",
    email: "ada@example.com",
    phone: null,
    traits: { region: "North" },
    firstSeen: Date.parse("2026-01-05T10:00:00Z"),
    lastSeen: Date.parse("2026-06-10T10:00:00Z"),
    orders: { count: 2, revenueMinor: 6000, currency: "EUR" },
    answers: [
      { question: "ease", score: 3 },
      { question: "recommend", score: 9 },
    ],
  });
  expect(profile.identities.map(({ kind, value }) => `${kind}:${value}`)).toEqual(["user:ada", "email:ada@example.com", "anonymous:a"]);
  await expect(readProfile(held.store, "w", "12345")).rejects.toMatchObject({ code: "not_found" });
  await expect(readProfile(held.store, "other", idOf("user:ada"))).rejects.toMatchObject({ code: "not_found" });
});

test("a moment that a fast clock dated ahead stands where it arrived, with what the clock said", async () => {
  const senderTime = "2026-06-15T12:58:00Z";
  await factsOf(held.store, "clocks").interactions([
    { who: "user:fast", at: "2026-06-15T12:00:00Z", senderTime, touchpoint: "Order" },
    { who: "user:fast", at: "2026-06-15T11:00:00Z", touchpoint: "Order" },
  ]);
  const { items } = await readTimeline(held.store, { workspaceId: "clocks", id: customerIdOf("clocks", "user:fast") }, { limit: 5 });
  expect(items.map((item) => item.senderTime)).toEqual([Date.parse(senderTime), undefined]);
});
