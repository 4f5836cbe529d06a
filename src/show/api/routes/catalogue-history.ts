import { z } from "zod";
import { readCatalogue } from "../../../collect/catalogue/catalogue.ts";
import { countMisplaced } from "../../../collect/catalogue/remap.ts";
import { listUnmapped } from "../../../collect/catalogue/unmapped.ts";
import { channels } from "../../../model/channel.ts";
import { measureCoverage } from "../../../understand/journeys/stage-coverage.ts";
import { readScope } from "../../../understand/scope.ts";
import { defineRoute } from "../route.ts";
import { bar, instant, iso, withTraits } from "./figures.ts";

const tag = "Touchpoint catalogue";

const unmapped = z.object({
  names: z.array(
    z.object({
      name: z.string(),
      isTouchpoint: z.boolean().describe("senders call it a touchpoint; otherwise it is an event's name"),
      interactions: z.number(),
      answers: z.number(),
      customers: z.number(),
      firstAt: instant,
      lastAt: instant,
      channel: z.string(),
      example: z.string().describe("what the latest one said, as JSON, cut"),
      suggestion: z.object({ id: z.string(), name: z.string() }).nullable(),
    }),
  ),
  unmapped: z.number(),
  total: z.number(),
});
export type UnmappedAnswer = z.infer<typeof unmapped>;

const remapping = z.object({
  id: z.string(),
  jobId: z.string().nullable(),
  state: z.enum(["running", "done", "failed"]),
  rows: z.number(),
  startedAt: instant,
  finishedAt: instant.nullable(),
  undoes: z.string().nullable(),
  canUndo: z.boolean(),
});
export type RemappingItem = z.infer<typeof remapping>;

const figures = { designed: z.number(), seen: z.number(), interactions: z.number(), known: z.number() };
const coverage = z.object({
  total: z.object(figures),
  stages: z.array(
    z.object({
      ...figures,
      stage: z.string(),
      touchpoints: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          channel: z.enum(channels),
          isMoment: z.boolean(),
          interactions: z.number(),
          answers: z.number(),
        }),
      ),
    }),
  ),
});
export type CoverageAnswer = z.infer<typeof coverage>;

export const catalogueHistoryRoutes = [
  defineRoute({
    method: "GET",
    path: "/api/catalogue/unmapped",
    summary: "Names of the last days that no touchpoint knows, the most frequent first",
    tag,
    may: "read",
    query: z.object({ days: z.coerce.number().int().min(1).max(3650).default(90) }),
    answer: unmapped,
    async run({ product: { store, now }, caller, query: { days } }) {
      const found = await listUnmapped(store, caller.workspaceId, now() - days * 86_400_000);
      return { ...found, names: found.names.map((each) => ({ ...each, firstAt: iso(each.firstAt), lastAt: iso(each.lastAt) })) };
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/catalogue/coverage",
    summary: "How far facts reach the designed touchpoints of each stage, and the design the facts",
    tag,
    may: "read",
    query: withTraits(bar),
    answer: coverage,
    async run({ product: { store, now }, caller, query }) {
      return (await measureCoverage(store, await readScope(store, caller.workspaceId, query, now()))) as CoverageAnswer;
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/catalogue/history",
    summary: "How many stored facts stand elsewhere than the catalogue says, and when history was re-mapped",
    tag,
    may: "read",
    answer: z.object({ misplaced: z.object({ interactions: z.number(), feedback: z.number() }), remappings: z.array(remapping) }),
    async run({ product: { store, remappings }, caller: { workspaceId } }) {
      const misplaced = await countMisplaced(store, workspaceId, await readCatalogue(store.records.database, workspaceId));
      const list = await remappings.list(workspaceId);
      const told = list.map((each) => ({
        ...each,
        startedAt: iso(each.startedAt),
        finishedAt: each.finishedAt === null ? null : iso(each.finishedAt),
      }));
      return { misplaced, remappings: told };
    },
  }),

  defineRoute({
    method: "POST",
    path: "/api/catalogue/history",
    summary: "Re-map history under the catalogue, as a task",
    tag,
    may: "change catalogue",
    answer: z.object({ job: z.string() }),
    status: 202,
    run: async ({ product, caller }) => ({ job: await product.remappings.start(caller.workspaceId, caller.userId) }),
  }),

  defineRoute({
    method: "POST",
    path: "/api/catalogue/history/:id/undo",
    summary: "Take the latest re-mapping back, and the catalogue with it, as a task",
    tag,
    may: "change catalogue",
    params: z.object({ id: z.string().max(100) }),
    answer: z.object({ job: z.string() }),
    status: 202,
    run: async ({ product, caller, params: { id } }) => ({ job: await product.remappings.undo(caller.workspaceId, id, caller.userId) }),
  }),
];
