import { describe, expect, it } from "vitest";
import { adjustForFamily, judgeFamily } from "../../src/stats/multiplicity.ts";
import { verdictOf } from "../../src/stats/verdict.ts";
import type { Change } from "../../src/model/estimate.ts";

const up = { value: 5, low: 1, high: 9, p: 0.01 };

describe("a verdict", () => {
  it("needs 30 answers on either side", () => {
    expect(verdictOf(up, 29, 1000)).toBe("too few");
    expect(verdictOf(up, 1000, 29)).toBe("too few");
    expect(verdictOf(up, 30, 30)).toBe("moved up");
  });

  it("needs the interval and the test to agree", () => {
    expect(verdictOf({ ...up, p: 0.05 }, 100, 100)).toBe("not proven");
    expect(verdictOf({ ...up, p: null }, 100, 100)).toBe("not proven");
    expect(verdictOf({ ...up, low: 0 }, 100, 100)).toBe("not proven");
    expect(verdictOf({ value: -5, low: -9, high: -1, p: 0.01 }, 100, 100)).toBe("moved down");
  });
});

describe("p values looked at together", () => {
  const published = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1];

  it("are adjusted as in the paper, and four of the fifteen hold", () => {
    const adjusted = adjustForFamily(published);
    for (const [at, p] of [0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.0638571].entries()) expect(adjusted[at]).toBeCloseTo(p, 7);
    expect(adjusted.filter((p) => p < 0.05)).toHaveLength(4);
    expect(Math.max(...adjusted)).toBe(1);
  });

  it("are adjusted alike in any order", () => {
    expect(adjustForFamily(published.toReversed())).toEqual(adjustForFamily(published).toReversed());
  });

  it("stay as they are when there is one, and none when there is none", () => {
    expect(adjustForFamily([0.03])).toEqual([0.03]);
    expect(adjustForFamily([])).toEqual([]);
  });
});

describe("a family of changes", () => {
  const change = (p: number | null, verdict: Change["verdict"]): Change => ({ ...up, p, verdict });

  it("withdraws the verdict that only many looks produced", () => {
    const judged = judgeFamily([change(0.04, "moved up"), change(0.001, "moved up"), change(0.6, "not proven")]);
    expect(judged.map(({ verdict }) => verdict)).toEqual(["not proven", "moved up", "not proven"]);
    expect(judged.map(({ p }) => p)).toEqual([0.06, 0.003, 0.6]);
  });

  it("leaves out of the count what could not be tested", () => {
    const judged = judgeFamily([change(0.04, "moved up"), change(0.0001, "too few"), change(null, "not proven")]);
    expect(judged).toEqual([change(0.04, "moved up"), change(0.0001, "too few"), change(null, "not proven")]);
  });
});
