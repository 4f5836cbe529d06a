import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { nps, npsChange, type NpsCounts } from "../../src/stats/nps.ts";

const of = (promoters: number, passives: number, detractors: number): NpsCounts => ({ promoters, passives, detractors });
const mirror = ({ promoters, passives, detractors }: NpsCounts) => of(detractors, passives, promoters);
const scale = ({ promoters, passives, detractors }: NpsCounts, by: number) => of(by * promoters, by * passives, by * detractors);
const answers = fc.tuple(fc.nat(3000), fc.nat(3000), fc.nat(3000)).map(([p, s, d]) => of(p, s, d));
const someAnswers = answers.filter(({ promoters, passives, detractors }) => promoters + passives + detractors > 0);

describe("a Net Promoter Score", () => {
  test.each([
    [of(50, 30, 20), 30, 14.0511, 44.2013],
    [of(13, 8, 15), -5.5556, -32.3764, 22.12],
    [of(120, 60, 20), 50, 39.9883, 58.5338],
    [of(400, 350, 250), 15, 10.054, 19.8563],
    [of(620, 210, 170), 45, 40.1205, 49.6103],
    [of(9, 1, 0), 90, 38.0792, 100],
    [of(10, 0, 0), 100, 47.5036, 100],
    [of(0, 0, 10), -100, -100, -47.5036],
    [of(0, 10, 0), 0, -18.465, 18.465],
  ])("of %o is %d, from %d to %d", (counts, value, low, high) => {
    const score = nps(counts)!;
    expect(score.value).toBeCloseTo(value, 4);
    expect(score.low).toBeCloseTo(low, 4);
    expect(score.high).toBeCloseTo(high, 4);
  });

  it("has a narrower interval at lower confidence", () => {
    const { low, high } = nps(of(13, 8, 15), 0.9)!;
    expect(low).toBeCloseTo(-27.9956, 4);
    expect(high).toBeCloseTo(17.7392, 4);
  });

  it("counts passives among its answers", () => {
    expect(nps(of(50, 30, 20))!.n).toBe(100);
  });

  it("does not exist when nobody answered", () => {
    expect(nps(of(0, 0, 0))).toBeNull();
  });

  it("refuses a confidence level that is none", () => {
    for (const level of [0, 1, 95, -0.5, NaN]) expect(() => nps(of(1, 1, 1), level)).toThrow(RangeError);
  });

  it("refuses counts that arrive as text, negative or not at all", () => {
    expect(() => nps(of("12" as unknown as number, 3, 1))).toThrow('promoters is a count, so it cannot be "12"');
    expect(() => nps(of(1, -3, 1))).toThrow(RangeError);
    expect(() => nps(of(1, 3, NaN))).toThrow(RangeError);
  });

  it("turns around when promoters and detractors change places", () => {
    fc.assert(
      fc.property(someAnswers, (counts) => {
        const [one, other] = [nps(counts)!, nps(mirror(counts))!];
        expect(other.value).toBeCloseTo(-one.value, 9);
        expect(other.low).toBeCloseTo(-one.high, 9);
        expect(other.high).toBeCloseTo(-one.low, 9);
      }),
    );
  });

  it("lies within its interval, and both within -100 and 100", () => {
    fc.assert(
      fc.property(someAnswers, (counts) => {
        const { value, low, high } = nps(counts)!;
        expect(low).toBeGreaterThanOrEqual(-100);
        expect(value).toBeGreaterThanOrEqual(low);
        expect(high).toBeGreaterThanOrEqual(value);
        expect(high).toBeLessThanOrEqual(100);
      }),
    );
  });

  it("keeps its value and narrows when every answer is given several times", () => {
    fc.assert(
      fc.property(someAnswers, fc.integer({ min: 2, max: 50 }), (counts, by) => {
        const [once, often] = [nps(counts)!, nps(scale(counts, by))!];
        expect(often.value).toBeCloseTo(once.value, 9);
        expect(often.high - often.low).toBeLessThan(once.high - once.low);
      }),
    );
  });

  it("of merged groups is the mean of their scores, weighted by their answers", () => {
    fc.assert(
      fc.property(someAnswers, someAnswers, (a, b) => {
        const merged = nps(of(a.promoters + b.promoters, a.passives + b.passives, a.detractors + b.detractors))!;
        const [one, other] = [nps(a)!, nps(b)!];
        expect(merged.n).toBe(one.n + other.n);
        expect(merged.value).toBeCloseTo((one.value * one.n + other.value * other.n) / merged.n, 8);
      }),
    );
  });
});

describe("the change of a Net Promoter Score", () => {
  test.each([
    // The published difference is of the adjusted centres: the middle of the interval. The change itself is that of the scores shown.
    [of(120, 60, 20), of(50, 30, 20), -20, -20.1349, -37.8335, -2.4362, 0.025764],
    [of(360, 360, 280), of(400, 350, 250), 7, 6.9791, 0.0312, 13.9269, 0.048981],
  ])("from %o to %o is %d", (before, after, value, centre, low, high, p) => {
    const change = npsChange(before, after)!;
    expect(change.value).toBeCloseTo(value, 9);
    expect((change.low + change.high) / 2).toBeCloseTo(centre, 4);
    expect(change.low).toBeCloseTo(low, 4);
    expect(change.high).toBeCloseTo(high, 4);
    expect(change.p).toBeCloseTo(p, 6);
  });

  it("is what the two scores differ by", () => {
    fc.assert(
      fc.property(someAnswers, someAnswers, (before, after) => {
        expect(npsChange(before, after)!.value).toBeCloseTo(nps(after)!.value - nps(before)!.value, 9);
      }),
    );
  });

  it("lies within its interval, even between unanimous waves that contradict each other", () => {
    expect(npsChange(of(0, 0, 30), of(30, 0, 0))).toMatchObject({ value: 200, high: 200 });
    expect(npsChange(of(30, 0, 0), of(0, 0, 30))).toMatchObject({ value: -200, low: -200 });
    fc.assert(
      fc.property(someAnswers, someAnswers, (before, after) => {
        const { value, low, high } = npsChange(before, after)!;
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
      }),
    );
  });

  it("turns around when before and after change places", () => {
    fc.assert(
      fc.property(someAnswers, someAnswers, (before, after) => {
        const [there, back] = [npsChange(before, after)!, npsChange(after, before)!];
        expect(back.low).toBeCloseTo(-there.high, 8);
        expect(back.high).toBeCloseTo(-there.low, 8);
        expect(back.p).toBeCloseTo(there.p!, 9);
      }),
    );
  });

  it("is proven by its test exactly when its interval excludes 0", () => {
    fc.assert(
      fc.property(someAnswers, someAnswers, (before, after) => {
        const { low, high, p } = npsChange(before, after)!;
        fc.pre(Math.abs(p! - 0.05) > 1e-9);
        expect(p! < 0.05).toBe(low > 0 || high < 0);
      }),
    );
  });

  it("says moved down, not proven or too few", () => {
    expect(npsChange(of(120, 60, 20), of(50, 30, 20))!.verdict).toBe("moved down");
    expect(npsChange(of(50, 30, 20), of(120, 60, 20))!.verdict).toBe("moved up");
    expect(npsChange(of(200, 120, 80), of(220, 110, 70))!.verdict).toBe("not proven");
    expect(npsChange(of(0, 0, 29), of(300, 0, 0))!.verdict).toBe("too few");
  });

  it("does not exist when either wave is empty", () => {
    expect(npsChange(of(0, 0, 0), of(1, 0, 0))).toBeNull();
    expect(npsChange(of(1, 0, 0), of(0, 0, 0))).toBeNull();
  });
});
