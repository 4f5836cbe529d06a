import { expect, test } from "vitest";
import { acquisitions, habits, tiers } from "../../src/collect/sample/company.ts";
import { easeMoods, recommendMoods, satisfactionMoods } from "../../src/collect/sample/planted.ts";

const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);

test.each(Object.entries({ ...recommendMoods, ...satisfactionMoods, ...easeMoods }))(
  "the answers of the mood %s add up to one",
  (_, mood) => {
    expect(sum(mood)).toBeCloseTo(1);
  },
);

test("a late parcel costs 78 points where it comes late", () => {
  const nps = (mood: readonly number[]) => 100 * (sum(mood.slice(9)) - sum(mood.slice(0, 7)));
  expect(nps(recommendMoods.onTime)).toBeCloseTo(36);
  expect(nps(recommendMoods.late)).toBeCloseTo(-42);
});

test.each([
  ["tiers", tiers],
  ["acquisitions", acquisitions],
  ["habits", habits],
] as const)("the shares of all %s add up to one", (_, list) => {
  expect(sum(list.map(({ share }) => share))).toBeCloseTo(1);
});
