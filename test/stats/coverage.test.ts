import { describe, expect, test } from "vitest";
import { nps, npsChange } from "../../src/stats/nps.ts";
import { sharePercent, sharePercentChange } from "../../src/stats/proportion.ts";

// Coverage by enumeration: every possible set of answers, weighted by its exact probability. No simulation, no luck.

const chooses = (n: number) => {
  const row = [1];
  for (let k = 0; k < n; k++) row.push((row[k]! * (n - k)) / (k + 1));
  return row;
};

function coverNps(p: number, d: number, n: number): number {
  const truth = 100 * (p - d);
  let covered = 0;
  const pickPromoters = chooses(n);
  for (let promoters = 0; promoters <= n; promoters++) {
    const pickDetractors = chooses(n - promoters);
    for (let detractors = 0; detractors <= n - promoters; detractors++) {
      const passives = n - promoters - detractors;
      const { low, high } = nps({ promoters, passives, detractors })!;
      if (low > truth || high < truth) continue;
      covered += pickPromoters[promoters]! * pickDetractors[detractors]! * p ** promoters * d ** detractors * (1 - p - d) ** passives;
    }
  }
  return covered;
}

describe("the 95 % interval of a Net Promoter Score holds the truth", () => {
  test.each([
    [0.5, 0.2, [0.9625, 0.9478, 0.95, 0.9491]],
    [0.3, 0.3, [0.9655, 0.9459, 0.9476, 0.9483]],
    [0.7, 0.1, [0.9512, 0.961, 0.9503, 0.9523]],
    [0.85, 0.05, [0.9452, 0.9631, 0.9613, 0.9522]],
  ])("at %d promoters and %d detractors as often as published", (p, d, published) => {
    for (const [at, n] of [10, 20, 50, 100].entries()) {
      const coverage = coverNps(p, d, n);
      expect(coverage).toBeCloseTo(published[at]!, 4);
      expect(coverage).toBeGreaterThanOrEqual(0.945);
    }
  });
});

const chances = (p: number, n: number) => chooses(n).map((ways, k) => ways * p ** k * (1 - p) ** (n - k));

describe("the 95 % interval of a share holds the truth", () => {
  test.each([0.1, 0.3, 0.5, 0.8, 0.95])("on average over sample sizes at %d", (p) => {
    const sizes = Array.from({ length: 71 }, (_, at) => 30 + at);
    const coverages = sizes.map((n) =>
      chances(p, n).reduce((sum, chance, hits) => {
        const { low, high } = sharePercent({ hits, n })!;
        return low <= 100 * p && 100 * p <= high ? sum + chance : sum;
      }, 0),
    );
    expect(coverages.reduce((sum, one) => sum + one, 0) / sizes.length).toBeGreaterThan(0.945);
    expect(Math.min(...coverages)).toBeGreaterThan(0.91);
  });
});

describe("a change that did not happen is called one at most as often as promised", () => {
  test.each([
    [0.5, 40, 40],
    [0.85, 30, 60],
    [0.1, 50, 35],
  ])("for a share of %d with %d and %d answers", (p, nBefore, nAfter) => {
    let alarms = 0;
    for (const [before, chanceBefore] of chances(p, nBefore).entries()) {
      for (const [after, chanceAfter] of chances(p, nAfter).entries()) {
        const { verdict } = sharePercentChange({ hits: before, n: nBefore }, { hits: after, n: nAfter })!;
        if (verdict.startsWith("moved")) alarms += chanceBefore * chanceAfter;
      }
    }
    expect(alarms).toBeGreaterThan(0.02);
    expect(alarms).toBeLessThan(0.06); // the N-1 test promises 5 % on average over shares, not at each
  });

  test("for a Net Promoter Score with 30 answers on either side", () => {
    const [p, d, n] = [0.5, 0.2, 30];
    const waves = [];
    const pickPromoters = chooses(n);
    for (let promoters = 0; promoters <= n; promoters++) {
      const pickDetractors = chooses(n - promoters);
      for (let detractors = 0; detractors <= n - promoters; detractors++) {
        const passives = n - promoters - detractors;
        const chance = pickPromoters[promoters]! * pickDetractors[detractors]! * p ** promoters * d ** detractors * (1 - p - d) ** passives;
        if (chance > 1e-6) waves.push({ chance, counts: { promoters, passives, detractors } });
      }
    }
    let alarms = 0;
    for (const before of waves) {
      for (const after of waves) {
        if (npsChange(before.counts, after.counts)!.verdict.startsWith("moved")) alarms += before.chance * after.chance;
      }
    }
    expect(alarms).toBeGreaterThan(0.04);
    expect(alarms).toBeLessThan(0.055);
  });
});
