import fc from "fast-check";
import { expect, test } from "vitest";
import { decide, undoDecisions, type Saying } from "../../src/collect/identity/decisions.ts";
import { keysOfOneCustomer, linksOfOneKey } from "../../src/collect/identity/link.ts";
import type { Fact } from "../../src/model/fact.ts";
import type { Identity } from "../../src/model/identity.ts";
import { useStore } from "../support/store.ts";
import { createTestWorkspace } from "../support/workspace.ts";
import { aliased, grouped, happened, identified, start } from "./facts.ts";
import { createRecordKeeper, readPeople } from "./who-is-who.ts";

const held = useStore();
let workspaces = 0;

async function newcomer() {
  const { database } = held.store.records;
  const workspaceId = `i${++workspaces}`;
  await createTestWorkspace(database, workspaceId);
  const records = createRecordKeeper(held.store, workspaceId);
  const ada = (minutes = 0) => ({ workspaceId, userId: `${workspaceId}-ada`, at: start + minutes * 60_000 });
  return {
    ...records,
    people: () => readPeople(held.store, workspaceId),
    say: async (saying: Saying, minutes = 0) => {
      const id = await decide(database, ada(minutes), saying);
      await records.follow([]);
      return id;
    },
    undo: async (...ids: string[]) => {
      await undoDecisions(database, ada(99), ids);
      await records.follow([]);
    },
    outcomes: async () =>
      Object.fromEntries(
        (
          await database
            .selectFrom("identity_links")
            .select(["identity", "other", "outcome"])
            .where("workspace_id", "=", workspaceId)
            .execute()
        ).map(({ identity, other, outcome }) => [`${identity} ${other}`, outcome]),
      ),
  };
}

const card = [
  happened("m1", ["user:1", "anonymous:phone"], 1),
  identified("m2", ["user:1", "email:ada@example.com"], { name: "Ada", city: "Rome" }, 2),
  identified("m3", ["email:bob@example.com", "anonymous:tablet"], { name: "Bob", plan: "pro" }, 3),
];

test("a key that a person separates stands alone whatever arrives later, and comes back when that is undone", async () => {
  const shop = await newcomer();
  await shop.follow(card);
  const before = await shop.read();
  const id = await shop.say({ kind: "separate", identity: "email:ada@example.com", other: "user:1", why: "her sister's address" });
  expect(await shop.people()).toContainEqual(["email:ada@example.com"]);
  expect((await shop.outcomes())["email:ada@example.com user:1"]).toBe("separated");
  await shop.follow([
    happened("m4", ["user:1", "email:ada@example.com"], 9),
    // The roundabout way: a phone of user 1 that came with the address.
    happened("m5", ["user:1", "phone:+491"], 10),
    happened("m6", ["email:ada@example.com", "phone:+491"], 11),
  ]);
  expect(await shop.people()).toContainEqual(["email:ada@example.com"]);
  expect(await shop.people()).toContainEqual(["anonymous:phone", "phone:+491", "user:1"]);
  await shop.undo(id);
  expect(await shop.people()).toContainEqual(["anonymous:phone", "email:ada@example.com", "phone:+491", "user:1"]);
  expect(before.length).toBeLessThan((await shop.read()).length);
});

test("a separated key does not come back by a roundabout way", async () => {
  const shop = await newcomer();
  await shop.follow([happened("m1", ["phone:+491", "loyalty:L1"], 1)]);
  await shop.say({ kind: "separate", identity: "loyalty:L1", other: "phone:+491" });
  await shop.follow([happened("m2", ["email:x@y.z", "phone:+491"], 2), happened("m3", ["email:x@y.z", "loyalty:L1"], 3)]);
  expect(await shop.people()).toEqual([["email:x@y.z", "phone:+491"], ["loyalty:L1"]]);
  expect((await shop.outcomes())["loyalty:L1 email:x@y.z"]).toBe("apart");
});

test("a separated key may still turn out to be somebody else's", async () => {
  const shop = await newcomer();
  await shop.follow([happened("m1", ["user:1", "anonymous:pc"], 1)]);
  await shop.say({ kind: "separate", identity: "anonymous:pc", other: "user:1" });
  await shop.follow([happened("m2", ["user:2", "anonymous:pc"], 2)]);
  expect(await shop.people()).toEqual([["anonymous:pc", "user:2"], ["user:1"]]);
});

