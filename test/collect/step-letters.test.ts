import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createIntake, type Intake } from "../../src/collect/intake/intake.ts";
import { addHook } from "../../src/collect/hooks/registry.ts";
import { replayHook } from "../../src/collect/hooks/replay.ts";
import { savePrivacy } from "../../src/collect/privacy/privacy-rules.ts";
import { factIn, letterOfFact } from "../../src/collect/steps/letter.ts";
import { steps } from "../../src/collect/steps/list.ts";
import { createRules, type RulesMemory } from "../../src/collect/steps/rules.ts";
import type { Step } from "../../src/collect/steps/step.ts";
import { findUntallied } from "../../src/collect/intake/tally-audit.ts";
import { listDeadLetters } from "../../src/collect/watch/dead-letters.ts";
import { replayWaiting } from "../../src/collect/watch/replay.ts";
import { listSources } from "../../src/collect/watch/sources.ts";
import type { Fact } from "../../src/model/fact.ts";
import { usualPrivacy } from "../../src/model/privacy.ts";
import type { Store } from "../../src/store/open.ts";
import { ask } from "../../src/store/ask.ts";
import { useStore } from "../support/store.ts";
import { answered, happened, identified } from "./facts.ts";
import { addWorkspace } from "./workspace.ts";

const held = useStore();
let store: Store;
let rules: RulesMemory;
let intake: Intake;
let workspace: string;
let companies = 0;

// The rule of the workspace that changes: while addresses are dropped, nothing about stock is wanted.
const noStock: Step = (fact, { privacy }) =>
  privacy.ip === "drop" && fact.messageId.startsWith("stock")
    ? { code: "no_stock", problem: "Stock is not wanted.", keepsText: true }
    : null;

beforeAll(async () => {
  store = held.store;
  rules = createRules(store);
  intake = await createIntake(store, { rules, steps: [noStock, ...steps] });
});
beforeEach(async () => {
  workspace = `w${++companies}`;
  await addWorkspace(store, workspace);
  await decide("drop");
});

async function decide(ip: "drop" | "keep"): Promise<void> {
  await savePrivacy(store.records.database, workspace, { ...usualPrivacy, ip });
  await rules.refresh(workspace);
}

async function addSource(): Promise<string> {
  const id = `${workspace}-src`;
  await store.records.database
    .insertInto("sources")
    .values({ workspace_id: workspace, id, kind: "key", name: "Shop", key_prefix: "wk", key_hash: id, created_at: new Date() })
    .execute();
  return id;
}

const waiting = async () => (await listDeadLetters(store, workspace)).items;
const stored = async (table = "interactions") => {
  const sql = `SELECT message_id AS id, toString(touchpoint) AS touchpoint FROM ${table} WHERE workspace_id = {workspace:String} ORDER BY id`;
  return ask<{ id: string; touchpoint: string }>(store.events.client, { tag: "test", sql, bound: { workspace } });
};
async function health() {
  const [{ received, stored, known, setAside }] = (await listSources(store, workspace)) as [Awaited<ReturnType<typeof listSources>>[0]];
  expect(received).toBe(stored + known + setAside);
  expect((await findUntallied(store, 0)).filter(({ workspaceId }) => workspaceId === workspace)).toEqual([]);
  return { received, stored, known, setAside };
}

/** Lets every waiting letter in again, as its page does. */
async function replayAll(): Promise<void> {
  for (const { id } of await waiting()) await replayWaiting(store, intake, { workspaceId: workspace, id });
}

