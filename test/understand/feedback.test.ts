import { beforeAll, expect, test } from "vitest";
import { countFacets } from "../../src/understand/feedback/facets.ts";
import { exportFeedback } from "../../src/understand/feedback/export.ts";
import { listFeedback } from "../../src/understand/feedback/list.ts";
import { tellFeedback } from "../../src/understand/feedback/story.ts";
import { measureScore } from "../../src/understand/metrics/score.ts";
import { metrics } from "../../src/understand/metrics/list.ts";
import { measureSplit } from "../../src/understand/metrics/split.ts";
import { readScope, type Bar } from "../../src/understand/scope.ts";
import { factsOf, repeatAnswers } from "../support/facts.ts";
import { useStore } from "../support/store.ts";

const held = useStore();
const now = Date.parse("2026-06-15T12:00:00Z");
const march: Bar = { from: "2026-03-01", to: "2026-03-31" };
const scopeOf = (bar: Bar = march) => readScope(held.store, "w", bar, now);

beforeAll(async () => {
  const w = factsOf(held.store, "w");
  const at = "2026-03-10T10:00:00Z";
  await w.answers([
    ...repeatAnswers(7, { at, question: "recommend", score: 10, touchpoint: "Delivery", language: "de" }),
    ...repeatAnswers(4, { at, question: "recommend", score: 7, touchpoint: "Checkout" }),
    ...repeatAnswers(5, { at, question: "recommend", score: 3, touchpoint: "Delivery", channel: "phone" }),
    ...repeatAnswers(6, { at, question: "satisfaction", score: 5 }),
    ...repeatAnswers(3, { at, question: "satisfaction", score: 2 }),
    ...repeatAnswers(2, { at, question: "ease", score: 6 }),
    ...repeatAnswers(2, { at, question: "ease", score: 1 }),
    { at, question: "recommend", score: 12, who: "user:far" },
    { at, question: "recommend", score: 9, comment: 'Anonymous, but "kind"\nand long' },
    {
      at: "2026-03-12T10:00:00Z",
      id: "late",
      question: "recommend",
      score: 1,
      comment: "=HYPERLINK(1) Too LATE, übel",
      who: "user:ada",
      language: "de",
    },
    { at, comment: "Only words", who: "user:ada" },
  ]);
  await w.interactions(
    Array.from({ length: 20 }, (_, hour) => ({
      who: "anonymous:a" as const,
      at: Date.parse("2026-03-12T00:00:00Z") + hour * 3_600_000,
      touchpoint: `Step ${hour}`,
    })),
  );
  await w.link("anonymous:a", "user:ada");
  await w.profiles([{ who: "user:ada", name: "Ada" }]);
});

test("the list of answers behind a score holds exactly the answers that were counted, band by band and part by part", async () => {
  const scope = await scopeOf();
  for (const metric of metrics) {
    const score = await measureScore(held.store, metric, scope);
    const listed = async (asked: object) => (await listFeedback(held.store, scope, { metric: metric.id, limit: 100, ...asked })).total;
    expect(await listed({})).toBe(score.estimate!.n);
    for (const { score: answer, count } of score.distribution) expect(await listed({ score: String(answer) })).toBe(count);
    const facets = await countFacets(held.store, scope, { metric: metric.id });
    expect(facets.total).toBe(score.estimate!.n);
    for (const list of Object.values(facets.facets)) expect(list.reduce((sum, { count }) => sum + count, 0)).toBe(facets.total);
    for (const { key, count } of facets.facets.band!) expect(await listed({ band: key })).toBe(count);
    for (const by of ["touchpoint", "channel"]) {
      for (const { key, estimate } of await measureSplit(held.store, metric, { scope, by })) {
        if (!key) continue;
        const part = await listFeedback(held.store, await scopeOf({ ...march, [by]: key }), { metric: metric.id, limit: 5 });
        expect(part.total).toBe(estimate!.n);
      }
    }
  }
});

test("the bands of a score are its counts", async () => {
  const { facets } = await countFacets(held.store, await scopeOf(), { metric: "nps" });
  expect(Object.fromEntries(facets.band!.map(({ key, count }) => [key, count]))).toEqual({ promoter: 8, detractor: 6, passive: 4 });
});

test("without a metric the list holds everything that was said, off the scale and without a score too", async () => {
  const { items, total } = await listFeedback(held.store, await scopeOf(), { limit: 100 });
  expect([items.length, total]).toEqual([33, 33]);
  expect(items[0]).toMatchObject({ id: "late", customerName: "Ada", band: "detractor", score: 1, comment: "=HYPERLINK(1) Too LATE, übel" });
  expect(items.find(({ comment }) => comment.startsWith("Anonymous"))).toMatchObject({
    customerId: null,
    customerName: null,
    band: "promoter",
  });
  expect(items.find(({ score }) => score === 12)?.band).toBeNull();
});

test("pages follow each other without a gap or a double", async () => {
  const scope = await scopeOf();
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listFeedback(held.store, scope, { limit: 8, cursor });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor);
  expect([seen.length, new Set(seen).size]).toEqual([33, 33]);
});

test("words are found whatever their case", async () => {
  const found = await listFeedback(held.store, await scopeOf(), { q: "too late, ÜBEL", limit: 5 });
  expect(found.items.map(({ id }) => id)).toEqual(["late"]);
});

test("the export holds the list, row by row, and no cell can run as a formula", async () => {
  let csv = "";
  for await (const piece of exportFeedback(held.store, await scopeOf(), {})) csv += piece;
  const lines = csv.split("\r\n");
  expect(lines[0]).toBe(
    "\uFEFFtimestamp,customerId,customerName,question,score,band,comment,language,touchpoint,channel,stage,sourceId,id",
  );
  expect(lines.length).toBe(1 + 33 + 1);
  expect(lines[1]).toMatch(/^2026-03-12T10:00:00\.000Z,\d+,Ada,recommend,1,detractor,"'=HYPERLINK\(1\) Too LATE, übel",de,/);
  expect(csv).toContain('"Anonymous, but ""kind""\nand long"');
});

test("an answer is told with the steps around it, across everything that turned out to be the same customer", async () => {
  const story = await tellFeedback(held.store, { workspaceId: "w", id: "late" });
  // Step 10 happened in the same millisecond and was taken in later, so it comes after the answer.
  expect(story.steps.map(({ touchpoint }) => touchpoint)).toEqual(Array.from({ length: 15 }, (_, step) => `Step ${step}`));
  await expect(tellFeedback(held.store, { workspaceId: "w", id: "nothing" })).rejects.toMatchObject({ code: "not_found" });
});

test("a narrowing that does not exist is refused by name", async () => {
  const scope = await scopeOf();
  await expect(listFeedback(held.store, scope, { band: "happy", limit: 1 })).rejects.toMatchObject({
    code: "bad_input",
    details: { field: "band" },
  });
  await expect(listFeedback(held.store, scope, { score: "high", limit: 1 })).rejects.toMatchObject({ details: { field: "score" } });
  await expect(listFeedback(held.store, scope, { cursor: "x", limit: 1 })).rejects.toMatchObject({ details: { field: "cursor" } });
});
