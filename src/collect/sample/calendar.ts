import { dayAfter, dayAt, instantAt } from "../../model/zone.ts";
import type { Dice } from "./dice.ts";

/** Milliseconds of a day. */
export const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** When something is open: how busy each weekday (Monday first; 0 is closed) and each hour of the local day is. */
export type Hours = { weekdays: readonly number[]; hours: readonly number[] };

const spread = (rows: Record<number, number>): readonly number[] => {
  const hours = Array.from({ length: 24 }, (_, hour) => rows[hour] ?? 0);
  const sum = hours.reduce((a, b) => a + b, 0);
  return hours.map((weight) => weight / sum);
};

/** Opening hours and rhythms of the places where customers meet the company, in local time. */
export const rhythms = {
  online: {
    weekdays: [0.95, 0.9, 0.9, 0.95, 0.85, 0.9, 1],
    // prettier-ignore
    hours: spread({ 0: 1, 1: 0.5, 6: 1, 7: 2, 8: 3, 9: 4, 10: 4, 11: 4, 12: 5, 13: 5, 14: 4, 15: 4, 16: 4, 17: 5, 18: 6, 19: 8, 20: 10, 21: 9, 22: 6, 23: 3 }),
  },
  store: {
    weekdays: [0.6, 0.55, 0.6, 0.65, 0.85, 1, 0],
    hours: spread({ 10: 3, 11: 5, 12: 5, 13: 4, 14: 4, 15: 5, 16: 6, 17: 8, 18: 8, 19: 5 }),
  },
  support: {
    weekdays: [1, 0.8, 0.75, 0.75, 0.75, 0.4, 0],
    hours: spread({ 8: 4, 9: 8, 10: 9, 11: 8, 12: 6, 13: 6, 14: 6, 15: 6, 16: 6, 17: 5, 18: 3, 19: 2 }),
  },
  carrier: {
    weekdays: [0.8, 0.95, 1, 1, 1, 0.5, 0],
    hours: spread({ 8: 1, 9: 4, 10: 6, 11: 7, 12: 6, 13: 6, 14: 6, 15: 5, 16: 4, 17: 3, 18: 1 }),
  },
} satisfies Record<string, Hours>;

// January first. People furnish in spring and give presents in November and December.
const season = [0.82, 0.78, 0.86, 0.9, 0.88, 0.8, 0.72, 0.74, 0.86, 0.9, 1, 0.98];

/** The year that the town lives through. Day 0 is its first day and `days` its last, both perhaps cut by `until`. */
export type Calendar = {
  days: number;
  /** First instant of the year, in UTC milliseconds. */
  start: number;
  /** The instant before which everything has happened, in UTC milliseconds. */
  until: number;
  /** How busy a day is, in (0, 1]; 0 when closed. */
  busyness(day: number, hours: Hours): number;
  /** An instant on that day while the place is open, in UTC milliseconds. */
  moment(day: number, place: { zone: string; hours: Hours }, dice: Dice): number;
};

/** Opens the year of `days` days that ends at `until`. */
export function openCalendar(until: number, days: number): Calendar {
  const start = until - days * dayMs;
  const firstMidnight = Math.floor(start / dayMs) * dayMs;
  const firstDay = dayAt("UTC", firstMidnight);
  const middays = new Map<string, number[]>();
  // Counted from midday, so that a place opens on time on the days when the clocks change.
  const middayOf = (day: number, zone: string): number => {
    const known = middays.get(zone) ?? middays.set(zone, []).get(zone)!;
    return (known[day] ??= instantAt(zone, dayAfter(firstDay, day), 720));
  };
  const busy = Array.from({ length: days + 400 }, (_, day) => season[new Date(firstMidnight + day * dayMs).getUTCMonth()]!);
  // 1 January 1970 was a Thursday, the fourth day of a week that begins on Monday.
  const firstWeekday = Math.floor(firstMidnight / dayMs) + 3;

  return {
    days,
    start,
    until,
    busyness: (day, { weekdays }) => (busy[Math.max(0, day)] ?? 0.8) * weekdays[(firstWeekday + day) % 7]!,
    moment: (day, { zone, hours }, dice) => {
      let hour = 0;
      for (let left = dice.roll(); hour < 23 && left >= hours.hours[hour]!; hour++) left -= hours.hours[hour]!;
      return middayOf(day, zone) + Math.floor((hour - 12 + dice.roll()) * hourMs);
    },
  };
}

/** The first day from `day` on which the place is open. */
export function openDay(calendar: Calendar, day: number, hours: Hours): number {
  let open = day;
  while (calendar.busyness(open, hours) === 0) open++;
  return open;
}
