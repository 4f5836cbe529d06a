import { Readable } from "node:stream";
import { z } from "zod";
import { answersWithOpenCase, casesOfFeedback } from "../../../act/cases/case-lookup.ts";
import { countFacets } from "../../../understand/feedback/facets.ts";
import { exportFeedback } from "../../../understand/feedback/export.ts";
import { listFeedback, type FeedbackItem } from "../../../understand/feedback/list.ts";
import { tellFeedback } from "../../../understand/feedback/story.ts";
import { readScope } from "../../../understand/scope.ts";
import type { Product } from "../product.ts";
import { defineRoute } from "../route.ts";
import { bar, instant, iso, paging, withTraits } from "./figures.ts";
import { step, toStep } from "./steps.ts";

const tag = "Feedback";

const narrowing = bar.extend({
  metric: z.string().max(50).optional().describe("Only what this metric counts, so that a score opens exactly its own answers"),
  question: z.string().max(50).optional(),
  band: z.string().max(50).optional().describe("promoter, passive, detractor, top, rest, easy or hard"),
  score: z.string().max(20).optional(),
  language: z.string().max(50).optional(),
  q: z.string().max(200).optional().describe("Words in the comment"),
  source: z.string().max(100).optional(),
  case: z.literal("open").optional().describe("Only answers whose case is open"),
});
type Narrowing = z.infer<typeof narrowing>;

const item = z.object({
  id: z.string(),
  customerId: z.string().nullable().describe("null when it was given anonymously"),
  customerName: z.string().nullable(),
  timestamp: instant,
  question: z.string(),
  score: z.number().nullable(),
  band: z.string().nullable(),
  comment: z.string(),
  language: z.string(),
  touchpoint: z.string(),
  channel: z.string(),
  stage: z.string(),
  sourceId: z.string(),
  caseId: z.string().nullable(),
});
const facet = z.object({ key: z.string(), count: z.number() });

/** What the list is asked for: the scope that the bar names, and the narrowing beside it. */
async function readAsked({ store, now }: Product, workspaceId: string, query: Narrowing) {
  const scope = await readScope(store, workspaceId, query, now());
  const { metric, question, band, score, language, q, source } = query;
  const ids = query.case ? { ids: await answersWithOpenCase(store, workspaceId) } : {};
  return { scope, asked: { metric, question, band, score, language, q, source, ...ids } };
}

const withCase = (found: FeedbackItem, cases: Map<string, string>) => ({
  ...found,
  timestamp: iso(found.timestamp),
  caseId: cases.get(found.id) ?? null,
});

export const feedbackRoutes = [
  defineRoute({
    method: "GET",
    path: "/api/feedback",
    summary: "What customers said and scored, the latest first; the total equals the figure that it is opened from",
    tag,
    may: "read",
    query: withTraits(narrowing.extend(paging.shape)),
    answer: z.object({ total: z.number(), items: z.array(item), next: z.string().nullable() }),
    async run({ product, caller, query }) {
      const { scope, asked } = await readAsked(product, caller.workspaceId, query);
      const page = await listFeedback(product.store, scope, { ...asked, cursor: query.cursor, limit: query.limit });
      const ids = page.items.map(({ id }) => id);
      const cases = await casesOfFeedback(product.store, caller.workspaceId, ids);
      return { ...page, items: page.items.map((found) => withCase(found, cases)) };
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/feedback/facets",
    summary: "How the answers of a list are spread; the counts of each facet add up to the total",
    tag,
    may: "read",
    query: withTraits(narrowing),
    answer: z.object({ total: z.number(), facets: z.record(z.string(), z.array(facet)) }),
    async run({ product, caller, query }) {
      const { scope, asked } = await readAsked(product, caller.workspaceId, query);
      return countFacets(product.store, scope, asked);
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/feedback.csv",
    summary: "Every answer of a list as CSV",
    tag,
    may: "read",
    query: withTraits(narrowing),
    async run({ product, caller, query, reply }) {
      const { scope, asked } = await readAsked(product, caller.workspaceId, query);
      reply.type("text/csv; charset=utf-8").header("Content-Disposition", 'attachment; filename="feedback.csv"');
      return Readable.from(exportFeedback(product.store, scope, asked));
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/feedback/:id",
    summary: "One answer with the steps of its customer around it",
    tag,
    may: "read",
    params: z.object({ id: z.string() }),
    answer: item.extend({ steps: z.array(step) }),
    async run({ product, caller, params }) {
      const story = await tellFeedback(product.store, { workspaceId: caller.workspaceId, id: params.id });
      const cases = await casesOfFeedback(product.store, caller.workspaceId, [story.id]);
      return { ...withCase(story, cases), steps: story.steps.map(toStep) };
    },
  }),
];