test("two customers that a person merges are one with the latest word of both, and undoing it leaves no trace", async () => {
  const shop = await newcomer();
  await shop.follow(card);
  const apart = await shop.read();
  const id = await shop.say({ kind: "merge", identity: "email:bob@example.com", other: "user:1" });
  const merged = await shop.read();
  expect(await shop.people()).toHaveLength(1);
  expect(merged.find((line) => line.startsWith("customers"))).toContain('{"city":"Rome","name":"Bob","plan":"pro"}');
  await shop.undo(id);
  expect(await shop.read()).toEqual(apart);
  await shop.say({ kind: "merge", identity: "email:bob@example.com", other: "user:1" }, 5);
  expect(await shop.read()).toEqual(merged);
});

test("what a person merged does not weld two users that come later", async () => {
  const shop = await newcomer();
  await shop.follow([happened("m1", ["email:a@x.y", "anonymous:1"]), happened("m2", ["email:b@x.y", "anonymous:2"])]);
  await shop.say({ kind: "merge", identity: "email:a@x.y", other: "email:b@x.y" });
  await shop.follow([happened("m3", ["user:7", "email:a@x.y"], 3), happened("m4", ["user:8", "email:b@x.y"], 4)]);
  expect(await shop.people()).toEqual([["anonymous:1", "anonymous:2", "email:a@x.y", "email:b@x.y", "user:7"], ["user:8"]]);
  expect((await shop.outcomes())["email:b@x.y user:8"]).toBe("two_users");
});

test("two known users merge when a person says so, and only then", async () => {
  const shop = await newcomer();
  await shop.follow([
    identified("m1", ["user:1"], { name: "Ada" }),
    identified("m2", ["user:2"], { name: "Ada" }),
    aliased("m3", "user:1", "user:2"),
  ]);
  expect(await shop.people()).toEqual([["anonymous:2", "user:1"], ["user:2"]]);
  await shop.say({ kind: "merge", identity: "user:2", other: "user:1" });
  expect(await shop.people()).toEqual([["anonymous:2", "user:1", "user:2"]]);
});

test("a decision holds for a key that is heard of only later", async () => {
  const shop = await newcomer();
  await shop.follow([identified("m1", ["user:1"], { name: "Ada" })]);
  await shop.say({ kind: "merge", identity: "user:9", other: "user:1" });
  await shop.follow([identified("m2", ["user:9"], { city: "Rome" })]);
  expect(await shop.people()).toEqual([["user:1", "user:9"]]);
});

test("a key on the list of nobody's joins nobody, before and after, until it is taken off", async () => {
  const shop = await newcomer();
  const shared = [
    identified("m1", ["user:1", "email:info@shop.example"], {}),
    happened("m2", ["email:info@shop.example", "anonymous:a"], 1),
  ];
  await shop.follow(shared);
  const before = await shop.read();
  const id = await shop.say({ kind: "nobody", identity: "email:info@shop.example" });
  expect(await shop.people()).toEqual([["anonymous:a"], ["email:info@shop.example"], ["user:1"]]);
  await shop.follow([identified("m3", ["user:1", "email:info@shop.example"], {}, -1)]);
  expect(await shop.people()).toHaveLength(3);
  await shop.undo(id);
  expect((await shop.people())[0]).toEqual(["anonymous:a", "email:info@shop.example", "user:1"]);
  expect((await shop.read()).length).toBe(before.length);
});

test("a device of ten thousand users joins none of them, and keeps no more than it needs to show why", async () => {
  const shop = await newcomer();
  const visit = (i: number) => happened(`m${i}`, [`user:${i}`, "anonymous:kiosk"], i);
  for (let from = 0; from < 10_000; from += 5000) await shop.follow(Array.from({ length: 5000 }, (_, i) => visit(from + i)));
  const outcomes = await shop.outcomes();
  expect(Object.keys(outcomes)).toHaveLength(linksOfOneKey);
  expect(new Set(Object.values(outcomes))).toEqual(new Set(["crowded"]));
  expect(await shop.people()).toHaveLength(10_001);
});

test("a test account on more devices than one customer has joins none of them, in any order", async () => {
  const visits = Array.from({ length: keysOfOneCustomer + 1 }, (_, i) => happened(`m${i}`, ["user:test", `anonymous:${i}`], i));
  const one = await newcomer();
  await one.follow(visits.slice(1));
  expect(await one.people()).toHaveLength(1);
  await one.follow(visits.slice(0, 1));
  expect(await one.people()).toHaveLength(keysOfOneCustomer + 2);
  const other = await newcomer();
  await other.follow(visits.toReversed());
  expect(await other.outcomes()).toEqual(await one.outcomes());
});

