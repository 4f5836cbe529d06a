import { z } from "zod";
import type { TimelineItem } from "../../../understand/customers/timeline.ts";
import { instant, iso } from "./figures.ts";

/** One thing on a customer's timeline, as it stands in an answer. */
export const step = z.object({
  id: z.string(),
  fact: z.enum(["interaction", "feedback", "identification"]),
  timestamp: instant,
  senderTime: instant.optional().describe("When the sender's clock said that it happened, where the time of arrival counts instead"),
  kind: z.string(),
  name: z.string(),
  touchpoint: z.string(),
  channel: z.string(),
  stage: z.string(),
  question: z.string().optional(),
  score: z.number().nullable().optional(),
  comment: z.string().optional(),
  revenueMinor: z.number().nullable().optional(),
  currency: z.string().optional(),
  location: z.string().optional().describe("Code of the location where it happened; empty when not said"),
  staff: z.string().optional(),
  shift: z.string().optional(),
  properties: z.record(z.string(), z.unknown()),
});

export const toStep = (item: TimelineItem) => ({
  ...item,
  timestamp: iso(item.timestamp),
  senderTime: item.senderTime === undefined ? undefined : iso(item.senderTime),
});
