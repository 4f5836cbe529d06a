import { z } from "zod";
import { condition, operators } from "../../../understand/condition.ts";
import { listSegments, listTouchpoints, readVocabulary, removeSegment, saveSegment } from "../../../understand/customers/segments.ts";
import { defineRoute } from "../route.ts";

const tag = "Segments";
const conditions = z.array(condition).min(1, "say at least one condition").max(20, "20 conditions at most");
const segment = z.object({ id: z.string(), name: z.string(), conditions: z.array(condition) });
const field = z.object({
  field: z.string(),
  label: z.string(),
  type: z.enum(["text", "number", "day"]),
  ops: z.array(z.enum(operators)).readonly(),
  values: z.array(z.string()).optional(),
});

export const segmentRoutes = [
  defineRoute({
    method: "GET",
    path: "/api/segments",
    summary: "Saved segments, with how many customers each holds now",
    tag,
    may: "read",
    answer: z.object({ segments: z.array(segment.extend({ customers: z.number() })) }),
    async run({ product: { store, now }, caller }) {
      return { segments: await listSegments(store, caller.workspaceId, now()) };
    },
  }),

  defineRoute({
    method: "POST",
    path: "/api/segments",
    summary: "Save a segment: conditions on customers, all of which hold",
    tag,
    may: "change segments",
    body: z.object({ name: z.string().trim().min(1, "name the segment").max(100), conditions }),
    answer: segment,
    status: 201,
    async run({ product: { store, now }, caller, body }) {
      return saveSegment(store, caller.workspaceId, { ...body, now: now() });
    },
  }),

  defineRoute({
    method: "DELETE",
    path: "/api/segments/:id",
    summary: "Remove a segment; no customer is touched",
    tag,
    may: "change segments",
    params: z.object({ id: z.string() }),
    answer: z.object({ ok: z.literal(true) }),
    async run({ product: { store }, caller, params }) {
      await removeSegment(store, caller.workspaceId, params.id);
      return { ok: true as const };
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/segments/vocabulary",
    summary: "What segments can be about, with the values that exist",
    tag,
    may: "read",
    answer: z.object({ fields: z.array(field) }),
    async run({ product: { store }, caller }) {
      return { fields: await readVocabulary(store, caller.workspaceId) };
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/touchpoints",
    summary: "Every touchpoint with its usual channel and stage, the most visited first",
    tag,
    may: "read",
    answer: z.object({ touchpoints: z.array(z.object({ touchpoint: z.string(), channel: z.string(), stage: z.string() })) }),
    async run({ product: { store }, caller }) {
      return { touchpoints: await listTouchpoints(store, caller.workspaceId) };
    },
  }),
];
