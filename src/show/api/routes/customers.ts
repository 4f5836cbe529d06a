import { z } from "zod";
import { openCasesOf } from "../../../act/cases/case-lookup.ts";
import { listCustomers } from "../../../understand/customers/list.ts";
import { readProfile } from "../../../understand/customers/profile.ts";
import { readTimeline } from "../../../understand/customers/timeline.ts";
import { conditionsIn, conditionsOf } from "../../../understand/scope.ts";
import { defineRoute } from "../route.ts";
import { instant, iso, paging, withTraits } from "./figures.ts";
import { step, toStep } from "./steps.ts";

const tag = "Customers";
const params = z.object({ id: z.string() });
const maybe = (ms: number | null) => (ms === null ? null : iso(ms));

const item = z.object({
  id: z.string(),
  called: z.string().nullable().describe("What to call them: the name, else the best key"),
  name: z.string().nullable(),
  email: z.string().nullable(),
  firstSeen: instant.nullable(),
  lastSeen: instant.nullable(),
  interactions: z.number(),
  answers: z.number(),
  lastScore: z.object({ question: z.string(), score: z.number() }).nullable(),
  revenueMinor: z.number().nullable(),
  currency: z.string(),
  openCase: z.boolean(),
});
const profile = z.object({
  id: z.string(),
  called: z.string().nullable().describe("What to call them: the name, else the best key"),
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  traits: z.record(z.string(), z.unknown()),
  said: z.record(z.string(), z.object({ source: z.string().nullable(), at: instant })).describe("Who said each trait last, and when"),
  identities: z.array(
    z.object({ kind: z.string(), value: z.string(), evidence: z.object({ how: z.string(), sourceId: z.string(), at: instant }) }),
  ),
  firstSeen: instant.nullable(),
  lastSeen: instant.nullable(),
  orders: z.object({ count: z.number(), revenueMinor: z.number().nullable(), currency: z.string() }),
  answers: z.array(z.object({ question: z.string(), score: z.number().nullable(), timestamp: instant })),
  openCase: z.object({ id: z.string() }).nullable(),
});

export const customerRoutes = [
  defineRoute({
    method: "GET",
    path: "/api/customers",
    summary: "Customers by name, e-mail, phone or any key, by segment and trait",
    tag,
    may: "read",
    query: withTraits(
      paging.extend({
        q: z.string().max(200).optional(),
        segment: z.string().max(100).optional(),
        sort: z.enum(["lastSeen", "interactions"]).default("lastSeen"),
      }),
    ),
    answer: z.object({ total: z.number(), items: z.array(item), next: z.string().nullable() }),
    async run({ product: { store, now }, caller: { workspaceId }, query }) {
      const { q, sort, cursor, limit, segment, ...rest } = query;
      const traits = conditionsIn(rest).filter(({ field }) => field.startsWith("trait."));
      const conditions = [...traits, ...(segment ? await conditionsOf(store, workspaceId, segment) : [])];
      const page = await listCustomers(store, workspaceId, { q, sort, cursor, limit, conditions, now: now() });
      const ids = page.items.map(({ id }) => id);
      const open = await openCasesOf(store, workspaceId, ids);
      const items = page.items.map((found) => ({
        ...found,
        firstSeen: maybe(found.firstSeen),
        lastSeen: maybe(found.lastSeen),
        openCase: open.has(found.id),
      }));
      return { ...page, items };
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/customers/:id",
    summary: "Who a customer is, why we believe it, and what they did in sum",
    tag,
    may: "read",
    params,
    answer: profile,
    async run({ product: { store }, caller: { workspaceId }, params }) {
      const found = await readProfile(store, workspaceId, params.id);
      const open = (await openCasesOf(store, workspaceId, [found.id])).get(found.id);
      return {
        ...found,
        firstSeen: maybe(found.firstSeen),
        lastSeen: maybe(found.lastSeen),
        identities: found.identities.map(({ evidence, ...identity }) => ({ ...identity, evidence: { ...evidence, at: iso(evidence.at) } })),
        said: Object.fromEntries(Object.entries(found.said).map(([trait, { source, at }]) => [trait, { source, at: iso(at) }])),
        answers: found.answers.map(({ timestamp, ...answer }) => ({ ...answer, timestamp: iso(timestamp) })),
        openCase: open === undefined ? null : { id: open },
      };
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/customers/:id/timeline",
    summary: "Facts and feelings of one customer on one line, the latest first",
    tag,
    may: "read",
    params,
    query: paging.extend({ kind: z.enum(["interaction", "feedback", "identification"]).optional() }),
    answer: z.object({ items: z.array(step), next: z.string().nullable() }),
    async run({ product: { store }, caller: { workspaceId }, params, query }) {
      const asked = { cursor: query.cursor, limit: query.limit, fact: query.kind };
      const { items, next } = await readTimeline(store, { workspaceId, id: params.id }, asked);
      return { items: items.map(toStep), next };
    },
  }),
];
