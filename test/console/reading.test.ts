import { describe, expect, it } from "vitest";
import type { TimelineItem } from "../../src/show/console/data/customers.ts";
import { previousPeriod, readFilters, readPeriod } from "../../src/show/console/frame/bar.ts";
import { groupByDay } from "../../src/show/console/parts/days.ts";
import { aboutOf, someOf } from "../../src/show/console/parts/about.ts";
import { leavesOf } from "../../src/show/console/parts/leaves.ts";
import { foldItems } from "../../src/show/console/parts/timeline.tsx";
import { possibleDeeds } from "../../src/show/console/screens/cases/case-acts.tsx";
import type { InitiativeStory } from "../../src/show/console/data/initiatives.ts";
import { draftOf, wordsOf } from "../../src/show/console/screens/initiatives/initiative-draft.ts";
import { labelHeight, labelWidth } from "../../src/show/console/screens/journeys/path-labels.ts";
import { PathLayout, stepHeight, stepWidth } from "../../src/show/console/screens/journeys/path-layout.ts";

const view = (id: string, name = "Product page"): TimelineItem => ({
  id,
  fact: "interaction",
  timestamp: "2026-03-01T10:00:00.000Z",
  kind: "page",
  name,
  touchpoint: name,
  channel: "web",
  stage: "consideration",
});

describe("the bar", () => {
  it("reads 90 days up to today from an empty address", () => {
    expect(readPeriod({}, "2026-03-31")).toEqual({ from: "2026-01-01", to: "2026-03-31" });
  });

  it("compares with as many days just before, across a change of clocks", () => {
    expect(previousPeriod({ from: "2026-03-20", to: "2026-04-08" })).toEqual({ from: "2026-02-28", to: "2026-03-19" });
  });

  it.each([
    { from: "abc", to: "def" },
    { from: "2026-02-31", to: "2026-03-02" },
    { from: "2026-03-20", to: "2026-03-01" },
    { from: "2026-03-20" },
    { last: "999999999" },
    { last: "-5" },
    { last: "soon" },
  ])("reads the usual period from %o, which is none", (address) => {
    expect(readPeriod(address, "2026-03-31")).toEqual({ from: "2026-01-01", to: "2026-03-31" });
  });

  it("passes traits on and leaves the period out of the filters", () => {
    const address = { last: "30", channel: "app", "trait.region": "North", view: "paths" };
    expect(readFilters(address)).toEqual({ channel: "app", "trait.region": "North" });
  });
});

describe("a timeline", () => {
  it("folds neighbours that are the same and nothing else", () => {
    const runs = foldItems([view("a"), view("b"), view("c", "Basket"), view("d")]);
    expect(runs.map((run) => run.map(({ id }) => id).join(""))).toEqual(["ab", "c", "d"]);
  });

  it("never folds an answer or an order away", () => {
    const answer: TimelineItem = { ...view("b"), fact: "feedback", score: 3, question: "recommend" };
    const order: TimelineItem = { ...view("d"), revenueMinor: 4990, currency: "EUR" };
    expect(foldItems([view("a"), answer, view("c"), order])).toHaveLength(4);
  });

  it("keeps a day together only while it lasts", () => {
    const days = groupByDay([view("a"), { ...view("b"), timestamp: "2026-02-28T10:00:00.000Z" }, view("c")], (iso) => iso.slice(0, 10));
    expect(days.map(([day]) => day)).toEqual(["2026-03-01", "2026-02-28", "2026-03-01"]);
  });
});

describe("a case", () => {
  const deeds = (state: "new" | "working" | "resolved" | "closed", owned: boolean) =>
    possibleDeeds({ state, owner: owned ? { id: "1", name: "One" } : null }).map(({ name }) => name);

  it("asks first for an owner, then for contact, then for its cause", () => {
    expect(deeds("new", false)[0]).toBe("take");
    expect(deeds("new", true)[0]).toBe("contact");
    expect(deeds("working", true)[0]).toBe("resolve");
  });

  it("can only be opened again or noted once it is closed", () => {
    expect(deeds("closed", true)).toEqual(["reopen", "note"]);
  });
});

