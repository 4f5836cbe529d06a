import { expect, test } from "vitest";
import { Failure } from "../../src/model/failure.ts";
import { dayOf, dayStart, daysAsked, daysBefore, periodOf, stepsIn } from "../../src/understand/calendar.ts";

test("a day begins at midnight of the workspace's zone, on both sides of a change of the clocks", () => {
  expect(dayStart("2026-03-29", "Europe/Berlin")).toBe(Date.parse("2026-03-28T23:00:00Z"));
  expect(dayStart("2026-03-30", "Europe/Berlin")).toBe(Date.parse("2026-03-29T22:00:00Z"));
  expect(dayStart("2026-10-26", "Europe/Berlin")).toBe(Date.parse("2026-10-25T23:00:00Z"));
  expect(dayStart("2026-01-01", "America/New_York")).toBe(Date.parse("2026-01-01T05:00:00Z"));
  expect(dayStart("2026-01-01", "Asia/Kolkata")).toBe(Date.parse("2025-12-31T18:30:00Z"));
});

test("every day of a year begins where the day before it ends, in zones with odd clocks", () => {
  for (const zone of ["Europe/Berlin", "America/Santiago", "Pacific/Auckland", "Australia/Lord_Howe", "Asia/Beirut"])
    for (const { from } of stepsIn({ from: "2026-01-01", to: "2026-12-31" }, "day")) {
      const start = dayStart(from, zone);
      expect([dayOf(start, zone), dayOf(start - 1, zone) < from]).toEqual([from, true]);
    }
});

test("a period holds its last day whole, and the days before it are equally many", () => {
  const days = { from: "2026-03-01", to: "2026-03-31" };
  expect(periodOf(days, "UTC")).toEqual({ from: Date.parse("2026-03-01"), to: Date.parse("2026-04-01") });
  expect(daysBefore(days)).toEqual({ from: "2026-01-29", to: "2026-02-28" });
});

test("without days the last 90 up to today are meant; days that do not exist are refused by name", () => {
  const now = Date.parse("2026-06-30T22:30:00Z");
  expect(daysAsked({}, "Europe/Berlin", now)).toEqual({ from: "2026-04-03", to: "2026-07-01" });
  const refusal = (from: string, to: string) => {
    try {
      return daysAsked({ from, to }, "UTC", now);
    } catch (error) {
      return error instanceof Failure ? error.details.field : error;
    }
  };
  expect(refusal("2026-02-30", "2026-03-01")).toBe("from");
  expect(refusal("2026-03-02", "2026-03-01")).toBe("from");
  expect(refusal("2026-03-02", "2026-13-01")).toBe("to");
});

test("weeks begin on Monday, months on the first, and together they cover the days", () => {
  expect(stepsIn({ from: "2026-01-30", to: "2026-02-09" }, "week")).toEqual([
    { from: "2026-01-26", to: "2026-02-01" },
    { from: "2026-02-02", to: "2026-02-08" },
    { from: "2026-02-09", to: "2026-02-15" },
  ]);
  expect(stepsIn({ from: "2026-01-31", to: "2026-03-01" }, "month").map(({ from }) => from)).toEqual([
    "2026-01-01",
    "2026-02-01",
    "2026-03-01",
  ]);
});
