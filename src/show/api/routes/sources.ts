import { z } from "zod";
import { listArrivals } from "../../../collect/watch/arrivals.ts";
import { findDeadLetter, listDeadLetters, settleDeadLetter } from "../../../collect/watch/dead-letters.ts";
import { replayWaiting } from "../../../collect/watch/replay.ts";
import { listSources } from "../../../collect/watch/sources.ts";
import { sourceKinds } from "../../../model/source.ts";
import { defineRoute } from "../route.ts";

const tag = "Sources";
const iso = (ms: number): string => new Date(ms).toISOString();
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms));
const done = z.object({ ok: z.literal(true) });

const source = z.object({
  id: z.string(),
  kind: z.enum(sourceKinds),
  name: z.string(),
  prefix: z.string().nullable(),
  origins: z.array(z.string()),
  createdAt: z.string(),
  revokedAt: z.string().nullable(),
  lastSeenAt: z.string().nullable(),
  received: z.number(),
  stored: z.number(),
  known: z.number(),
  setAside: z.number(),
  setAsideFor: z.array(z.object({ code: z.string(), n: z.number() })),
  refused: z.array(z.object({ code: z.string(), n: z.number() })),
  parts: z.array(z.string()),
});
export type Source = z.infer<typeof source>;

const arrival = z.object({
  seq: z.number(),
  receivedAt: z.string(),
  timestamp: z.string(),
  sourceId: z.string(),
  fact: z.enum(["interaction", "feedback", "identification"]),
  kind: z.string(),
  name: z.string(),
  messageId: z.string(),
  identities: z.array(z.string()),
  flags: z.array(z.string()),
  raw: z.string(),
});
export type Arrival = z.infer<typeof arrival>;

const letter = z.object({
  id: z.string(),
  receivedAt: z.string(),
  sourceId: z.string(),
  protocol: z.string(),
  code: z.string(),
  problem: z.string(),
  raw: z.string(),
});
export type DeadLetter = z.infer<typeof letter>;

export const sourceRoutes = [
  defineRoute({
    method: "GET",
    path: "/api/sources",
    summary: "Every source, and what became of everything that it sent",
    tag,
    may: "read",
    answer: z.object({ sources: z.array(source) }),
    async run({ product, caller }) {
      const sources = await listSources(product.store, caller.workspaceId);
      return {
        sources: sources.map((one) => ({
          ...one,
          createdAt: iso(one.createdAt),
          revokedAt: isoOrNull(one.revokedAt),
          lastSeenAt: isoOrNull(one.lastSeenAt),
        })),
      };
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/debugger",
    summary: "The newest facts, as they arrived",
    tag,
    may: "bring data",
    query: z.object({ after: z.coerce.number().int().min(0).default(0), source: z.string().max(100).default("") }),
    answer: z.object({ events: z.array(arrival), last: z.number() }),
    async run({ product, caller, query }) {
      const events = await listArrivals(product.store, caller.workspaceId, { after: query.after, sourceId: query.source });
      return {
        events: events.map((one) => ({ ...one, receivedAt: iso(one.receivedAt), timestamp: iso(one.timestamp) })),
        last: events[0]?.seq ?? query.after,
      };
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/dead-letters",
    summary: "What arrived and could not be used, with the reason",
    tag,
    may: "bring data",
    query: z.object({
      source: z.string().max(100).default(""),
      code: z.string().max(100).default(""),
      cursor: z
        .string()
        .regex(/^\d{0,20}$/, "give a cursor from an earlier answer")
        .default(""),
    }),
    answer: z.object({ total: z.number(), items: z.array(letter), next: z.string().nullable() }),
    async run({ product, caller, query }) {
      const { total, items, next } = await listDeadLetters(product.store, caller.workspaceId, {
        sourceId: query.source,
        code: query.code,
        before: query.cursor,
      });
      return { total, items: items.map((one) => ({ ...one, receivedAt: iso(one.receivedAt) })), next };
    },
  }),

  defineRoute({
    method: "POST",
    path: "/api/dead-letters/:id/replay",
    summary: "Send a dead letter through the door again, mended if a mended text is given",
    tag,
    may: "bring data",
    params: z.object({ id: z.string() }),
    body: z.object({ raw: z.string().max(100_000).optional() }),
    answer: done,
    async run({ product, caller, params, body }) {
      const { workspaceId } = caller;
      await replayWaiting(product.store, product.collect.intake, { workspaceId, id: params.id, raw: body.raw });
      return { ok: true as const };
    },
  }),

  defineRoute({
    method: "DELETE",
    path: "/api/dead-letters/:id",
    summary: "Drop a dead letter",
    tag,
    may: "bring data",
    params: z.object({ id: z.string() }),
    answer: done,
    async run({ product, caller, params }) {
      const found = await findDeadLetter(product.store, caller.workspaceId, params.id);
      await settleDeadLetter(product.store, { workspaceId: caller.workspaceId, letter: found, state: "dropped" });
      return { ok: true as const };
    },
  }),
];
