import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { compilePlaces, placeFeedback, placeInteraction } from "../../src/collect/catalogue/places.ts";
import { renderPlaces } from "../../src/collect/catalogue/render.ts";
import { usualCatalogue, usualTouchpoint } from "../../src/collect/catalogue/usual.ts";
import { createIntake } from "../../src/collect/intake/intake.ts";
import type { Feedback, Interaction } from "../../src/model/fact.ts";
import { ruleFields, ruleOps, type Catalogue, type RuleCondition, type Touchpoint } from "../../src/model/touchpoint.ts";
import { ask } from "../../src/store/ask.ts";
import type { Store } from "../../src/store/open.ts";
import { useStore } from "../support/store.ts";
import { answered, happened } from "./facts.ts";

const held = useStore();
let store: Store;
beforeAll(() => {
  store = held.store;
});

const touchpoint = (id: string, words: Partial<Touchpoint> = {}): Touchpoint => ({ ...usualTouchpoint, id, name: id, ...words });
const event = (name: string, rest: Partial<Interaction> = {}): Interaction => ({
  ...happened(`m-${name}`, ["user:1"]),
  properties: {},
  name,
  touchpoint: "",
  stage: "",
  saidTouchpoint: "",
  saidStage: "",
  ...rest,
});
const rule = (id: string, touchpointId: string | null, ...conditions: (Partial<RuleCondition> & { values: string[] })[]) => ({
  id,
  touchpointId,
  conditions: conditions.map((condition) => ({ field: "event" as const, op: "is" as const, key: "", ...condition })),
});

describe("where an event belongs", () => {
  const catalogue: Catalogue = {
    touchpoints: [
      touchpoint("Checkout", { stage: "purchase", names: ["checkout_started"] }),
      touchpoint("Shop door", { channel: "store", names: ["Door Opened"] }),
      touchpoint("Help", { stage: "service" }),
    ],
    rules: [
      rule("bots", null, { op: "contains", values: ["bot"] }),
      rule("paths", "Checkout", { field: "path", op: "pattern", values: ["/checkout/*", "*/basket"] }, { field: "kind", values: ["page"] }),
      rule("rest of the shop", "Help", { field: "path", op: "starts_with", values: ["/checkout"] }),
      rule("vip", "Help", { field: "property", key: "level", values: ["7", "gold", "true"] }),
    ],
  };
  const at = (fact: Interaction) => placeInteraction(compilePlaces(catalogue), fact);

  test("the name of an event leads to its touchpoint, whatever the case of its letters", () => {
    expect(at(event("CHECKOUT_Started"))).toEqual({ touchpoint: "Checkout", stage: "purchase" });
    expect(at(event("door opened"))).toEqual({ touchpoint: "Shop door", stage: "" });
  });

  test("the first rule that holds decides, before any name", () => {
    const onCheckout = { context: { page: { path: "/checkout/payment?x=1" } } };
    expect(at(event("Paid", { kind: "page", ...onCheckout }))).toMatchObject({ touchpoint: "Checkout" });
    expect(at(event("Paid", onCheckout))).toMatchObject({ touchpoint: "Help" });
    expect(at(event("Door Opened", { context: { page: { url: "https://shop.example/de/basket#top" } }, kind: "page" }))).toMatchObject({
      touchpoint: "Checkout",
    });
    expect(at(event("Door Opened", { properties: { level: 7 } }))).toMatchObject({ touchpoint: "Help" });
    expect(at(event("Door Opened", { properties: { level: true } }))).toMatchObject({ touchpoint: "Help" });
  });

  test("what a rule leaves out has neither touchpoint nor stage", () => {
    expect(at(event("Robot seen", { saidStage: "loyalty" }))).toEqual({ touchpoint: "", stage: "" });
  });

  test("a touchpoint that the sender names counts more than the event's name, and keeps its stage where the catalogue knows none", () => {
    expect(at(event("checkout_started", { saidTouchpoint: "SHOP DOOR", saidStage: "awareness" }))).toEqual({
      touchpoint: "Shop door",
      stage: "awareness",
    });
    expect(at(event("checkout_started", { saidTouchpoint: "Kiosk", saidStage: "awareness" }))).toEqual({
      touchpoint: "Kiosk",
      stage: "awareness",
    });
    expect(at(event("Door Closed"))).toEqual({ touchpoint: "Door Closed", stage: "" });
  });

  test("feedback belongs where it says, under any name of the touchpoint", () => {
    const said = { ...answered("f", ["user:1"], 9), saidTouchpoint: "Checkout_Started", saidStage: "" as const };
    expect(placeFeedback(compilePlaces(catalogue), said)).toEqual({ touchpoint: "Checkout", stage: "purchase" });
  });

  test("every name of the usual vocabulary, also of its first version, leads somewhere with a stage", () => {
    const usual = compilePlaces(usualCatalogue());
    for (const name of ["Product Viewed", "viewed product", "Completed Order", "Order Canceled", "Ticket Solved"])
      expect(placeInteraction(usual, event(name)).stage, name).not.toBe("");
  });
});

