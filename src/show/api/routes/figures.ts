import { z } from "zod";
import { periodQuery } from "../../../model/period.ts";

/** Shapes that many answers share. Percent in 0-100, points in -100 to 100. */
export const estimate = z
  .object({ value: z.number(), low: z.number(), high: z.number(), n: z.number() })
  .describe("A figure with its 95 % interval and the number of answers behind it");

export const change = z
  .object({
    value: z.number(),
    low: z.number(),
    high: z.number(),
    p: z.number().nullable(),
    verdict: z.enum(["moved up", "moved down", "not proven", "too few"]),
  })
  .describe("A difference with its 95 % interval, its p value and what may be said about it");

export const day = z.iso.date().describe("Day of the workspace's calendar");
export const instant = z.iso.datetime().describe("UTC");

/** The bar on top of every analytical screen. Traits come as `trait.NAME=VALUE`. */
export const bar = periodQuery.extend({
  channel: z.string().max(100).optional(),
  touchpoint: z.string().max(1000).optional(),
  stage: z.string().max(100).optional(),
  segment: z.string().max(100).optional(),
  location: z.string().max(100).optional().describe("A location, with everything below it"),
});
/** Lets `trait.NAME=VALUE` through, beside what a route declares. */
export const withTraits = <Shape extends z.ZodRawShape>(shape: z.ZodObject<Shape>) => shape.catchall(z.string().max(500));

export const paging = z.object({ cursor: z.string().max(100).optional(), limit: z.coerce.number().int().min(1).max(500).default(50) });

/** An instant as it stands in an answer. */
export const iso = (ms: number): string => new Date(ms).toISOString();
