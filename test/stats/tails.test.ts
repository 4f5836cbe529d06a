import { describe, expect, it, test } from "vitest";
import { criticalZ, normalQuantile, twoSidedP, upperTail } from "../../src/stats/normal.ts";
import { criticalT, twoSidedTP } from "../../src/stats/student.ts";

describe("the normal distribution", () => {
  test.each([
    [5, 2.866515719e-7],
    [10, 7.619853024e-24],
  ])("keeps its digits in the tail above %d", (z, tail) => {
    expect(upperTail(z) / tail).toBeCloseTo(1, 9);
    expect(twoSidedP(-z) / (2 * tail)).toBeCloseTo(1, 9);
  });

  it("puts 95 % within 1.96 deviations", () => {
    expect(criticalZ(0.95)).toBeCloseTo(1.959963985, 9);
  });

  it("has no quantile at certainty", () => {
    for (const p of [0, 1, -1, 2, NaN]) expect(() => normalQuantile(p)).toThrow(RangeError);
  });
});

describe("Student's t", () => {
  it("gives the tables' deviates", () => {
    expect(criticalT(0.95, 11)).toBeCloseTo(2.200985, 6);
    expect(criticalT(0.95, 1e6)).toBeCloseTo(criticalZ(0.95), 5);
  });

  it("gives the published p of the effort scores", () => {
    expect(twoSidedTP(2.574768, 19.001252)).toBeCloseTo(0.018556, 6);
  });

  it("refuses what is no level and no freedom", () => {
    expect(() => criticalT(1, 5)).toThrow(RangeError);
    expect(() => criticalT(0.95, 0)).toThrow(RangeError);
  });
});
