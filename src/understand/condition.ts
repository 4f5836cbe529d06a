import { z } from "zod";

/** What a condition may compare with. */
export const operators = ["is", "is_not", "contains", "at_least", "at_most", "in_last_days", "not_in_last_days", "exists"] as const;
export type Operator = (typeof operators)[number];

/** One condition on facts or customers, such as `channel is web` or `trait.region is North`. All of a list must hold. */
export const condition = z.object({
  field: z.string().min(1).max(200),
  op: z.enum(operators),
  value: z.string().max(500),
});
export type Condition = z.infer<typeof condition>;

/** A field that conditions may name; `field` ending in a dot is a family that takes a name, such as `trait.region`. */
export type Field = { field: string; label: string; type: "text" | "number" | "day"; ops: readonly Operator[] };
