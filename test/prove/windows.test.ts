import fc from "fast-check";
import { expect, test } from "vitest";
import { daysBetween, shiftDay } from "../../src/understand/calendar.ts";
import { courseState, lastDay, windowsOn } from "../../src/prove/windows.ts";

const course = { startedAt: "2026-03-01", windowDays: 30 };

test("before the first day is over there is nothing to compare", () => {
  expect(windowsOn(course, "2026-02-20")).toBeNull();
  expect(windowsOn(course, "2026-03-01")).toBeNull();
});

test("a running initiative is compared over as many whole days as have passed", () => {
  expect(windowsOn(course, "2026-03-08")).toEqual({
    earlier: { from: "2026-02-15", to: "2026-02-21" },
    before: { from: "2026-02-22", to: "2026-02-28" },
    after: { from: "2026-03-01", to: "2026-03-07" },
  });
});

test("a finished one keeps its window for ever", () => {
  expect(lastDay(course)).toBe("2026-03-30");
  expect(windowsOn(course, "2026-03-31")).toEqual(windowsOn(course, "2027-01-01"));
  expect(["2026-02-28", "2026-03-01", "2026-03-30", "2026-03-31"].map((day) => courseState(course, day))).toEqual([
    "planned",
    "running",
    "running",
    "finished",
  ]);
});

test("the three windows are equally long and touch without overlapping", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 800 }), (windowDays, passed) => {
      const { earlier, before, after } = windowsOn({ startedAt: "2026-03-01", windowDays }, shiftDay("2026-03-01", passed))!;
      expect([before.from, after.from]).toEqual([shiftDay(earlier.to, 1), shiftDay(before.to, 1)]);
      const lengths = [earlier, before, after].map(({ from, to }) => daysBetween(from, to) + 1);
      expect(new Set(lengths)).toEqual(new Set([Math.min(windowDays, passed)]));
    }),
  );
});
