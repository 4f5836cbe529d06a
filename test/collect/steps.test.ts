import { beforeAll, describe, expect, test } from "vitest";
import { createIntake } from "../../src/collect/intake/intake.ts";
import { createRules } from "../../src/collect/steps/rules.ts";
import { steps } from "../../src/collect/steps/list.ts";
import type { Step } from "../../src/collect/steps/step.ts";
import { ask } from "../../src/store/ask.ts";
import type { Store } from "../../src/store/open.ts";
import { useStore } from "../support/store.ts";
import { happened, outcomes } from "./facts.ts";
import { addWorkspace } from "./workspace.ts";

const held = useStore();
let store: Store;
beforeAll(() => {
  store = held.store;
});

const refuses =
  (keepsText: boolean): Step =>
  (fact) =>
    fact.messageId.startsWith("no") ? { code: "no_thanks", problem: "The workspace does not want this.", keepsText } : null;

const letters = (workspace: string) =>
  ask<{ code: string; raw: string }>(store.events.client, {
    tag: "test",
    sql: "SELECT code, raw FROM dead_letters WHERE workspace_id = {workspace:String}",
    bound: { workspace },
  });

describe("a step of the intake", () => {
  test("sets a fact aside without keeping a word of it, and it is counted", async () => {
    const intake = await createIntake(store, { steps: [refuses(false)] });
    const receipt = await intake.store("forgets", [happened("yes", ["user:1"]), happened("no", ["user:1"]), happened("no2", ["user:2"])]);
    expect(receipt).toMatchObject({ stored: 1, known: 0, setAside: [{ sourceId: "src", code: "no_thanks", n: 2 }] });
    expect(await letters("forgets")).toEqual([]);
    expect(await outcomes(store, "forgets")).toEqual({ stored: 1, "set_aside:no_thanks": 2 });
  });

  test("may keep what it sets aside as a dead letter, which is counted once", async () => {
    const intake = await createIntake(store, { steps: [refuses(true)] });
    await intake.store("keeps", [happened("no", ["user:1"])]);
    expect(await letters("keeps")).toEqual([{ code: "no_thanks", raw: expect.stringContaining('"messageId":"no"') }]);
    expect(await outcomes(store, "keeps")).toEqual({ "set_aside:no_thanks": 1 });
  });

  test("finds the fact as the steps before it left it", async () => {
    const seen: string[] = [];
    const looks: Step = (fact) => {
      if (fact.fact === "interaction") seen.push(fact.stage);
      return null;
    };
    const intake = await createIntake(store, { steps: [...steps, looks] });
    await intake.store("order", [{ ...happened("a", ["user:1"]), touchpoint: "", stage: "" }]);
    expect(seen).toEqual(["consideration"]);
  });
});

describe("what a workspace decided about what comes in", () => {
  const count = async (workspace: string, touchpoint: string) => {
    const sql = "SELECT count() AS n FROM interactions WHERE workspace_id = {workspace:String} AND touchpoint = {touchpoint:String}";
    return (await ask<{ n: number }>(store.events.client, { tag: "test", sql, bound: { workspace, touchpoint } }))[0]!.n;
  };
  const decide = (workspace: string, name: string) =>
    store.records.database
      .insertInto("touchpoints")
      .values({ workspace_id: workspace, id: name, name, names: '["Door Opened"]', channel: "store", stage: "purchase" as const, ...rest })
      .execute();
  const rest = { owner: "", is_direct: true, is_controllable: true, is_moment: false, description: "", position: 1 };
  const opened = (id: string) => ({ ...happened(id, ["user:1" as const]), name: "Door Opened", touchpoint: "", stage: "" as const });

  beforeAll(async () => {
    for (const id of ["decides", "elsewhere"]) await addWorkspace(store, id);
  });

  test("counts from the moment at which it is told, for everything that is accepted from then on", async () => {
    const rules = createRules(store);
    const intake = await createIntake(store, { rules });
    await intake.store("decides", [opened("before")]);
    await decide("decides", "Shop door");
    await rules.refresh("decides");
    await intake.store("decides", [opened("after")]);
    expect([await count("decides", "Door Opened"), await count("decides", "Shop door")]).toEqual([1, 1]);
  });

  test("that was decided in another process is noticed within seconds, and nobody waits for it", async () => {
    let at = 0;
    const rules = createRules(store, () => at);
    await rules.look("elsewhere");
    await decide("elsewhere", "Back door");
    at = 1500;
    expect(rules.of("elsewhere")!.places.byName.has("back door")).toBe(false);
    at = 2500;
    expect(rules.of("elsewhere")!.places.byName.has("back door")).toBe(false);
    await expect.poll(() => rules.of("elsewhere")!.places.byName.has("back door")).toBe(true);
    at = 100_000;
    expect(rules.of("elsewhere")).toBeNull();
  });

  test("is waited for before the first facts of a workspace, also by a door that is closing", async () => {
    const intake = await createIntake(store);
    const waiting = intake.store("first", [opened("a")]);
    await intake.drain();
    expect(await waiting).toEqual({ stored: 1, known: 0 });
  });
});
