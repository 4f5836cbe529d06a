import { daysBetween, shiftDay, type Day, type Days } from "../understand/calendar.ts";

/** When an initiative began, and for how many days its effect is watched. */
export type Course = { startedAt: Day; windowDays: number };

/** Equally many whole days just before the start and from it on, and as many once more before those. */
export type Windows = { earlier: Days; before: Days; after: Days };

/** Where an initiative stands in its window. */
export type CourseState = "planned" | "running" | "finished";

/** The last day of an initiative's window. */
export const lastDay = ({ startedAt, windowDays }: Course): Day => shiftDay(startedAt, windowDays - 1);

/** Where an initiative stands on a day of the workspace's calendar. */
export function courseState(course: Course, today: Day): CourseState {
  if (today < course.startedAt) return "planned";
  return today <= lastDay(course) ? "running" : "finished";
}

/** The windows to compare on a day: up to yesterday, as today is not over; `null` until the first day has passed. */
export function windowsOn(course: Course, today: Day): Windows | null {
  const yesterday = shiftDay(today, -1);
  const to = yesterday < lastDay(course) ? yesterday : lastDay(course);
  const length = daysBetween(course.startedAt, to) + 1;
  if (length < 1) return null;
  const daysFrom = (from: Day): Days => ({ from, to: shiftDay(from, length - 1) });
  return {
    earlier: daysFrom(shiftDay(course.startedAt, -2 * length)),
    before: daysFrom(shiftDay(course.startedAt, -length)),
    after: daysFrom(course.startedAt),
  };
}
