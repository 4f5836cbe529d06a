import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCollect, type Collect } from "../../src/collect/collect.ts";
import { createFollower } from "../../src/collect/follow.ts";
import type { Fact } from "../../src/model/fact.ts";
import { ask } from "../../src/store/ask.ts";
import type { Store } from "../../src/store/open.ts";
import { openLentStore } from "../support/store.ts";
import { aliased, answered, happened, identified, journeys, outcomes } from "./facts.ts";
import { addWorkspace } from "./workspace.ts";

let store: Store;
let collect: Collect;
const heard: { messageId: string; customerId: string }[] = [];
let failures = 0;
beforeAll(async () => {
  store = await openLentStore();
  collect = await createCollect(store, {
    onFeedback: async (_trx, answers) => {
      if (failures-- > 0) throw new Error("the process dies here");
      heard.push(...answers);
    },
  });
});
afterAll(async () => {
  await collect.stop();
  await store.close();
});

let workspaces = 0;
const newWorkspace = async (): Promise<string> => {
  const id = `w${++workspaces}`;
  await addWorkspace(store, id);
  return id;
};

const followed = async (workspace: string, facts: Fact[]): Promise<string[][]> => {
  await collect.intake.store(workspace, facts);
  await collect.follower.caughtUp();
  return journeys(store, workspace);
};

const records = async (workspace: string) => {
  const { database } = store.records;
  const mine = <T extends "identities" | "customers" | "identity_links">(table: T) =>
    database
      .selectFrom(table as "identities")
      .selectAll()
      .where("workspace_id", "=", workspace)
      .execute() as Promise<Record<string, unknown>[]>;
  const marks = new Set(["changed_seq", "updated_at"]);
  const plain = (rows: Record<string, unknown>[]) =>
    rows.map((row) => JSON.stringify(Object.entries(row).filter(([name]) => !marks.has(name)))).sort();
  return [...plain(await mine("identities")), ...plain(await mine("customers")), ...plain(await mine("identity_links"))];
};

const profile = async (workspace: string) =>
  ask<{ name: string; email: string; traits: Record<string, string> }>(store.events.client, {
    tag: "test",
    sql: "SELECT name, email, traits FROM profiles FINAL WHERE workspace_id = {workspace:String} AND notEmpty(traits)",
    bound: { workspace },
  });

test("a visitor who signs in is one customer with everything before and after", async () => {
  const facts = [happened("before", ["anonymous:v"]), happened("with", ["user:1", "anonymous:v"]), happened("after", ["user:1"])];
  expect(await followed(await newWorkspace(), facts)).toEqual([["after", "before", "with"]]);
});

test("an address joins a newsletter reader with the user who gives it later", async () => {
  const facts = [
    happened("read", ["email:ada@example.com"]),
    identified("i1", ["email:ada@example.com", "anonymous:v"], { email: "ada@example.com" }),
    happened("seen", ["anonymous:v"]),
    identified("i2", ["user:1", "email:ada@example.com"], { email: "ada@example.com", name: "Ada" }, 1),
    happened("bought", ["user:1"]),
  ];
  const workspace = await newWorkspace();
  expect(await followed(workspace, facts)).toEqual([["bought", "read", "seen"]]);
  expect(await profile(workspace)).toEqual([{ name: "Ada", email: "ada@example.com", traits: { name: "Ada", email: "ada@example.com" } }]);
});

test("two users of one device stay two, and the refusal is kept", async () => {
  const workspace = await newWorkspace();
  const facts = [
    happened("v", ["anonymous:shared"]),
    happened("one", ["user:1", "anonymous:shared"], 1),
    happened("two", ["user:2", "anonymous:shared"], 2),
  ];
  expect(await followed(workspace, facts)).toEqual([["one", "v"], ["two"]]);
  const links = await store.records.database
    .selectFrom("identity_links")
    .select(["other", "outcome"])
    .where("workspace_id", "=", workspace)
    .execute();
  expect(links.sort((a, b) => a.other.localeCompare(b.other))).toEqual([
    { other: "user:1", outcome: "linked" },
    { other: "user:2", outcome: "two_known" },
  ]);
});

test("a kiosk joins nobody, even those who were taken for its owner before", async () => {
  const workspace = await newWorkspace();
  const visit = (i: number) => happened(`m${String(i).padStart(2, "0")}`, [`user:${i}`, "anonymous:kiosk"], i);
  expect(await followed(workspace, [happened("idle", ["anonymous:kiosk"]), visit(1)])).toEqual([["idle", "m01"]]);
  const after = await followed(
    workspace,
    Array.from({ length: 11 }, (_, i) => visit(i + 2)),
  );
  expect(after).toHaveLength(13);
  expect(after).toContainEqual(["idle"]);
});

