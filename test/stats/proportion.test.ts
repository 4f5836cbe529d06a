import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { sharePercent, sharePercentChange, type ShareCounts } from "../../src/stats/proportion.ts";

const of = (hits: number, n: number): ShareCounts => ({ hits, n });
const someAnswers = fc
  .tuple(fc.nat(5000), fc.nat(5000))
  .filter(([hit, missed]) => hit + missed > 0)
  .map(([hit, missed]) => of(hit, hit + missed));

describe("a share", () => {
  test.each([
    [81, 263, 25.53, 36.62],
    [15, 148, 6.24, 16.05],
    [0, 20, 0, 16.11],
    [1, 29, 0.61, 17.18],
    [45, 50, 78.64, 95.65],
    [8, 10, 49.02, 94.33],
    [8, 12, 39.0622, 86.188],
  ])("of %d in %d lies between %d and %d percent", (hits, n, low, high) => {
    const share = sharePercent(of(hits, n))!;
    expect(Math.abs(share.low - low)).toBeLessThan(0.0051);
    expect(Math.abs(share.high - high)).toBeLessThan(0.0051);
    expect(share).toMatchObject({ value: (100 * hits) / n, n });
  });

  it("of 15 in 100 agrees with the published limits to ten digits", () => {
    const { low, high } = sharePercent(of(15, 100))!;
    expect(low).toBeCloseTo(9.30598528, 7);
    expect(high).toBeCloseTo(23.28355959, 7);
  });

  it("reaches the very edge where nobody hit or everybody did, whatever the rounding", () => {
    for (let n = 1; n <= 500; n++) {
      expect(sharePercent(of(0, n))!.low).toBe(0);
      expect(sharePercent(of(n, n))!.high).toBe(100);
    }
  });

  it("turns around when hits and misses change places", () => {
    fc.assert(
      fc.property(someAnswers, ({ hits, n }) => {
        const [one, other] = [sharePercent(of(hits, n))!, sharePercent(of(n - hits, n))!];
        expect(other.low).toBeCloseTo(100 - one.high, 9);
        expect(other.high).toBeCloseTo(100 - one.low, 9);
      }),
    );
  });

  it("lies within its interval, both within 0 and 100, and narrows with more answers", () => {
    fc.assert(
      fc.property(someAnswers, ({ hits, n }) => {
        const [once, twice] = [sharePercent(of(hits, n))!, sharePercent(of(2 * hits, 2 * n))!];
        expect(0 <= once.low && once.low <= once.value && once.value <= once.high && once.high <= 100).toBe(true);
        expect(twice.high - twice.low).toBeLessThan(once.high - once.low);
      }),
    );
  });

  it("grows with every hit, and so do its limits", () => {
    fc.assert(
      fc.property(
        someAnswers.filter(({ hits, n }) => hits < n),
        ({ hits, n }) => {
          const [less, more] = [sharePercent(of(hits, n))!, sharePercent(of(hits + 1, n))!];
          expect(more.low).toBeGreaterThan(less.low);
          expect(more.high).toBeGreaterThan(less.high);
        },
      ),
    );
  });

  it("does not exist when nobody answered", () => {
    expect(sharePercent(of(0, 0))).toBeNull();
  });

  it("refuses more hits than answers", () => {
    expect(() => sharePercent(of(3, 2))).toThrow("3 hits among 2 answers cannot be");
    expect(() => sharePercentChange(of(1, 2), of(3, 2))).toThrow(RangeError);
  });
});

describe("the change of a share", () => {
  test.each([
    [of(48, 80), of(56, 70), 20, 5.24, 33.39],
    [of(3, 10), of(9, 10), 60, 17.05, 80.9],
    [of(2, 7), of(6, 7), 57.14, 5.82, 80.62],
    [of(0, 29), of(5, 56), 8.93, -3.81, 19.26],
    [of(0, 20), of(0, 10), 0, -16.11, 27.75],
  ])("from %o to %o is %d points, from %d to %d", (before, after, value, low, high) => {
    const change = sharePercentChange(before, after)!;
    expect(Math.abs(change.value - value)).toBeLessThan(0.0051);
    expect(Math.abs(change.low - low)).toBeLessThan(0.0051);
    expect(Math.abs(change.high - high)).toBeLessThan(0.0051);
  });

  it("is tested by N-1, not by the plain test", () => {
    expect(sharePercentChange(of(48, 80), of(56, 70))!.p).toBeCloseTo(0.008258, 6);
  });

  it("has no test when nobody hit, or everybody did, and is then not proven", () => {
    expect(sharePercentChange(of(0, 40), of(0, 50))).toMatchObject({ p: null, verdict: "not proven" });
    expect(sharePercentChange(of(40, 40), of(50, 50))).toMatchObject({ p: null, verdict: "not proven" });
  });

  it("is judged from 30 answers on", () => {
    expect(sharePercentChange(of(48, 80), of(56, 70))!.verdict).toBe("moved up");
    expect(sharePercentChange(of(56, 70), of(48, 80))!.verdict).toBe("moved down");
    expect(sharePercentChange(of(0, 29), of(70, 70))!.verdict).toBe("too few");
  });

  it("turns around when before and after change places", () => {
    fc.assert(
      fc.property(someAnswers, someAnswers, (before, after) => {
        const [there, back] = [sharePercentChange(before, after)!, sharePercentChange(after, before)!];
        expect(back.low).toBeCloseTo(-there.high, 8);
        expect(back.high).toBeCloseTo(-there.low, 8);
        if (there.p === null) expect(back.p).toBeNull();
        else expect(back.p).toBeCloseTo(there.p, 9);
      }),
    );
  });

  it("does not exist when either wave is empty", () => {
    expect(sharePercentChange(of(0, 0), of(1, 2))).toBeNull();
    expect(sharePercentChange(of(1, 2), of(0, 0))).toBeNull();
  });
});
