import fc from "fast-check";
import { expect, test } from "vitest";
import { findPaths } from "../../src/understand/journeys/paths.ts";
import { findVariants } from "../../src/understand/journeys/variants.ts";
import { nps } from "../../src/understand/metrics/nps.ts";
import { factsOf, type ShortInteraction } from "../support/facts.ts";
import { useStore } from "../support/store.ts";

const held = useStore();
const day = 86_400_000;
const start = Date.parse("2026-01-01T00:00:00Z");

type Visit = { who: number; hour: number; place: string };

/** The graph and the variants as one would count them by hand: sort, cut, count. */
function countByHand(visits: readonly Visit[], gapDays: number) {
  const pairs = new Map<string, { waits: number[]; customers: Set<number> }>();
  const variants = new Map<string, number>();
  const people = new Map<number, Visit[]>();
  for (const visit of visits) people.set(visit.who, [...(people.get(visit.who) ?? []), visit]);
  for (const [who, own] of people) {
    const ordered = own.map((visit, seq) => ({ ...visit, seq })).sort((a, b) => a.hour - b.hour || a.seq - b.seq);
    let steps: string[] = [];
    const close = () => variants.set(steps.join(" > "), (variants.get(steps.join(" > ")) ?? 0) + 1);
    for (const [index, visit] of ordered.entries()) {
      const before = ordered[index - 1];
      const wait = before ? visit.hour - before.hour : 0;
      if (before && wait > gapDays * 24) {
        close();
        steps = [];
      } else if (before) {
        const key = `${before.place} > ${visit.place}`;
        const pair = pairs.get(key) ?? { waits: [], customers: new Set() };
        pairs.set(key, { waits: [...pair.waits, wait], customers: pair.customers.add(who) });
      }
      steps.push(visit.place);
    }
    close();
  }
  const median = (list: number[]) => {
    const sorted = [...list].sort((a, b) => a - b);
    return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
  };
  return {
    edges: Object.fromEntries(
      [...pairs].map(([key, { waits, customers }]) => [key, [waits.length, customers.size, median(waits) * 3_600_000]]),
    ),
    variants: Object.fromEntries(variants),
  };
}

let workspaces = 0;
test("graph and variants equal a count by hand, for any journeys: ties, gaps, one customer under several names", async () => {
  const visit = fc.record({
    who: fc.integer({ min: 0, max: 5 }),
    hour: fc.integer({ min: 0, max: 25 }).map((n) => n * n),
    place: fc.constantFrom("A", "B", "C", "D"),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(visit, { minLength: 1, maxLength: 60, size: "max" }),
      fc.integer({ min: 1, max: 60 }),
      async (visits, gapDays) => {
        const workspaceId = `generated-${++workspaces}`;
        const facts = factsOf(held.store, workspaceId);
        const told = visits.map(({ who, hour, place }, index): ShortInteraction => ({
          who: index % 3 === 0 ? `anonymous:${who}` : `user:${who}`,
          at: start + hour * 3_600_000,
          touchpoint: place,
        }));
        await facts.interactions(told);
        for (let who = 0; who <= 5; who++) await facts.link(`anonymous:${who}`, `user:${who}`);
        const travel = { scope: { workspaceId, period: { from: start, to: start + 365 * day }, conditions: [], now: start }, gapDays };
        const { edges, nodes, totals } = await findPaths(held.store, travel, { coverage: 1, metric: nps });
        const { variants, total } = await findVariants(held.store, travel, { limit: 1000, metric: nps });
        const expected = countByHand(visits, gapDays);
        expect(
          Object.fromEntries(edges.map(({ from, to, count, customers, medianMs }) => [`${from} > ${to}`, [count, customers, medianMs]])),
        ).toEqual(expected.edges);
        expect(Object.fromEntries(variants.map(({ steps, count }) => [steps.join(" > "), count]))).toEqual(expected.variants);
        expect([totals.interactions, totals.customers, totals.journeys]).toEqual([
          visits.length,
          new Set(visits.map(({ who }) => who)).size,
          total.journeys,
        ]);
        const sum = (of: "starts" | "ends") => nodes.reduce((all, node) => all + node[of], 0);
        if (edges.length) expect([sum("starts"), sum("ends")].every((n) => n <= total.journeys)).toBe(true);
      },
    ),
    { numRuns: 25, seed: 7 },
  );
});
