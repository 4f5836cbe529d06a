import fc from "fast-check";
import { expect, test } from "vitest";
import { addBusinessHours, usualHours, type BusinessClock } from "../../src/act/cases/business-clock.ts";
import { dayAt, instantAt, weekdayOf } from "../../src/model/zone.ts";

const hour = 3_600_000;
const berlin: BusinessClock = { timezone: "Europe/Berlin", hours: usualHours };
const due = (clock: BusinessClock, at: string, hours: number) => new Date(addBusinessHours(clock, Date.parse(at), hours)).toISOString();

test("an answer on Friday afternoon is due on Monday, not at the weekend", () => {
  expect(due(berlin, "2026-01-16T15:00:00Z", 4)).toBe("2026-01-19T11:00:00.000Z");
});

test("an answer at night waits for the morning, and zero hours mean the next open moment", () => {
  expect(due(berlin, "2026-01-15T01:00:00Z", 0)).toBe("2026-01-15T08:00:00.000Z");
  expect(due(berlin, "2026-01-15T10:30:00Z", 0)).toBe("2026-01-15T10:30:00.000Z");
});

test("a shift that fits to its last minute ends when the doors close", () => {
  expect(due(berlin, "2026-01-15T08:00:00Z", 8)).toBe("2026-01-15T16:00:00.000Z");
});

test("opening hours follow the wall clock when summer time begins at the weekend", () => {
  expect(due(berlin, "2026-03-27T08:00:00Z", 9)).toBe("2026-03-30T08:00:00.000Z");
});

test("a night shift counts the hours that really pass when the clocks change", () => {
  const nights: BusinessClock = { timezone: "Europe/Berlin", hours: { days: [6], from: "22:00", to: "06:00" } };
  expect(due(nights, "2026-03-28T21:00:00Z", 7)).toBe("2026-03-29T04:00:00.000Z");
  expect(due(nights, "2026-10-24T20:00:00Z", 9)).toBe("2026-10-25T05:00:00.000Z");
});

test("a question just after midnight belongs to the shift of the evening before", () => {
  const nights: BusinessClock = { timezone: "Europe/Istanbul", hours: { days: [5], from: "20:00", to: "02:00" } };
  expect(due(nights, "2026-01-16T22:00:00Z", 1)).toBe("2026-01-16T23:00:00.000Z");
});

test("who is never open has no clock", () => {
  expect(() => addBusinessHours({ timezone: "UTC", hours: { ...usualHours, days: [] } }, 0, 1)).toThrow(RangeError);
});

const clocks = fc.record({
  timezone: fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"),
  hours: fc.record({
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    from: fc.constantFrom("00:00", "02:30", "09:00", "22:00"),
    to: fc.constantFrom("06:00", "12:15", "17:00", "23:30"),
  }),
});
const moments = fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2027, 0) });

test("waiting twice is waiting once for the sum", () => {
  fc.assert(
    fc.property(clocks, moments, fc.integer({ min: 1, max: 4000 }), fc.integer({ min: 1, max: 4000 }), (clock, at, first, second) => {
      const inSteps = addBusinessHours(clock, addBusinessHours(clock, at, first / 60), second / 60);
      expect(inSteps).toBe(addBusinessHours(clock, at, (first + second) / 60));
    }),
    { numRuns: 200 },
  );
});

test("a later question is never due earlier, and never before it was asked", () => {
  fc.assert(
    fc.property(clocks, moments, fc.integer({ min: 0, max: 10 * 24 * hour }), fc.nat({ max: 60 }), (clock, at, later, hours) => {
      const dueAt = addBusinessHours(clock, at, hours);
      expect(dueAt).toBeGreaterThanOrEqual(at + hours * hour);
      expect(addBusinessHours(clock, at + later, hours)).toBeGreaterThanOrEqual(dueAt);
    }),
    { numRuns: 200 },
  );
});

test("the day and the instant of its beginning agree in every zone, on the days when clocks jump too", () => {
  fc.assert(
    fc.property(fc.constantFrom("UTC", "America/Sao_Paulo", "Asia/Beirut", "Pacific/Apia", "Australia/Lord_Howe"), moments, (zone, at) => {
      const day = dayAt(zone, at);
      expect(dayAt(zone, instantAt(zone, day))).toBe(day);
      expect(instantAt(zone, day)).toBeLessThanOrEqual(at);
      expect(instantAt(zone, day, 1440)).toBeGreaterThan(at);
    }),
    { numRuns: 300 },
  );
  expect(weekdayOf("2026-03-29")).toBe(7);
});

test("a time that the clocks skip is read as the moment of the jump, a doubled one as its first coming", () => {
  expect(new Date(instantAt("Europe/Berlin", "2026-03-29", 150)).toISOString()).toBe("2026-03-29T01:00:00.000Z");
  expect(new Date(instantAt("Europe/Berlin", "2026-10-25", 150)).toISOString()).toBe("2026-10-25T00:30:00.000Z");
});