describe("what a step of the intake set aside", () => {
  test("comes in when the rule is changed, once, and everything that arrived is accounted for", async () => {
    const sourceId = await addSource();
    const facts = [
      happened("stock1", ["user:1"]),
      happened("sale", ["user:1"]),
      answered("stock2", ["user:1"], 9),
      identified("stock3", ["user:1"], { a: 1 }),
    ];
    await intake.store(
      workspace,
      facts.map((fact) => ({ ...fact, sourceId })),
    );
    expect(await health()).toEqual({ received: 4, stored: 1, known: 0, setAside: 3 });
    await decide("keep");
    await replayAll();
    expect(await health()).toEqual({ received: 4, stored: 4, known: 0, setAside: 0 });
    expect((await stored()).map(({ id }) => id)).toEqual(["sale", "stock1"]);
    expect([(await stored("feedback")).length, await waiting()]).toEqual([1, []]);
  });

  test("waits on while the rule is as it was, and nothing is kept or counted twice", async () => {
    const sourceId = await addSource();
    await intake.store(workspace, [{ ...happened("stock", ["user:1"]), sourceId }]);
    const before = await waiting();
    await expect(replayAll()).rejects.toMatchObject({ code: "bad_input", details: { problem: "Stock is not wanted." } });
    expect(await waiting()).toEqual(before);
    expect(await health()).toEqual({ received: 1, stored: 0, known: 0, setAside: 1 });
  });

  test("comes in once when two people let it in at the same moment", async () => {
    const sourceId = await addSource();
    await intake.store(workspace, [{ ...happened("stock", ["user:1"]), sourceId }]);
    await decide("keep");
    const { id } = (await waiting())[0]!;
    const both = await Promise.allSettled([1, 2].map(() => replayWaiting(store, intake, { workspaceId: workspace, id })));
    expect(both).toMatchObject([{ status: "fulfilled" }, { status: "rejected", reason: { code: "not_found" } }]);
    expect(await health()).toEqual({ received: 1, stored: 1, known: 0, setAside: 0 });
  });

  test("that its sender sent again meanwhile counts as known", async () => {
    const sourceId = await addSource();
    const fact = () => ({ ...happened("stock", ["user:1"]), sourceId });
    await intake.store(workspace, [fact()]);
    await decide("keep");
    await intake.store(workspace, [fact()]);
    await replayAll();
    expect(await health()).toEqual({ received: 2, stored: 1, known: 1, setAside: 0 });
    expect(await stored()).toHaveLength(1);
  });

  test("counts with the message that told it, not beside it", async () => {
    const sourceId = await addSource();
    const further = { ...identified("stock/set", ["user:1"], { plan: "pro" }), sourceId, isFurther: true as const, flags: ["further"] };
    await intake.store(workspace, [{ ...happened("sale", ["user:1"]), sourceId }, further]);
    // While it waits it can be seen and counted by itself.
    expect(await health()).toEqual({ received: 2, stored: 1, known: 0, setAside: 1 });
    expect(await waiting()).toHaveLength(1);
    await decide("keep");
    await replayAll();
    expect(await health()).toEqual({ received: 1, stored: 1, known: 0, setAside: 0 });
  });

  test("is placed by the catalogue of today, from what its sender said", async () => {
    const sourceId = await addSource();
    const opened = { ...happened("stock", ["user:1"]), name: "Door Opened", touchpoint: "", stage: "" as const, sourceId };
    const late: Step = (fact, known) => noStock(fact, known);
    const last = await createIntake(store, { rules, steps: [...steps, late] });
    await last.store(workspace, [opened]);
    await decide("keep");
    await store.records.database
      .insertInto("touchpoints")
      .values({
        workspace_id: workspace,
        id: `${workspace}-door`,
        name: "Shop door",
        names: '["Door Opened"]',
        channel: "store",
        stage: "purchase",
        owner: "",
        is_direct: true,
        is_controllable: true,
        is_moment: false,
        description: "",
        position: 1,
      })
      .execute();
    await rules.refresh(workspace);
    await replayAll();
    expect(await stored()).toEqual([{ id: "stock", touchpoint: "Shop door" }]);
  });

  test("holds nothing that must not be stored, although redaction comes later", async () => {
    const secret = { ...happened("stock", ["user:1"]), properties: { password: "hunter2" }, context: { ip: "203.0.113.77" } };
    await intake.store(workspace, [secret]);
    expect((await waiting())[0]!.raw).not.toMatch(/hunter2|203/);
  });

  test("of a webhook comes in with all of that webhook, and what is still not wanted is left", async () => {
    const sourceId = await addHook(store, workspace, { name: "Shop", sender: "shopify", options: {} as never }, 0);
    await intake.store(
      workspace,
      [happened("stock1", ["user:1"]), happened("stock2", ["user:2"])].map((fact) => ({ ...fact, sourceId })),
    );
    expect(await replayHook(store, intake, workspace, sourceId)).toEqual({ taken: 0, left: 2 });
    await decide("keep");
    expect(await replayHook(store, intake, workspace, sourceId)).toEqual({ taken: 2, left: 0 });
    expect(await health()).toEqual({ received: 2, stored: 2, known: 0, setAside: 0 });
  });
});

describe("a fact in a dead letter", () => {
  const reason = { code: "x", problem: "x", keepsText: true };
  const written = (fact: Fact) => letterOfFact(fact, reason);
  test.each([happened("m", ["user:1", "email:a@x.example"]), answered("m", [], 9), identified("m", ["user:1"], { a: null })])(
    "is read as it was written: $fact",
    (fact) => expect(factIn(written(fact))).toEqual(fact),
  );

  test.each([
    ["a score off its scale", { score: 11 }, "score"],
    ["a key that is none", { identities: ["user:guest"] }, "identities.0"],
    ["a key without a kind", { identities: ["ada"] }, "identities.0"],
    ["a channel that there is not", { channel: "web\\tx" }, "channel"],
    ["no id", { messageId: "" }, "messageId"],
    ["a time that is none", { timestamp: "yesterday" }, "timestamp"],
    ["another kind of fact", { fact: "rumour" }, "fact"],
  ])("that was mended badly is refused by the name of its field: %s", (_, more, field) => {
    const raw = JSON.stringify({ ...answered("m", ["user:1"], 9), ...more });
    expect(() => factIn({ ...written(answered("m", [], 9)), raw })).toThrow(
      expect.objectContaining({ code: "bad_input", details: expect.objectContaining({ field }) }),
    );
  });

  test("is of the source and the moment that the letter names, whatever its text says", () => {
    const letter = written(happened("m", ["user:1"]));
    const raw = JSON.stringify({ ...JSON.parse(letter.raw), sourceId: "elsewhere", workspaceId: "elsewhere", receivedAt: 0 });
    expect(factIn({ ...letter, raw })).toEqual(happened("m", ["user:1"]));
  });

  test("whatever its text is, it is a fact or a refusal", () => {
    fc.assert(
      fc.property(fc.json(), (raw) => {
        try {
          factIn({ raw, sourceId: "s", receivedAt: 0 });
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^bad_/) });
        }
      }),
    );
  });
});