describe("an initiative's form", () => {
  const draft = {
    title: " Parcels ",
    metric: "nps",
    startedAt: "2026-03-01",
    cause: "",
    ownerId: "",
    cost: "48.5",
    perPoint: "",
    windowDays: 60,
    trait: "region",
    traitValue: "North",
    channel: "",
    touchpoint: "Delivery",
    stage: "",
    segment: "",
  };

  it("says money in whole minor units of the currency, and nothing where nothing was said", () => {
    expect(wordsOf(draft, "EUR")).toMatchObject({ title: "Parcels", costMinor: 4850, valuePerPointMinor: null, cause: null });
    expect(wordsOf({ ...draft, cost: "48" }, "JPY").costMinor).toBe(48);
  });

  it("comes back from the record as it was filled in", () => {
    const words = wordsOf(draft, "EUR");
    const story = { ...words, owner: { id: "o", name: "Owner" }, currency: "EUR" } as unknown as InitiativeStory;
    expect(wordsOf(draftOf(story), "EUR")).toEqual({ ...words, ownerId: "o" });
  });

  it("narrows by what was chosen", () => {
    expect(wordsOf(draft, "EUR").filters).toEqual({ touchpoint: "Delivery", "trait.region": "North" });
  });
});

describe("the paths", () => {
  const step = (touchpoint: string) => ({ touchpoint, channel: "web", count: 1, customers: 1, starts: 0, ends: 0, score: null });
  const arrow = (from: string, to: string) => ({ from, to, count: 5, customers: 5, medianMs: 1, meanMs: 1 });
  const totals = { transitions: 0, shownTransitions: 0, customers: 0, interactions: 0 };

  it("keep every step in its place when a filter takes some away and brings them back", () => {
    const layout = new PathLayout();
    const whole = { nodes: ["A", "B", "C"].map(step), edges: [arrow("A", "B"), arrow("B", "C")], totals };
    const before = new Map(layout.place(whole).steps);
    layout.place({ nodes: ["A", "C"].map(step), edges: [], totals });
    expect(layout.place(whole).steps).toEqual(before);
    expect(before.get("A")).not.toEqual(before.get("C"));
  });

  it("keep their labels apart from each other and from the steps, where several arrows leave one side of a step", () => {
    const names = ["Page", "Basket", "Home", "Search", "List", "Checkout"];
    const there = names.slice(1).map((to) => arrow("Page", to));
    const back = ["Home", "Search", "List"].map((from) => arrow(from, "Page"));
    const { labels, steps } = new PathLayout().place({ nodes: names.map(step), edges: [...there, ...back], totals });
    const boxes = [...labels.values()].map((at) => ({ ...at, width: labelWidth, height: labelHeight }));
    const blocks = [...steps.values()].map((at) => ({ ...at, width: stepWidth, height: stepHeight }));
    const crossed = boxes.filter((a, i) =>
      [...boxes.slice(i + 1), ...blocks].some(
        (b) => Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2,
      ),
    );
    expect([boxes.length, crossed]).toEqual([8, []]);
  });
});

describe("what an interaction was about", () => {
  it("is the subject of a ticket, the products of an order with its number, and nothing where nobody said", () => {
    expect(aboutOf({ subject: " Where is my order? ", ticket_id: "9" })).toBe("Where is my order?");
    expect(aboutOf({ order_id: 1001, products: [{ name: "Chair" }, { name: "Cushion" }, { name: "Chair" }, null, { sku: "x" }] })).toBe(
      "Chair, Cushion · 1001",
    );
    expect(aboutOf({ products: ["a", "b", "c", "d", "e"].map((name) => ({ name })) })).toBe("a, b, c +2");
    expect(aboutOf({ products: "many", subject: "", name: {} })).toBe("");
  });

  it("several say what each was about once, and how many more there are", () => {
    expect(someOf(["Lamp", "", "Chair", "Lamp"])).toBe("Lamp, Chair");
    expect(someOf(["a", "b", "c", "d", "d", "e"])).toBe("a, b, c +2");
  });

  it("everything that came with it is told with the way to it, and nothing that is empty", () => {
    const sent = {
      plan: "pro",
      seats: 0,
      trial: false,
      none: null,
      empty: "",
      tags: ["a", null, "b"],
      products: [{ name: "Lamp" }, { sku: 7 }],
      in: {},
    };
    expect(leavesOf(sent)).toEqual([
      { path: "plan", value: "pro" },
      { path: "seats", value: "0" },
      { path: "trial", value: "false" },
      { path: "tags", value: "a, b" },
      { path: "products › 1 › name", value: "Lamp" },
      { path: "products › 2 › sku", value: "7" },
    ]);
  });
});
