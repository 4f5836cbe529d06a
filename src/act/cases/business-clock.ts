import { dayAfter, dayAt, instantAt, weekdayOf } from "../../model/zone.ts";
import type { BusinessHours } from "../../store/records/tables.ts";

/** When a company works: its hours, and the time zone in which they are meant. */
export type BusinessClock = { timezone: string; hours: BusinessHours };

/** Monday to Friday, nine to five. */
export const usualHours: BusinessHours = { days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" };

/**
 * The instant at which so many business hours have passed since another, in UTC milliseconds.
 *
 * Only open time counts, and it counts as it really passes: a shift through the night in which the clocks change is an hour longer or
 * shorter. Hours that end at or before their beginning run into the next day (22:00 to 06:00; equal means around the clock).
 *
 * @param from   UTC milliseconds
 * @param hours  business hours, 0 or more; 0 is the next open moment
 * @throws       RangeError when the company is never open
 */
export function addBusinessHours({ timezone, hours: { days, from, to } }: BusinessClock, at: number, hours: number): number {
  if (days.length === 0) throw new RangeError("a company that is never open has no business hours");
  const opens = minutesOf(from);
  const closes = minutesOf(to) > opens ? minutesOf(to) : minutesOf(to) + 1440;
  let left = hours * 3_600_000;

  // Yesterday's shift may still be running.
  for (let day = dayAfter(dayAt(timezone, at), -1); ; day = dayAfter(day)) {
    if (!days.includes(weekdayOf(day))) continue;
    const start = Math.max(at, instantAt(timezone, day, opens));
    const open = instantAt(timezone, day, closes) - start;
    if (open <= 0) continue;
    if (left <= open) return start + left;
    left -= open;
  }
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(":").map(Number);
  return hours! * 60 + minutes!;
}
