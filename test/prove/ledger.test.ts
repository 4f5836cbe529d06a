import { beforeAll, expect, test } from "vitest";
import { addInitiative, changeInitiative, removeInitiative, type InitiativeWords } from "../../src/prove/initiative.ts";
import { readLedger, readStory } from "../../src/prove/ledger.ts";
import { removeSegment, saveSegment } from "../../src/understand/customers/segments.ts";
import { factsOf, repeatAnswers } from "../support/facts.ts";
import { useStore } from "../support/store.ts";

const held = useStore("other");
const now = Date.parse("2026-06-15T12:00:00Z");
const ledger = (workspaceId = "w") => ({ store: held.store, workspaceId });
const words: InitiativeWords = {
  title: "Deliver with two carriers",
  cause: "delivery.late",
  ownerId: "w-ada",
  costMinor: 100_000,
  metric: "nps",
  filters: { touchpoint: "Delivery" },
  startedAt: "2026-04-01",
  windowDays: 31,
  valuePerPointMinor: 100,
};

// Delivery: NPS 0, then 50 from the start on. Elsewhere: 20 all along. The day before and the day after the windows must not count.
beforeAll(async () => {
  const wave = (day: string, touchpoint: string, [promoters, detractors]: [number, number]) => [
    ...repeatAnswers(promoters, { at: `${day}T10:00:00Z`, question: "recommend", score: 10, touchpoint }, `${touchpoint}-${day}-p`),
    ...repeatAnswers(detractors, { at: `${day}T10:00:00Z`, question: "recommend", score: 0, touchpoint }, `${touchpoint}-${day}-d`),
  ];
  await factsOf(held.store, "w").answers([
    ...wave("2026-02-10", "Delivery", [50, 50]),
    ...wave("2026-03-15", "Delivery", [50, 50]),
    ...wave("2026-04-15", "Delivery", [75, 25]),
    ...wave("2026-05-02", "Delivery", [0, 300]),
    ...["2026-02-10", "2026-03-15", "2026-04-15"].flatMap((day) => wave(day, "Checkout", [60, 40])),
  ]);
  await factsOf(held.store, "w").interactions([
    { who: "user:quiet", at: "2026-04-20T10:00:00Z", touchpoint: "Delivery" },
    { who: "user:quiet", at: "2026-04-21T10:00:00Z", touchpoint: "Delivery" },
    { who: "user:elsewhere", at: "2026-04-21T10:00:00Z", touchpoint: "Checkout" },
  ]);
});

test("the ledger recovers a planted effect against the customers outside, and what it is worth", async () => {
  const id = await addInitiative(ledger(), words, now);
  const [entry] = await readLedger(ledger(), now);
  expect(entry).toMatchObject({
    initiative: { id, owner: { name: "ada" } },
    state: "finished",
    endsAt: "2026-05-01",
    evidence: {
      grade: "B",
      before: { value: 0, n: 100 },
      after: { value: 50, n: 100 },
      control: { before: { value: 20, n: 100 }, after: { value: 20, n: 100 } },
      effect: { value: 50, verdict: "moved up" },
    },
    worth: { customers: 101, money: { base: 50 * 101 * 100 } },
  });
  await removeInitiative(ledger(), id);
});

test("an initiative that acts everywhere has only before and after, and its story says so", async () => {
  const id = await addInitiative(ledger(), { ...words, filters: {} }, now);
  const other = await addInitiative(ledger(), { ...words, startedAt: "2026-03-20" }, now);
  const story = await readStory(ledger(), id, now);
  expect(story).toMatchObject({ evidence: { grade: "C", control: null, before: { n: 200 }, after: { n: 200 } } });
  expect(story.doubts).toEqual(["no_control", "season", "overlap", "other_changes"]);
  expect(story.trend[0]!.from).toBe("2026-03-01");
  expect(story.trend.at(-1)!.to).toBe("2026-05-01");
  expect(story.trend.reduce((sum, { estimate }) => sum + (estimate?.n ?? 0), 0)).toBe(400);
  await removeInitiative(ledger(), id);
  await removeInitiative(ledger(), other);
});

test("one that has not begun claims nothing", async () => {
  const id = await addInitiative(ledger(), { ...words, startedAt: "2026-07-01" }, now);
  expect(await readStory(ledger(), id, now)).toMatchObject({ state: "planned", windows: null, evidence: null, worth: null, doubts: [] });
  await changeInitiative(ledger(), id, { startedAt: "2026-04-01", title: "Earlier" });
  expect(await readStory(ledger(), id, now)).toMatchObject({ initiative: { title: "Earlier" }, evidence: { grade: "B" } });
  await removeInitiative(ledger(), id);
});

test("a segment cannot be removed while an initiative is judged by it", async () => {
  const conditions = [{ field: "trait.region", op: "is" as const, value: "North" }];
  const segment = await saveSegment(held.store, "w", { name: "North", conditions, now });
  const id = await addInitiative(ledger(), { ...words, filters: { segment: segment.id } }, now);
  await expect(removeSegment(held.store, "w", segment.id)).rejects.toMatchObject({ code: "conflict" });
  await removeInitiative(ledger(), id);
  await removeSegment(held.store, "w", segment.id);
});

test("causes, owners and metrics that do not exist are refused, and so is another workspace's initiative", async () => {
  for (const wrong of [{ cause: "weather" }, { ownerId: "other-ada" }])
    await expect(addInitiative(ledger(), { ...words, ...wrong })).rejects.toMatchObject({ code: "bad_input" });
  await expect(addInitiative(ledger(), { ...words, metric: "joy" })).rejects.toMatchObject({ code: "not_found" });
  const id = await addInitiative(ledger(), words, now);
  for (const attempt of [
    readStory(ledger("other"), id, now),
    changeInitiative(ledger("other"), id, {}),
    removeInitiative(ledger("other"), id),
  ])
    await expect(attempt).rejects.toMatchObject({ code: "not_found" });
  expect(await readLedger(ledger("other"), now)).toEqual([]);
  await removeInitiative(ledger(), id);
});
