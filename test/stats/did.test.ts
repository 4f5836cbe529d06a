import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  meanDifferenceInDifferences,
  npsDifferenceInDifferences,
  shareDifferenceInDifferences,
  type Comparison,
} from "../../src/stats/did.ts";
import { npsChange } from "../../src/stats/nps.ts";
import { recoverInterval, type ShareCounts } from "../../src/stats/proportion.ts";

const nps = ([promoters, passives, detractors]: [number, number, number]) => ({ promoters, passives, detractors });
const compareNps = {
  treated: { before: nps([160, 120, 120]), after: nps([210, 110, 80]) },
  control: { before: nps([155, 130, 115]), after: nps([150, 140, 110]) },
};

describe("the effect against a control group", () => {
  // Expected figures: computed independently with scipy 1.17 from the formulas in docs/methods/before-after.md.
  it("on a Net Promoter Score", () => {
    const effect = npsDifferenceInDifferences(compareNps)!;
    expect(effect.value).toBeCloseTo(22.5, 9);
    expect(effect.low).toBeCloseTo(6.557023, 5);
    expect(effect.high).toBeCloseTo(38.107989, 5);
    expect(effect.p).toBeCloseTo(0.005526692, 8);
    expect(effect.verdict).toBe("moved up");
  });

  it("on a share", () => {
    const effect = shareDifferenceInDifferences({
      treated: { before: { hits: 130, n: 210 }, after: { hits: 170, n: 220 } },
      control: { before: { hits: 135, n: 200 }, after: { hits: 140, n: 205 } },
    })!;
    expect(effect.value).toBeCloseTo(14.575282, 5);
    expect(effect.low).toBeCloseTo(2.044734, 5);
    expect(effect.high).toBeCloseTo(26.915595, 5);
    expect(effect.p).toBeCloseTo(0.022497217, 8);
    expect(effect.verdict).toBe("moved up");
  });

  it("on a mean", () => {
    const effect = meanDifferenceInDifferences({
      treated: { before: { n: 180, sum: 900, squares: 4900 }, after: { n: 200, sum: 1100, squares: 6400 } },
      control: { before: { n: 160, sum: 800, squares: 4350 }, after: { n: 150, sum: 760, squares: 4200 } },
    })!;
    expect(effect.value).toBeCloseTo(0.4333333, 6);
    expect(effect.low).toBeCloseTo(-0.008386867, 6);
    expect(effect.high).toBeCloseTo(0.875053534, 6);
    expect(effect.p).toBeCloseTo(0.054497506, 7);
    expect(effect.verdict).toBe("not proven");
  });

  it("is the treated group's change less the control group's", () => {
    const { treated, control } = compareNps;
    const difference = npsChange(treated.before, treated.after)!.value - npsChange(control.before, control.after)!.value;
    expect(npsDifferenceInDifferences(compareNps)!.value).toBeCloseTo(difference, 9);
  });

  it("is less certain than the treated group's change alone", () => {
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    const alone = npsChange(compareNps.treated.before, compareNps.treated.after)!;
    expect(width(npsDifferenceInDifferences(compareNps)!)).toBeGreaterThan(width(alone));
  });

  it("turns around when the groups change places", () => {
    const [one, other] = [compareNps, { treated: compareNps.control, control: compareNps.treated }].map((of) =>
      npsDifferenceInDifferences(of)!,
    );
    expect(other!.low).toBeCloseTo(-one!.high, 9);
    expect(other!.p).toBeCloseTo(one!.p!, 12);
  });

  it("is too few when any of the four groups is", () => {
    const small = { treated: compareNps.treated, control: { before: nps([10, 10, 9]), after: nps([150, 140, 110]) } };
    const later = { treated: compareNps.treated, control: { before: small.control.after, after: small.control.before } };
    expect(npsDifferenceInDifferences(small)!.verdict).toBe("too few");
    expect(npsDifferenceInDifferences(later)!.verdict).toBe("too few");
  });

  it("does not exist when any of the four groups is empty", () => {
    const nobody = nps([0, 0, 0]);
    const { treated, control } = compareNps;
    expect(npsDifferenceInDifferences({ treated: { before: nobody, after: treated.after }, control })).toBeNull();
    expect(npsDifferenceInDifferences({ treated, control: { before: control.before, after: nobody } })).toBeNull();
    const full = { before: { hits: 1, n: 2 }, after: { hits: 1, n: 2 } };
    expect(shareDifferenceInDifferences({ treated: full, control: { ...full, after: { hits: 0, n: 0 } } })).toBeNull();
  });

  it("refuses more hits than answers", () => {
    const arm = { before: { hits: 1, n: 2 }, after: { hits: 3, n: 2 } };
    expect(() => shareDifferenceInDifferences({ treated: arm, control: arm })).toThrow(RangeError);
  });

  it("on a share has no test when nobody hit anywhere", () => {
    const none = { before: { hits: 0, n: 40 }, after: { hits: 0, n: 50 } };
    expect(shareDifferenceInDifferences({ treated: none, control: none })).toMatchObject({ value: 0, p: null, verdict: "not proven" });
  });
});

describe("the test of a share's effect", () => {
  const arm = fc
    .tuple(fc.nat(400), fc.nat(400))
    .filter(([hit, missed]) => hit + missed > 0)
    .map(([hit, missed]): ShareCounts => ({ hits: hit, n: hit + missed }));
  const comparison = fc
    .tuple(arm, arm, arm, arm)
    .map(([a, b, c, d]): Comparison<ShareCounts> => ({ treated: { before: a, after: b }, control: { before: c, after: d } }));

  it("agrees with its interval, always", () => {
    fc.assert(
      fc.property(comparison, (of) => {
        const { low, high, p } = shareDifferenceInDifferences(of)!;
        fc.pre(p !== null && Math.abs(p - 0.05) > 1e-9);
        expect(p! < 0.05).toBe(low > 0 || high < 0);
      }),
    );
  });

  it("calls no effect an effect about once in twenty from 30 answers on, by enumeration of the outcomes", () => {
    const [n, p] = [30, 0.6];
    const chances = [1];
    for (let k = 0; k < n; k++) chances.push((chances[k]! * (n - k)) / (k + 1));
    const outcomes = chances
      .map((ways, hits) => ({ of: { hits, n }, chance: ways * p ** hits * (1 - p) ** (n - hits) }))
      .filter(({ chance }) => chance > 1e-4);

    let alarms = 0;
    let all = 0;
    for (const a of outcomes)
      for (const b of outcomes)
        for (const c of outcomes)
          for (const d of outcomes) {
            const chance = a.chance * b.chance * c.chance * d.chance;
            const terms = [a, b, c, d].map(({ of }, at) => ({ sign: at % 3 === 0 ? (1 as const) : (-1 as const), of }));
            const { low, high } = recoverInterval(terms, 1.959963985);
            all += chance;
            if (low > 0 || high < 0) alarms += chance;
          }
    expect(all).toBeGreaterThan(0.999);
    expect(alarms).toBeGreaterThan(0.045);
    expect(alarms).toBeLessThan(0.055);
  });
});
