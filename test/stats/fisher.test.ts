import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { testExactly } from "../../src/stats/fisher.ts";
import { testShares } from "../../src/stats/share-test.ts";

describe("the exact test", () => {
  test.each([
    [{ hits: 48, n: 80 }, { hits: 56, n: 70 }, 0.012521],
    [{ hits: 1, n: 4 }, { hits: 3, n: 4 }, 0.485714],
    [{ hits: 0, n: 10 }, { hits: 1, n: 5 }, 0.333333],
  ])("of %o against %o gives the published p", (before, after, p) => {
    expect(testExactly(before, after)).toBeCloseTo(p, 6);
  });

  it("agrees with itself whichever way the table is turned", () => {
    const table = fc.tuple(fc.nat(60), fc.nat(60), fc.nat(60), fc.nat(60)).filter(([a, b, c, d]) => a + b > 0 && c + d > 0);
    fc.assert(
      fc.property(table, ([a, b, c, d]) => {
        const p = testExactly({ hits: a, n: a + b }, { hits: c, n: c + d });
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(testExactly({ hits: c, n: c + d }, { hits: a, n: a + b })).toBeCloseTo(p, 10);
        expect(testExactly({ hits: b, n: a + b }, { hits: d, n: c + d })).toBeCloseTo(p, 10);
      }),
    );
  });

  it("stands in for the approximate one only where a count of under 1 is expected", () => {
    const rare = [
      { hits: 0, n: 500 },
      { hits: 2, n: 300 },
    ] as const;
    expect(testShares(...rare)).toBe(testExactly(...rare));
    const usual = [
      { hits: 48, n: 80 },
      { hits: 56, n: 70 },
    ] as const;
    expect(testShares(...usual)).not.toBe(testExactly(...usual));
  });

  it("stays a probability when the table seen is all but impossible", () => {
    expect(testExactly({ hits: 0, n: 1_000_000 }, { hits: 900, n: 900 })).toBe(0);
  });
});