const keys: Identity[] = [
  "user:1",
  "user:2",
  "user:3",
  "email:a@x.y",
  "email:b@x.y",
  "phone:+491",
  "loyalty:L",
  "anonymous:p",
  "anonymous:q",
];
const key = fc.constantFrom(...keys);
const rank = (identity: Identity) => keys.indexOf(identity);
const together = fc.uniqueArray(key, { minLength: 1, maxLength: 3 }).map((some) => some.toSorted((a, b) => rank(a) - rank(b)));
const fact = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant("seen"), who: together, at: fc.nat(20) }) },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constant("told"), who: together, at: fc.nat(20), plan: fc.constantFrom("free", "pro", null) }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("group"), who: together, at: fc.nat(20) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant("alias"),
      who: fc.constantFrom<Identity[]>(["user:1"], ["user:2"]),
      previous: fc.constantFrom<Identity>("user:2", "user:3", "user:p"),
    }),
  },
);
const history = fc.array(fact, { minLength: 4, maxLength: 14 }).map((told) =>
  told.map((one, i): Fact => {
    const id = `m${String(i).padStart(2, "0")}`;
    if ("previous" in one) return aliased(id, one.who[0]!, one.previous);
    if ("plan" in one) return identified(id, one.who, { plan: one.plan, [id]: i }, one.at);
    return one.what === "group" ? grouped(id, one.who, "g", { seats: i }, one.at) : happened(id, one.who, one.at);
  }),
);
const sayings = fc.uniqueArray(
  fc.record({ kind: fc.constantFrom("merge", "separate", "nobody"), a: key, b: key }).filter(({ a, b }) => a !== b),
  { maxLength: 4, selector: ({ kind, a, b }) => [kind, a, kind === "nobody" || b].join() },
);
const sayingOf = ({ kind, a, b }: { kind: "merge" | "separate" | "nobody"; a: Identity; b: Identity }): Saying =>
  kind === "nobody" ? { kind, identity: a } : { kind, identity: a, other: b };

test("facts and decisions end in the same records in any order, with restarts, replays and changes of mind in between", async () => {
  const run = fc.record({ history, sayings, seed: fc.integer(), cuts: fc.array(fc.nat(13), { maxLength: 3 }) });
  await fc.assert(
    fc.asyncProperty(run, fc.gen(), async (given, gen) => {
      const straight = await newcomer();
      await straight.follow(given.history);
      for (const [i, saying] of given.sayings.entries()) await straight.say(sayingOf(saying), i);

      const shuffled = await newcomer();
      const facts = gen(() => fc.shuffledSubarray(given.history, { minLength: given.history.length }));
      const steps = gen(() => fc.shuffledSubarray([...given.sayings.keys()], { minLength: given.sayings.length }));
      const ends = [...new Set([...given.cuts, facts.length])].filter((end) => end <= facts.length).toSorted((a, b) => a - b);
      for (const [i, end] of ends.entries()) {
        await shuffled.follow(facts.slice(ends[i - 1] ?? 0, end));
        const step = steps.pop();
        if (step !== undefined) {
          const hasty = await shuffled.say(sayingOf(given.sayings[step]!), 50);
          await shuffled.undo(hasty);
          await shuffled.say(sayingOf(given.sayings[step]!), step);
        }
        shuffled.restart();
        await shuffled.follow(facts.slice(0, end).toReversed());
      }
      for (const step of steps) await shuffled.say(sayingOf(given.sayings[step]!), step);
      expect(await shuffled.read()).toEqual(await straight.read());
      expect(await shuffled.people()).toEqual(await straight.people());
    }),
    { numRuns: 15 },
  );
}, 300_000);

test("any decision that is taken back leaves the records byte for byte as they were, and said again they are as they had become", async () => {
  await fc.assert(
    fc.asyncProperty(
      history,
      sayings,
      fc.record({ kind: fc.constantFrom("merge", "separate", "nobody"), a: key, b: key }),
      async (facts, earlier, last) => {
        fc.pre(last.a !== last.b);
        const shop = await newcomer();
        await shop.follow(facts);
        for (const [i, saying] of earlier.entries()) await shop.say(sayingOf(saying), i);
        fc.pre(!earlier.some((one) => JSON.stringify(sayingOf(one)) === JSON.stringify(sayingOf(last))));
        const before = await shop.read();
        const id = await shop.say(sayingOf(last), 20);
        const after = await shop.read();
        await shop.undo(id);
        expect(await shop.read()).toEqual(before);
        await shop.say(sayingOf(last), 21);
        expect(await shop.read()).toEqual(after);
      },
    ),
    { numRuns: 15 },
  );
}, 300_000);
