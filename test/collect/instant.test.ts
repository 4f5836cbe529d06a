import fc from "fast-check";
import { expect, test } from "vitest";
import { correctClock, readInstant } from "../../src/collect/instant.ts";

const now = Date.UTC(2026, 4, 1, 12);

test("instants are read as ISO 8601, seconds and milliseconds, and without a zone as UTC", () => {
  const at = Date.UTC(2026, 0, 31, 12, 30, 15, 120);
  for (const raw of ["2026-01-31T12:30:15.120Z", "2026-01-31 13:30:15.12+01:00", "2026-01-31T12:30:15,120456", at, String(at), at / 1000])
    expect(readInstant(raw), String(raw)).toBe(at);
  expect(readInstant("2026-01-31")).toBe(Date.UTC(2026, 0, 31));
  expect(readInstant("20260131T1230")).toBeNull();
  for (const raw of ["yesterday", "", "31.01.2026", "2026-13-01", {}, null, NaN, Infinity, true])
    expect(readInstant(raw), String(raw)).toBeNull();
});

test("a sender's wrong clock is corrected by what it says about the sending", () => {
  const hourAhead = now + 3_600_000;
  expect(correctClock(hourAhead - 5000, hourAhead, now)).toMatchObject({ timestamp: now - 5000, flags: [] });
  expect(correctClock(now - 5000, undefined, now)).toMatchObject({ timestamp: now - 5000, sentAt: null });
  expect(correctClock(undefined, hourAhead, now)).toMatchObject({ timestamp: now, originalTimestamp: null });
});

test("an impossible instant becomes the moment of arrival, is kept as it was, and says so", () => {
  for (const raw of [now + 25 * 3_600_000, now - 6 * 366 * 86_400_000])
    expect(correctClock(raw, undefined, now)).toEqual({ timestamp: now, originalTimestamp: raw, sentAt: null, flags: ["ts_clamped"] });
  expect(correctClock("soon", undefined, now).flags).toEqual(["ts_unreadable"]);
});

test("what a clock dates after its arrival happened when it arrived, and a clock that is off by more than a minute is named", () => {
  const hourAhead = now + 3_600_000;
  expect(correctClock(hourAhead, undefined, now)).toEqual({
    timestamp: now,
    originalTimestamp: hourAhead,
    sentAt: null,
    flags: ["ts_ahead"],
  });
  // The event is dated after its own sending.
  expect(correctClock(now + 120_000, now, now)).toMatchObject({ timestamp: now, flags: ["ts_ahead"] });
  expect(correctClock(now + 900, undefined, now)).toMatchObject({ timestamp: now, flags: [] });
});

test("however wrong the clocks are, the result is never after the arrival and within five years before it", () => {
  fc.assert(
    fc.property(fc.double(), fc.double(), (original, sent) => {
      const { timestamp } = correctClock(original, sent, now);
      expect(timestamp).toBeLessThanOrEqual(now);
      expect(timestamp).toBeGreaterThan(now - 6 * 366 * 86_400_000);
    }),
  );
});
