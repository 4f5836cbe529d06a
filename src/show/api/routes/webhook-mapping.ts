import { z } from "zod";
import { readDeliveries } from "../../../collect/hooks/deliveries.ts";
import { checkMapping } from "../../../collect/hooks/mapping/check.ts";
import { findHook } from "../../../collect/hooks/registry.ts";
import { suggestMapping } from "../../../collect/hooks/mapping/suggest.ts";
import { contentOf, previewMapping } from "../../../collect/hooks/preview.ts";
import { channels } from "../../../model/channel.ts";
import { scoredQuestions, type Fact } from "../../../model/fact.ts";
import { Failure } from "../../../model/failure.ts";
import { fixedRoles, hookRoles, type HookMapping } from "../../../model/hook-mapping.ts";
import { defineRoute } from "../route.ts";

const tag = "Webhooks";
const byId = z.object({ id: z.string().max(100) });
const path = z.string().max(500);

export const hookMapping = z.object({
  each: path,
  fields: z.partialRecord(z.enum(hookRoles), path),
  fixed: z.partialRecord(z.enum(fixedRoles), z.string().max(256)),
  question: z.enum([...scoredQuestions, ""]),
  unit: z.enum(["major", "minor"]),
  channel: z.enum(channels),
}) satisfies z.ZodType<HookMapping>;

const problem = z.object({ role: z.string(), problem: z.string() });
const sample = z.object({ fact: z.enum(["interaction", "feedback", "identification"]), fields: z.record(z.string(), z.unknown()) });
const preview = z.object({ id: z.string(), receivedAt: z.string(), facts: z.array(sample), problems: z.array(z.string()) });
export type DeliveryPreview = z.infer<typeof preview>;
export type MappingProblem = z.infer<typeof problem>;

const mostFactsShown = 20;

/** A fact as a person looks it over. */
function shown(fact: Fact): z.input<typeof sample> {
  const { identities, timestamp, flags } = fact;
  const shared = { who: identities.join(", "), when: new Date(timestamp).toISOString(), flags: flags.join(", ") };
  if (fact.fact === "interaction") {
    const { name, touchpoint, channel, revenueMinor, currency } = fact;
    return { fact: fact.fact, fields: { name, touchpoint, channel, revenueMinor, currency, ...shared } };
  }
  if (fact.fact === "feedback") {
    const { question, score, comment, touchpoint, channel } = fact;
    return { fact: fact.fact, fields: { question, score, comment, touchpoint, channel, ...shared } };
  }
  return { fact: fact.fact, fields: { traits: fact.traits, ...shared } };
}

export const webhookMappingRoutes = [
  defineRoute({
    method: "GET",
    path: "/api/webhooks/:id/suggestion",
    summary: "What the fields of the newest delivery probably are; null before the first",
    tag,
    may: "bring data",
    params: byId,
    answer: z.object({ mapping: hookMapping.nullable() }),
    async run({ product, caller, params }) {
      const [newest] = await readDeliveries(product.store, caller.workspaceId, params.id, 1);
      const content = newest ? contentOf(newest.raw) : null;
      if (!content || !("body" in content)) return { mapping: null };
      const { country } = await findHook(product.store, caller.workspaceId, params.id);
      return { mapping: suggestMapping(content.body, country) };
    },
  }),

  defineRoute({
    method: "POST",
    path: "/api/webhooks/:id/preview",
    summary: "What the last 20 deliveries would become under a mapping; nothing is stored",
    tag,
    may: "bring data",
    params: byId,
    body: z.object({ mapping: hookMapping }),
    answer: z.object({ problems: z.array(problem), deliveries: z.array(preview) }),
    async run({ product, caller, params, body }) {
      const problems = checkMapping(body.mapping);
      const { mapping } = body;
      const found = problems.length ? [] : await previewMapping(product.store, caller.workspaceId, { hookId: params.id, mapping });
      const deliveries = found.map(({ facts, receivedAt, ...one }) => ({
        ...one,
        receivedAt: new Date(receivedAt).toISOString(),
        facts: facts.slice(0, mostFactsShown).map(shown),
      }));
      return { problems, deliveries };
    },
  }),

  defineRoute({
    method: "POST",
    path: "/api/webhooks/:id/mapping",
    summary: "Say which field is what, for every delivery from now on; null forgets it",
    tag,
    may: "change sources",
    params: byId,
    body: z.object({ mapping: hookMapping.nullable() }),
    answer: z.object({ ok: z.literal(true) }),
    async run({ product, caller, params, body }) {
      const [first] = body.mapping ? checkMapping(body.mapping) : [];
      if (first) throw new Failure("bad_input", { field: first.role, problem: first.problem });
      await product.collect.hooks.change(caller.workspaceId, { id: params.id, mapping: body.mapping });
      return { ok: true as const };
    },
  }),
];
