import { z } from "zod";

/** A half-open stretch of time [from, to), in UTC milliseconds. */
export type Period = { from: number; to: number };

const day = /^\d{4}-\d{2}-\d{2}$/;

/** A period as it stands in an address: two days of the workspace's calendar, both inclusive. */
export const periodQuery = z.object({
  from: z.string().regex(day, "give a day as YYYY-MM-DD").optional(),
  to: z.string().regex(day, "give a day as YYYY-MM-DD").optional(),
});
export type PeriodQuery = z.infer<typeof periodQuery>;
