import { Failure } from "../model/failure.ts";
import type { Period, PeriodQuery } from "../model/period.ts";
import { dayAfter, dayAt, instantAt, type Day } from "../model/zone.ts";

export type { Day };

const dayMs = 86_400_000;

/** The day on which an instant falls in a time zone. */
export const dayOf = (ms: number, timezone: string): Day => dayAt(timezone, ms);

/** A day moved by whole days of the calendar. */
export const shiftDay = dayAfter;

/** Number of days from one day to another; 0 when they are the same. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);

/** The instant at which a day begins in a time zone, in UTC milliseconds. Where midnight is skipped, the first instant after it. */
export const dayStart = (day: Day, timezone: string): number => instantAt(timezone, day);

/** Days of the calendar, both inclusive. */
export type Days = { from: Day; to: Day };

const usualDays = 90;
const mostDays = 3660;

/**
 * The days that an address asks for; without any, the last 90 days up to today.
 *
 * @throws Failure `bad_input` when a day does not exist, the days are the wrong way round, or they span more than ten years
 */
export function daysAsked(query: PeriodQuery, timezone: string, now: number): Days {
  const to = query.to ?? dayOf(now, timezone);
  const from = query.from ?? shiftDay(to, 1 - usualDays);
  for (const [field, day] of Object.entries({ from, to }))
    if (Number.isNaN(Date.parse(`${day}T00:00:00Z`)) || shiftDay(day, 0) !== day)
      throw new Failure("bad_input", { field, problem: `${day} is not a day of the calendar.` });
  if (from > to) throw new Failure("bad_input", { field: "from", problem: `${from} is after ${to}. Give the earlier day first.` });
  if (daysBetween(from, to) >= mostDays) throw new Failure("bad_input", { field: "from", problem: "choose at most ten years." });
  return { from, to };
}

/** The stretch of time that days cover in a time zone. */
export const periodOf = ({ from, to }: Days, timezone: string): Period => ({
  from: dayStart(from, timezone),
  to: dayStart(shiftDay(to, 1), timezone),
});

/** Equally many days, just before. */
export function daysBefore({ from, to }: Days): Days {
  return { from: shiftDay(from, -daysBetween(from, to) - 1), to: shiftDay(from, -1) };
}

export const steps = ["day", "week", "month"] as const;
export type Step = (typeof steps)[number];

/** First day of the step in which a day lies: itself, its Monday, or the first of its month. */
export function stepStart(day: Day, step: Step): Day {
  if (step === "day") return day;
  if (step === "month") return `${day.slice(0, 8)}01`;
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return shiftDay(day, -weekday);
}

/** Every step that touches the days, in order. The first and the last may reach beyond them. */
export function stepsIn({ from, to }: Days, step: Step): Days[] {
  const found: Days[] = [];
  for (let start = stepStart(from, step); start <= to;) {
    const next = step === "month" ? stepStart(shiftDay(start, 31), "month") : shiftDay(start, step === "week" ? 7 : 1);
    found.push({ from: start, to: shiftDay(next, -1) });
    start = next;
  }
  return found;
}
