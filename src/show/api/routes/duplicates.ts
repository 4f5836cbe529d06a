import { z } from "zod";
import { mergeCustomers, tellApart } from "../../../collect/identity/who-is-who.ts";
import { cardFields } from "../../../understand/duplicates/card.ts";
import { readDuplicates } from "../../../understand/duplicates/list.ts";
import { lookForDuplicates } from "../../../understand/duplicates/look.ts";
import { defineRoute } from "../route.ts";
import { instant, iso } from "./figures.ts";
import { speakerOf } from "./identity.ts";

const tag = "Duplicates";
const side = z.object({
  id: z.string(),
  name: z.string().nullable(),
  keys: z.array(z.object({ kind: z.string(), value: z.string() })),
  traits: z.record(z.string(), z.unknown()),
});
const pair = z.object({
  left: side,
  right: side,
  probability: z.number().describe("In 0-1"),
  bits: z.number(),
  reasons: z.array(z.object({ field: z.enum(cardFields), agreement: z.enum(["same", "close", "swapped", "different"]), bits: z.number() })),
});
export type DuplicatePairAnswer = z.infer<typeof pair>;

export const duplicateRoutes = [
  defineRoute({
    method: "GET",
    path: "/api/duplicates",
    summary: "Customers that may be one and wait for somebody to decide, the likeliest first",
    tag,
    may: "read",
    query: z.object({ limit: z.coerce.number().int().min(0).max(100).default(50) }),
    answer: z.object({ total: z.number(), pairs: z.array(pair), lookedAt: instant.nullable() }),
    async run({ product: { store }, caller, query }) {
      const { lookedAt, ...found } = await readDuplicates(store, caller.workspaceId, query.limit);
      return { ...found, lookedAt: lookedAt === null ? null : iso(lookedAt) };
    },
  }),

  defineRoute({
    method: "POST",
    path: "/api/duplicates/look",
    summary: "Look at all customers for those that may be one; nothing is merged",
    tag,
    may: "change customers",
    answer: z.object({ job: z.string() }),
    status: 202,
    async run({ product: { store, jobs, now }, caller: { workspaceId } }) {
      const steps = 100;
      const job = await jobs.start({ workspaceId, kind: "duplicates", total: steps, unit: "percent" }, (tell, signal) =>
        lookForDuplicates(store, workspaceId, { tell: (done) => tell(Math.round(done * steps)), signal, now: now() }),
      );
      return { job };
    },
  }),

  defineRoute({
    method: "POST",
    path: "/api/duplicates/decide",
    summary: "Say whether two customers are one; it can be taken back",
    tag,
    may: "change customers",
    body: z.object({
      left: z.string(),
      right: z.string(),
      verdict: z.enum(["same", "different"]),
      why: z.string().trim().max(500).default(""),
    }),
    answer: z.object({ decisions: z.array(z.string()) }),
    async run({ product, caller, body: { verdict, ...both } }) {
      const say = verdict === "same" ? mergeCustomers : tellApart;
      const id = await say(product.store, speakerOf(product, caller), both);
      if (verdict === "same") await product.collect.decided();
      return { decisions: [id] };
    },
  }),
];
