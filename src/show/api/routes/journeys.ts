import { Readable } from "node:stream";
import { z } from "zod";
import { Failure } from "../../../model/failure.ts";
import { drawMap } from "../../../understand/journeys/map.ts";
import { findPaths } from "../../../understand/journeys/paths.ts";
import { exportJourneyRows, findJourneyRows, type Figure } from "../../../understand/journeys/rows.ts";
import { findVariants } from "../../../understand/journeys/variants.ts";
import { usualGapDays } from "../../../understand/journeys/visits.ts";
import { findMetric } from "../../../understand/metrics/list.ts";
import { readScope } from "../../../understand/scope.ts";
import type { Product } from "../product.ts";
import { defineRoute } from "../route.ts";
import { bar, estimate, instant, iso, paging, withTraits } from "./figures.ts";

const tag = "Journeys";
const volume = { interactions: z.number(), customers: z.number() };

const travelBar = bar.extend({
  gap: z.coerce
    .number()
    .int()
    .min(1)
    .max(3660)
    .default(usualGapDays)
    .describe("Days without an interaction after which the next one begins a new journey"),
});
const scored = travelBar.extend({ metric: z.string().default("nps").describe("Whose score stands beside touchpoints and variants") });
const figure = travelBar.extend({
  source: z.string().optional().describe("With target: the rows of an arrow"),
  target: z.string().optional(),
  variant: z.string().optional().describe("The rows of a variant; without it and an arrow, those of the touchpoint"),
});

const map = z.object({
  stages: z.array(
    z.object({
      stage: z.string(),
      ...volume,
      scores: z.record(z.string(), estimate.nullable()),
      touchpoints: z.array(z.object({ touchpoint: z.string(), channel: z.string(), ...volume })),
    }),
  ),
  weakest: z.string().nullable(),
});
const paths = z.object({
  nodes: z.array(
    z.object({
      touchpoint: z.string(),
      channel: z.string(),
      count: z.number(),
      customers: z.number(),
      starts: z.number(),
      ends: z.number(),
      score: estimate.nullable(),
    }),
  ),
  edges: z.array(
    z.object({ from: z.string(), to: z.string(), count: z.number(), customers: z.number(), medianMs: z.number(), meanMs: z.number() }),
  ),
  totals: z.object({
    ...volume,
    journeys: z.number(),
    transitions: z.number(),
    shownTransitions: z.number(),
    edges: z.number(),
    touchpoints: z.number(),
    gapDays: z.number(),
  }),
});
const variants = z.object({
  total: z.object({ journeys: z.number(), variants: z.number(), gapDays: z.number() }),
  variants: z.array(
    z.object({
      id: z.string(),
      steps: z.array(z.string()),
      count: z.number(),
      share: z.number(),
      medianMs: z.number(),
      score: estimate.nullable(),
    }),
  ),
});
const rows = z.object({
  total: z.number(),
  items: z.array(
    z.object({
      customerId: z.string(),
      customerName: z.string().nullable(),
      from: instant,
      to: instant.optional(),
      waitMs: z.number().optional(),
    }),
  ),
  next: z.string().nullable(),
});

async function readTravel({ store, now }: Product, workspaceId: string, query: z.infer<typeof travelBar>) {
  return { scope: await readScope(store, workspaceId, query, now()), gapDays: query.gap };
}

function readFigure({ source, target, variant, touchpoint }: z.infer<typeof figure>): Figure {
  if (source !== undefined && target !== undefined) return { source, target };
  if (variant !== undefined) return { variant };
  if (touchpoint !== undefined) return { touchpoint };
  throw new Failure("bad_input", { field: "touchpoint", problem: "name a touchpoint, a variant, or source and target." });
}

export const journeyRoutes = [
  defineRoute({
    method: "GET",
    path: "/api/journeys/map",
    summary: "What happens and how it feels in each stage",
    tag,
    may: "read",
    query: withTraits(bar),
    answer: map,
    async run({ product: { store, now }, caller, query }) {
      return drawMap(store, await readScope(store, caller.workspaceId, query, now()));
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/journeys/paths",
    summary: "Which touchpoints directly follow which, how often, and after which wait",
    tag,
    may: "read",
    query: withTraits(
      scored.extend({ coverage: z.coerce.number().min(0).max(1).default(0.8).describe("Share of the transitions to show") }),
    ),
    answer: paths,
    async run({ product, caller, query }) {
      const travel = await readTravel(product, caller.workspaceId, query);
      return findPaths(product.store, travel, { coverage: query.coverage, metric: findMetric(query.metric) });
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/journeys/variants",
    summary: "The ways in which journeys went, the most frequent first",
    tag,
    may: "read",
    query: withTraits(scored.extend({ limit: z.coerce.number().int().min(1).max(200).default(20) })),
    answer: variants,
    async run({ product, caller, query }) {
      const travel = await readTravel(product, caller.workspaceId, query);
      return findVariants(product.store, travel, { limit: query.limit, metric: findMetric(query.metric) });
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/journeys/rows",
    summary: "The customers behind an arrow, a touchpoint or a variant; the total equals its count",
    tag,
    may: "read",
    query: withTraits(figure.extend(paging.shape)),
    answer: rows,
    async run({ product, caller, query }) {
      const travel = await readTravel(product, caller.workspaceId, query);
      const asked = { figure: readFigure(query), cursor: query.cursor, limit: query.limit };
      const page = await findJourneyRows(product.store, travel, asked);
      const items = page.items.map(({ from, to, ...row }) => ({ ...row, from: iso(from), ...(to === undefined ? {} : { to: iso(to) }) }));
      return { ...page, items };
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/journeys/rows.csv",
    summary: "The customers behind an arrow, a touchpoint or a variant, as CSV",
    tag,
    may: "read",
    query: withTraits(figure),
    async run({ product, caller, query, reply }) {
      const travel = await readTravel(product, caller.workspaceId, query);
      const asked = readFigure(query);
      reply.type("text/csv; charset=utf-8").header("Content-Disposition", 'attachment; filename="journeys.csv"');
      return Readable.from(exportJourneyRows(product.store, travel, asked));
    },
  }),
];
