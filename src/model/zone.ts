/** A day of a calendar, as `2026-03-29`. */
export type Day = string;

const dayMs = 86_400_000;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** What the wall shows in a time zone at an instant, as if that reading were UTC, in milliseconds. */
function wallAt(zone: string, at: number): number {
  let clock = clocks.get(zone);
  if (!clock) {
    const numeric = "2-digit" as const;
    const parts = { month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric };
    clock = new Intl.DateTimeFormat("en-CA", { timeZone: zone, hourCycle: "h23", year: "numeric", ...parts });
    clocks.set(zone, clock);
  }
  const read: Record<string, number> = {};
  for (const { type, value } of clock.formatToParts(at)) read[type] = Number(value);
  return Date.UTC(read.year!, read.month! - 1, read.day, read.hour, read.minute, read.second) + (((at % 1000) + 1000) % 1000);
}

/** The day that a calendar in the zone shows at an instant. */
export function dayAt(zone: string, at: number): Day {
  return new Date(wallAt(zone, at)).toISOString().slice(0, 10);
}

/**
 * The instant at which the clocks of a zone show a time of a day, in UTC milliseconds.
 *
 * A time that is skipped when summer time begins is read as the moment of the jump; one that comes twice as its first coming.
 *
 * @param minutes  since the midnight with which the day begins; 1440 is the next midnight
 */
export function instantAt(zone: string, day: Day, minutes = 0): number {
  const wall = Date.parse(`${day}T00:00:00Z`) + minutes * 60_000;
  const early = wall - (wallAt(zone, wall - dayMs) - (wall - dayMs));
  const late = wall - (wallAt(zone, wall + dayMs) - (wall + dayMs));
  const fits = [Math.min(early, late), Math.max(early, late)].find((at) => wallAt(zone, at) === wall);
  if (fits !== undefined) return fits;
  let [before, after] = [Math.min(early, late), Math.max(early, late)];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (wallAt(zone, middle) < wall) before = middle;
    else after = middle;
  }
  return after;
}

/** The day that is `days` after a day of the calendar, or before it when negative. */
export function dayAfter(day: Day, days = 1): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** The day of the week, from 1 (Monday) to 7 (Sunday). */
export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}
