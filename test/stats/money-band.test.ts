import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { benefitMinor, returnOnCost } from "../../src/stats/money-band.ts";

const effect = { value: 6, low: 2, high: 10 };

describe("the worth of an effect", () => {
  it("is a band that carries the effect's interval", () => {
    expect(benefitMinor(effect, 8000, 12)).toEqual({ low: 192_000, base: 576_000, high: 960_000 });
  });

  it("stays in order when a point is worth less than nothing", () => {
    expect(benefitMinor(effect, 100, -3)).toEqual({ low: -3000, base: -1800, high: -600 });
  });

  it("is whole minor units in order, whatever comes in", () => {
    const points = fc.double({ min: -200, max: 200, noNaN: true });
    fc.assert(
      fc.property(
        fc.tuple(points, points, points),
        fc.nat(1_000_000),
        fc.double({ min: -50, max: 50, noNaN: true }),
        (limits, customers, worth) => {
          const [low, value, high] = limits.toSorted((a, b) => a - b) as [number, number, number];
          const band = benefitMinor({ low, value, high }, customers, worth);
          for (const amount of Object.values(band)) expect(Number.isInteger(amount) && !Object.is(amount, -0)).toBe(true);
          expect(band.low).toBeLessThanOrEqual(band.base);
          expect(band.base).toBeLessThanOrEqual(band.high);
        },
      ),
    );
  });

  it("refuses customers that are no count", () => {
    expect(() => benefitMinor(effect, -1, 12)).toThrow(RangeError);
  });
});

describe("a return", () => {
  it("is what came back over what was spent, less one", () => {
    expect(returnOnCost({ low: 192_000, base: 576_000, high: 960_000 }, 240_000)).toEqual({ low: -0.2, base: 1.4, high: 3 });
  });

  it("has no meaning when nothing was spent", () => {
    expect(returnOnCost({ low: 1, base: 2, high: 3 }, 0)).toBeNull();
  });
});
