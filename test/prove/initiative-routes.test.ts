import { afterAll, beforeAll, expect, test } from "vitest";
import type { InitiativeItem, InitiativeStory } from "../../src/show/api/routes/initiatives.ts";
import { factsOf, repeatAnswers } from "../support/facts.ts";
import { startTestProduct, type TestProduct } from "../support/product.ts";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
  const { store } = product.product;
  const { id } = await store.records.database.selectFrom("workspaces").select("id").executeTakeFirstOrThrow();
  const wave = (day: string, score: number) =>
    repeatAnswers(40, { at: `${day}T10:00:00Z`, question: "ease", score, touchpoint: "Returns" });
  await factsOf(store, id).answers([...wave("2026-01-20", 2), ...wave("2026-02-10", 6)]);
});
afterAll(() => product.stop());

test("an initiative is put on record, judged, changed and taken off over HTTP", async () => {
  const words = {
    title: "Print the label at home",
    cause: "rules.returns",
    metric: "ces",
    startedAt: "2026-02-01",
    windowDays: 28,
    costMinor: 5000,
  };
  const made = await product.api<{ id: string }>("POST", "/api/initiatives", words);
  expect(made).toMatchObject({ status: 201 });
  const path = `/api/initiatives/${made.body.id}`;
  expect(await product.api("PATCH", path, { valuePerPointMinor: 10, filters: { touchpoint: "Returns" } })).toMatchObject({ status: 200 });

  const { body: list } = await product.api<{ items: InitiativeItem[] }>("GET", "/api/initiatives");
  expect(list.items).toMatchObject([
    {
      ...words,
      state: "finished",
      endsAt: "2026-02-28",
      before: { value: 0, n: 40 },
      after: { value: 100, n: 40 },
      effect: { value: 100, verdict: "moved up" },
      grade: "C",
      customers: 40,
      money: { base: 40_000 },
      roi: { base: 7 },
      currency: "EUR",
    },
  ]);
  const { body: story } = await product.api<InitiativeStory>("GET", path);
  expect(story).toMatchObject({
    beforeWindow: { from: "2026-01-04", to: "2026-01-31" },
    afterWindow: { from: "2026-02-01", to: "2026-02-28" },
    control: null,
    cannotClaim: ["no_control", "season", "other_changes"],
  });
  expect(await product.api("DELETE", path)).toMatchObject({ status: 200 });
  expect(await product.api("GET", path)).toMatchObject({ status: 404 });
});

test.each([
  ["a day that does not exist", { startedAt: "2026-02-30" }, "startedAt"],
  ["a filter that does not exist", { filters: { mood: "good" } }, "filters.mood"],
  ["money that is not whole", { costMinor: 1.5 }, "costMinor"],
  ["an unknown cause", { cause: "weather" }, "cause"],
])("%s is refused by name", async (_, wrong, field) => {
  const words = { title: "t", metric: "nps", startedAt: "2026-02-01", ...wrong };
  const { status, body } = await product.api<{ error: { message: string } }>("POST", "/api/initiatives", words);
  expect([status, body.error.message.split(":")[0]]).toEqual([400, field]);
});

test("a segment that is not there is not found", async () => {
  const words = { title: "t", metric: "nps", startedAt: "2026-02-01", filters: { segment: "gone" } };
  expect(await product.api("POST", "/api/initiatives", words)).toMatchObject({ status: 404 });
});
