import { describe, expect, test } from "vitest";
import { measureTown } from "./measure.ts";
import { truths } from "./truths.ts";

describe("the planted truths, by plain counting over the facts", () => {
  const measured = measureTown(20_000);
  test.each(Object.entries(truths))("%s", (name, { low, high }) => {
    const value = measured[name as keyof typeof truths];
    expect(value).toBeGreaterThanOrEqual(low);
    expect(value).toBeLessThanOrEqual(high);
  });
});

describe("the large truths in a small town", () => {
  const measured = measureTown(2000);
  const large = ["lateShareInTheNorth", "loopShare", "easyShareInTheLoop", "appResponseAtFirst", "repeatAfterPaidAd"] as const;
  test.each(large)("%s is there, within half as much again", (name) => {
    const { low, high } = truths[name];
    const margin = (high - low) / 2;
    expect(measured[name]).toBeGreaterThanOrEqual(low - margin);
    expect(measured[name]).toBeLessThanOrEqual(high + margin);
  });
});
