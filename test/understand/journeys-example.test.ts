import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findPaths } from "../../src/understand/journeys/paths.ts";
import { findVariants } from "../../src/understand/journeys/variants.ts";
import { nps } from "../../src/understand/metrics/nps.ts";
import { factsOf } from "../support/facts.ts";
import { useStore } from "../support/store.ts";

type Example = {
  given: { customer: string; touchpoint: string; minute: number; seq: number }[];
  gives: {
    arrows: { from: string; to: string; count: number; customers: number; medianMinutes: number; meanMinutes: number }[];
    variants: { steps: string[]; count: number; share: number }[];
  };
};

const held = useStore();

test("the worked example of the journeys method comes out of the product as it stands in the document", async () => {
  const text = readFileSync("docs/methods/journeys.md", "utf8");
  const { given, gives } = JSON.parse(/```json journeys\n([^`]+)```/.exec(text)![1]!) as Example;
  const start = Date.parse("2026-03-01T00:00:00Z");
  const told = given.toSorted((a, b) => a.seq - b.seq);
  await factsOf(held.store, "w").interactions(
    told.map(({ customer, touchpoint, minute }) => ({ who: `user:${customer}`, at: start + minute * 60_000, touchpoint })),
  );
  const travel = { scope: { workspaceId: "w", period: { from: start, to: start + 86_400_000 }, conditions: [], now: start }, gapDays: 30 };
  const { edges } = await findPaths(held.store, travel, { coverage: 1, metric: nps });
  const { variants } = await findVariants(held.store, travel, { limit: 10, metric: nps });
  const named = (arrow: { from: string; to: string }) => `${arrow.from} > ${arrow.to}`;
  expect(edges.toSorted((a, b) => (named(a) < named(b) ? -1 : 1))).toEqual(
    gives.arrows.map(({ medianMinutes, meanMinutes, ...arrow }) => ({
      ...arrow,
      medianMs: medianMinutes * 60_000,
      meanMs: expect.closeTo(meanMinutes * 60_000, -1),
    })),
  );
  expect(variants.map(({ steps, count, share }) => ({ steps, count, share }))).toEqual(
    gives.variants.map((variant) => ({ ...variant, share: expect.closeTo(variant.share, 4) })),
  );
});