describe("what is decided about history", () => {
  const texts = [
    "",
    "a",
    "A",
    "checkout/",
    "/Checkout/1",
    "İ",
    "ÇIKIŞ",
    "%",
    "_",
    "a_b",
    "a%b",
    "*",
    "\\",
    "'",
    '"',
    "a\nb",
    "😀x",
    "7",
    "true",
    "null",
    "https://x.example/A/b?c#d",
    "/a?b",
  ];
  const text = fc.constantFrom(...texts);
  const value = fc.oneof(
    text,
    fc.integer({ min: -3, max: 9 }),
    fc.boolean(),
    fc.constant(null),
    fc.constant(0.5),
    fc.constant([1]),
    fc.constant({ path: "/a" }),
  );
  const place = fc.constantFrom("", ...texts);
  const condition: fc.Arbitrary<RuleCondition> = fc.record({
    field: fc.constantFrom(...ruleFields),
    op: fc.constantFrom(...ruleOps),
    key: fc.constantFrom("path", "level", "it's"),
    values: fc.array(
      fc.oneof(text, fc.constantFrom("*a*", "/*", "*%*", "a*b", "*/1", "*\\*")).filter((each) => each !== ""),
      { minLength: 1, maxLength: 3 },
    ),
  });
  const catalogues: fc.Arbitrary<Catalogue> = fc.record({
    touchpoints: fc.constant([
      touchpoint("One", { stage: "purchase", names: ["a", "ÇIKIŞ", "a%b"] }),
      touchpoint("it's \\ two", { names: ["7", "İ", "a\nb"] }),
      touchpoint("/Checkout/1", { stage: "service" }),
    ]),
    rules: fc.array(
      fc.record({
        id: fc.uuid(),
        conditions: fc.array(condition, { minLength: 1, maxLength: 2 }),
        touchpointId: fc.constantFrom("One", "it's \\ two", null, "gone"),
      }),
      { maxLength: 4 },
    ),
  });

  const interactions = fc
    .sample(
      fc.record({
        name: text.filter((each) => each !== ""),
        kind: fc.constantFrom("track" as const, "page" as const),
        sourceId: fc.constantFrom("src_1", "SRC_2", "7"),
        properties: fc.dictionary(fc.constantFrom("path", "url", "level", "it's"), value),
        context: fc.oneof(fc.constant({}), fc.record({ page: fc.oneof(value, fc.dictionary(fc.constantFrom("path", "url"), value)) })),
        touchpoint: place,
        stage: fc.constantFrom("" as const, "loyalty" as const),
      }),
      { seed: 7, numRuns: 1500 },
    )
    .map((words, i): Interaction => ({ ...happened(`i${i}`, ["user:1"]), ...words }));
  const answers = fc
    .sample(fc.record({ touchpoint: place, stage: fc.constantFrom("" as const, "loyalty" as const) }), { seed: 8, numRuns: 200 })
    .map((words, i): Feedback => ({ ...answered(`f${i}`, ["user:1"], 9), ...words }));

  beforeAll(async () => {
    const intake = await createIntake(store);
    await intake.store("history", structuredClone([...interactions, ...answers]));
  });

  test("is what would be decided on the way in, for any catalogue and whatever senders say", async () => {
    await fc.assert(
      fc.asyncProperty(catalogues, async (catalogue) => {
        const places = compilePlaces(catalogue);
        for (const table of ["interactions", "feedback"] as const) {
          const { touchpoint, stage, bound } = renderPlaces(catalogue, table);
          const rows = await ask<{ id: string; touchpoint: string; stage: string }>(store.events.client, {
            tag: "test",
            sql: `SELECT message_id AS id, toString(${touchpoint}) AS touchpoint, toString(${stage}) AS stage FROM (SELECT * EXCEPT (touchpoint, stage) FROM ${table} WHERE workspace_id = 'history')`,
            bound,
          });
          const stored = new Map(rows.map(({ id, ...row }) => [id, row]));
          const facts: (Interaction | Feedback)[] = table === "interactions" ? interactions : answers;
          for (const fact of facts) {
            const said = { ...fact, saidTouchpoint: fact.touchpoint, saidStage: fact.stage };
            const decided = said.fact === "interaction" ? placeInteraction(places, said) : placeFeedback(places, said);
            expect({ ...stored.get(fact.messageId)!, fact }).toEqual({ ...decided, fact });
          }
        }
      }),
      { seed: 11, numRuns: 40 },
    );
  });
});
