import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mean, meanChange, type MeanSums } from "../../src/stats/mean.ts";

const sumUp = (scores: number[]): MeanSums => ({
  n: scores.length,
  sum: scores.reduce((sum, score) => sum + score, 0),
  squares: scores.reduce((sum, score) => sum + score ** 2, 0),
});
const easy = sumUp([7, 6, 6, 5, 7, 4, 6, 7, 3, 5, 6, 7]);
const hard = sumUp([5, 4, 6, 3, 5, 2, 4, 6, 5, 3]);
const scores = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 2, maxLength: 80 });

describe("a mean", () => {
  it("of the published effort scores is 5.75, from 4.93 to 6.57", () => {
    const { value, low, high, n } = mean(easy)!;
    expect(value).toBe(5.75);
    expect(low).toBeCloseTo(4.931608, 6);
    expect(high).toBeCloseTo(6.568392, 6);
    expect(n).toBe(12);
  });

  it("does not exist under two answers, which have no spread to judge by", () => {
    expect(mean({ n: 0, sum: 0, squares: 0 })).toBeNull();
    expect(mean({ n: 1, sum: 7, squares: 49 })).toBeNull();
  });

  it("of equal scores is never NaN, whatever rounding leaves of their squares", () => {
    expect(mean(sumUp([0.1, 0.1, 0.1]))!.low).toBeCloseTo(0.1, 9);
  });

  it("follows its scores when all are shifted and stretched", () => {
    fc.assert(
      fc.property(scores, fc.integer({ min: -5, max: 5 }), fc.integer({ min: 1, max: 9 }), (all, shift, by) => {
        const [one, other] = [mean(sumUp(all))!, mean(sumUp(all.map((score) => by * score + shift)))!];
        expect(other.low).toBeCloseTo(by * one.low + shift, 6);
        expect(other.high).toBeCloseTo(by * one.high + shift, 6);
      }),
    );
  });

  it("refuses what is no count", () => {
    expect(() => mean({ n: -1, sum: 3, squares: 9 })).toThrow("n is a count, so it cannot be -1");
    expect(() => mean({ n: "12" as unknown as number, sum: 3, squares: 9 })).toThrow(RangeError);
  });
});

describe("the change of a mean", () => {
  it("follows Welch on the published effort scores", () => {
    const { value, p } = meanChange(hard, easy)!;
    expect(value).toBeCloseTo(1.45, 9);
    expect(p).toBeCloseTo(0.018556, 6);
  });

  it("follows Welch on Student's sleep data", () => {
    const first = sumUp([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]);
    const second = sumUp([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
    const { value, low, high, p } = meanChange(second, first)!;
    expect(value).toBeCloseTo(-1.58, 9);
    expect(p).toBeCloseTo(0.07939414, 7);
    expect(low).toBeCloseTo(-3.365483, 5);
    expect(high).toBeCloseTo(0.205483, 5);
  });

  it("has no test when no score differs from another", () => {
    const all = (score: number, n: number) => ({ n, sum: score * n, squares: score ** 2 * n });
    expect(meanChange(all(4, 40), all(5, 40))).toEqual({ value: 1, low: 1, high: 1, p: null, verdict: "not proven" });
  });

  it("is judged from 30 answers on", () => {
    const often = ({ n, sum, squares }: MeanSums, by: number) => ({ n: by * n, sum: by * sum, squares: by * squares });
    expect(meanChange(hard, easy)!.verdict).toBe("too few");
    expect(meanChange(often(hard, 3), often(easy, 3))!.verdict).toBe("moved up");
    expect(meanChange(often(easy, 3), often(hard, 3))!.verdict).toBe("moved down");
  });

  it("does not exist when either wave has under two answers", () => {
    expect(meanChange(easy, { n: 1, sum: 3, squares: 9 })).toBeNull();
  });
});