test("an alias joins the earlier id, and is refused for one who was identified", async () => {
  const facts = [happened("old", ["user:legacy"]), happened("anon", ["anonymous:a"]), happened("new", ["user:1"])];
  const joined = await newWorkspace();
  expect(await followed(joined, [...facts, aliased("x", "user:1", "user:legacy"), aliased("y", "user:1", "user:a")])).toEqual([
    ["anon", "new", "old"],
  ]);
  const refused = await newWorkspace();
  const known = [...facts, identified("i", ["user:legacy"], {}), aliased("x", "user:1", "user:legacy")];
  expect(await followed(refused, known)).toEqual([["anon"], ["new"], ["old"]]);
});

test("a late word does not replace a newer one, and null unsets", async () => {
  const workspace = await newWorkspace();
  await followed(workspace, [identified("n", ["user:1"], { plan: "pro", city: "Rome", pet: "cat" }, 10)]);
  await followed(workspace, [
    identified("o", ["user:1"], { plan: "free", since: 2020 }, 5),
    identified("u", ["user:1"], { city: null }, 11),
  ]);
  expect((await profile(workspace))[0]?.traits).toEqual({ plan: "pro", since: "2020", pet: "cat" });
});

test("answers are handed on once with the one customer who gave them, whatever happens in between", async () => {
  const workspace = await newWorkspace();
  heard.length = 0;
  failures = 2;
  const facts = [answered("low", ["user:1"], 2), answered("by-visitor", ["anonymous:v"], 3), answered("unsigned", [], 4)];
  await followed(workspace, [happened("link", ["user:1", "anonymous:v"]), ...facts]);
  expect(heard.map(({ messageId }) => messageId)).toEqual(["low", "by-visitor", "unsigned"]);
  expect(heard[0]!.customerId).toBe(heard[1]!.customerId);
  expect(heard[2]!.customerId).not.toBe(heard[0]!.customerId);
});

test("reading everything again from the beginning changes nothing", async () => {
  const workspace = await newWorkspace();
  const facts = [
    happened("a", ["user:1", "anonymous:v"]),
    identified("b", ["user:1", "email:ada@example.com"], { name: "Ada" }),
    aliased("c", "user:1", "user:old"),
  ];
  const lived = await followed(workspace, facts);
  const before = await records(workspace);
  await store.records.database.deleteFrom("checkpoints").execute();
  const again = await createFollower(store, { settledSeq: collect.intake.settledSeq });
  await again.caughtUp();
  await again.stop();
  expect(await records(workspace)).toEqual(before);
  expect(await journeys(store, workspace)).toEqual(lived);
});

test("any order of arrival, in any groups, ends with the same people", async () => {
  const facts = [
    happened("v1", ["anonymous:a"]),
    happened("l1", ["user:1", "anonymous:a"], 1),
    happened("l2", ["user:2", "anonymous:a"], 2),
    happened("e1", ["email:x@y.z", "anonymous:b"], 3),
    identified("i1", ["user:2", "email:x@y.z"], { plan: "pro" }, 4),
    identified("i2", ["user:2"], { plan: "free" }, 3),
    aliased("al", "user:1", "user:b"),
    happened("o", ["user:b"], 6),
  ];
  const reference = await newWorkspace();
  const people = await followed(reference, facts);
  const traits = await profile(reference);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(facts, { minLength: facts.length }), fc.nat(facts.length), async (shuffled, cut) => {
      const workspace = await newWorkspace();
      await followed(workspace, shuffled.slice(0, cut));
      expect(await followed(workspace, shuffled.slice(cut))).toEqual(people);
      expect(await profile(workspace)).toEqual(traits);
    }),
    { numRuns: 12 },
  );
});

test("a default fills what was never said, the earliest first, and loses to every word, in any order", async () => {
  const user = ["user:1"] as const;
  const said = (messageId: string, kind: "set" | "set_once", traits: object, minutes: number): Fact => ({
    ...(identified(messageId, [...user], traits as Record<string, unknown>, minutes) as Extract<Fact, { fact: "identification" }>),
    kind,
  });
  const words = [
    said("late", "set_once", { source: "ad", plan: "free" }, 9),
    said("early", "set_once", { source: "friend", plan: "trial", gone: "x" }, 1),
    said("word", "set", { plan: "pro", gone: null }, 0),
  ];
  for (const order of [words, words.toReversed()]) {
    const workspace = await newWorkspace();
    for (const word of order) await followed(workspace, [word]);
    expect((await profile(workspace))[0]?.traits).toEqual({ source: "friend", plan: "pro" });
  }
});

test("what a message tells further is stored, and counts neither as stored nor as known", async () => {
  const workspace = await newWorkspace();
  const further = { ...identified("m/set", ["user:1"], { plan: "pro" }), isFurther: true } as const;
  const message = [happened("m", ["user:1"]), further];
  expect(await collect.intake.store(workspace, message)).toEqual({ stored: 1, known: 0 });
  expect(await collect.intake.store(workspace, message)).toEqual({ stored: 0, known: 1 });
  await collect.follower.caughtUp();
  expect((await profile(workspace))[0]?.traits).toEqual({ plan: "pro" });
  expect(await outcomes(store, workspace)).toEqual({ stored: 1, known: 1 });
});
