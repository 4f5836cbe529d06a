import { z } from "zod";
import { addInitiative, changeInitiative, removeInitiative } from "../../../prove/initiative.ts";
import { readLedger, readStory, type Entry } from "../../../prove/ledger.ts";
import { defineRoute } from "../route.ts";

const tag = "Initiatives";
const day = z.iso.date("give a day as YYYY-MM-DD");
const amount = z.number().int("give whole minor units").min(0).max(Number.MAX_SAFE_INTEGER).nullable();
const filterNames = /^(channel|touchpoint|stage|segment|trait\..{1,190})$/;

const words = z.object({
  title: z.string().trim().min(1, "say what is being done").max(200),
  cause: z.string().max(200).nullable(),
  ownerId: z.string().nullable(),
  costMinor: amount,
  metric: z.string(),
  filters: z.record(
    z.string().regex(filterNames, "narrow by channel, touchpoint, stage, segment or trait.NAME"),
    z.string().min(1).max(500),
  ),
  startedAt: day,
  windowDays: z.number().int().min(1).max(730, "watch for two years at most"),
  valuePerPointMinor: amount,
});
const unsaid = { cause: null, ownerId: null, costMinor: null, filters: {}, windowDays: 90, valuePerPointMinor: null };
const newWords = words.partial({ cause: true, ownerId: true, costMinor: true, filters: true, windowDays: true, valuePerPointMinor: true });

const estimate = z.object({ value: z.number(), low: z.number(), high: z.number(), n: z.number() }).nullable();
const change = z
  .object({
    value: z.number(),
    low: z.number(),
    high: z.number(),
    p: z.number().nullable(),
    verdict: z.enum(["moved up", "moved down", "not proven", "too few"]),
  })
  .nullable();
const beforeAfter = z.object({ before: estimate, after: estimate, change });
const band = z.object({ low: z.number(), base: z.number(), high: z.number() }).nullable();
const days = z.object({ from: day, to: day }).nullable();

const item = beforeAfter.extend({
  id: z.string(),
  title: z.string(),
  cause: z.string().nullable(),
  owner: z.object({ id: z.string(), name: z.string() }).nullable(),
  costMinor: amount,
  currency: z.string(),
  metric: z.string(),
  segment: z.string().nullable(),
  filters: z.record(z.string(), z.string()),
  startedAt: day,
  windowDays: z.number(),
  endsAt: day,
  state: z.enum(["planned", "running", "finished"]),
  valuePerPointMinor: amount,
  effect: change.describe("What the grade rests on: against the control group for B, before against after for C"),
  grade: z.enum(["A", "B", "C", "D"]),
  customers: z.number().nullable().describe("Customers that it reached"),
  money: band,
  roi: band.describe("(benefit - cost) / cost"),
});
export type InitiativeItem = z.infer<typeof item>;

const story = item.extend({
  trend: z.array(z.object({ from: day, to: day, estimate, incomplete: z.boolean() })),
  beforeWindow: days,
  afterWindow: days,
  control: beforeAfter.nullable(),
  cannotClaim: z.array(z.string()),
});
export type InitiativeStory = z.infer<typeof story>;

function itemOf({ initiative, currency, state, endsAt, evidence, worth }: Entry): InitiativeItem {
  return {
    ...initiative,
    currency,
    state,
    endsAt,
    segment: initiative.filters.segment ?? null,
    before: evidence?.before ?? null,
    after: evidence?.after ?? null,
    change: evidence?.change ?? null,
    effect: evidence?.effect ?? null,
    grade: evidence?.grade ?? "D",
    customers: worth?.customers ?? null,
    money: worth?.money ?? null,
    roi: worth?.roi ?? null,
  };
}

const params = z.object({ id: z.string() });
const done = z.object({ ok: z.literal(true) });

export const initiativeRoutes = [
  defineRoute({
    method: "GET",
    path: "/api/initiatives",
    summary: "Every initiative with its effect, its grade and its worth, those that did nothing included",
    tag,
    may: "read",
    answer: z.object({ items: z.array(item) }),
    run: async ({ product: { store, now }, caller: { workspaceId } }) => ({
      items: (await readLedger({ store, workspaceId }, now())).map(itemOf),
    }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/initiatives/:id",
    summary: "One initiative with the trend around its start and what it cannot claim",
    tag,
    may: "read",
    params,
    answer: story,
    async run({ product: { store, now }, caller: { workspaceId }, params: { id } }) {
      const found = await readStory({ store, workspaceId }, id, now());
      return {
        ...itemOf(found),
        trend: found.trend,
        beforeWindow: found.windows?.before ?? null,
        afterWindow: found.windows?.after ?? null,
        control: found.evidence?.control ?? null,
        cannotClaim: found.doubts,
      };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/initiatives",
    summary: "Put an initiative on record",
    tag,
    may: "change initiatives",
    body: newWords,
    answer: z.object({ id: z.string() }),
    status: 201,
    run: async ({ product: { store, now }, caller: { workspaceId }, body }) => ({
      id: await addInitiative({ store, workspaceId }, { ...unsaid, ...body }, now()),
    }),
  }),
  defineRoute({
    method: "PATCH",
    path: "/api/initiatives/:id",
    summary: "Change what is on record about an initiative",
    tag,
    may: "change initiatives",
    params,
    body: words.partial(),
    answer: done,
    async run({ product: { store }, caller: { workspaceId }, params: { id }, body }) {
      await changeInitiative({ store, workspaceId }, id, body);
      return { ok: true as const };
    },
  }),
  defineRoute({
    method: "DELETE",
    path: "/api/initiatives/:id",
    summary: "Take an initiative off the record",
    tag,
    may: "change initiatives",
    params,
    answer: done,
    async run({ product: { store }, caller: { workspaceId }, params: { id } }) {
      await removeInitiative({ store, workspaceId }, id);
      return { ok: true as const };
    },
  }),
];
