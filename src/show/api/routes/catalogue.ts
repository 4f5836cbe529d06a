import { randomUUID } from "node:crypto";
import { z } from "zod";
import { readCatalogue } from "../../../collect/catalogue/catalogue.ts";
import { changeCatalogue } from "../../../collect/catalogue/change.ts";
import {
  addRule,
  addTouchpoint,
  changeRule,
  changeTouchpoint,
  ignoreNames,
  mapNames,
  order,
  removeRule,
  removeTouchpoint,
  type Edit,
} from "../../../collect/catalogue/edit.ts";
import { channels, stages } from "../../../model/channel.ts";
import { ruleFields, ruleOps } from "../../../model/touchpoint.ts";
import type { Product } from "../product.ts";
import { defineRoute, type Caller } from "../route.ts";

const tag = "Touchpoint catalogue";
const name = z.string().trim().min(1, "give it a name").max(250, "250 letters at most");
const words = z.object({
  name,
  names: z.array(name).max(1000, "1000 names at most; a rule with a pattern stands for many"),
  channel: z.enum(channels),
  stage: z.enum(["", ...stages]),
  owner: z.string().trim().max(100),
  isDirect: z.boolean(),
  isControllable: z.boolean(),
  isMoment: z.boolean(),
  description: z.string().trim().max(2000),
});
const touchpoint = words.extend({ id: z.string() });
const condition = z.object({
  field: z.enum(ruleFields),
  op: z.enum(ruleOps),
  key: z.string().trim().max(200).default(""),
  values: z.array(z.string().trim().min(1, "say with what it is compared").max(500)).min(1, "say with what it is compared").max(500),
});
const ruleWords = z.object({
  conditions: z.array(condition).min(1, "say at least one condition").max(10, "10 conditions at most"),
  touchpointId: z.string().nullable().describe("null: no part of journeys"),
});
const catalogue = z.object({ touchpoints: z.array(touchpoint), rules: z.array(ruleWords.extend({ id: z.string() })) });
export type CatalogueAnswer = z.infer<typeof catalogue>;

const params = z.object({ id: z.string().max(300) });
const change = (product: Product, { workspaceId }: Caller, edit: Edit) =>
  changeCatalogue(product.store, product.collect.rules, { workspaceId, edit, at: product.now() });

/** What every change answers: the catalogue as it is now. It holds for whatever comes in from that moment on. */
const changes = { tag, may: "change catalogue", answer: catalogue } as const;

export const catalogueRoutes = [
  defineRoute({
    method: "GET",
    path: "/api/catalogue",
    summary: "Touchpoints, and the rules by which events come to them, in order",
    tag,
    may: "read",
    answer: catalogue,
    run: ({ product, caller }) => readCatalogue(product.store.records.database, caller.workspaceId),
  }),

  defineRoute({
    ...changes,
    method: "POST",
    path: "/api/catalogue/touchpoints",
    summary: "Add a touchpoint",
    body: words.partial().required({ name: true }),
    status: 201,
    run: ({ product, caller, body }) => change(product, caller, addTouchpoint(body)),
  }),

  defineRoute({
    ...changes,
    method: "PATCH",
    path: "/api/catalogue/touchpoints/:id",
    summary: "Change a touchpoint; a name that it had goes on leading to it",
    params,
    body: words.partial(),
    run: ({ product, caller, params: { id }, body }) => change(product, caller, changeTouchpoint(id, body)),
  }),

  defineRoute({
    ...changes,
    method: "DELETE",
    path: "/api/catalogue/touchpoints/:id",
    summary: "Remove a touchpoint with the rules that lead to it; no fact is lost",
    params,
    run: ({ product, caller, params: { id } }) => change(product, caller, removeTouchpoint(id)),
  }),

  defineRoute({
    ...changes,
    method: "POST",
    path: "/api/catalogue/rules",
    summary: "Add a rule after the others",
    body: ruleWords,
    status: 201,
    run: ({ product, caller, body }) => change(product, caller, addRule(body)),
  }),

  defineRoute({
    ...changes,
    method: "PATCH",
    path: "/api/catalogue/rules/:id",
    summary: "Change a rule",
    params,
    body: ruleWords.partial(),
    run: ({ product, caller, params: { id }, body }) => change(product, caller, changeRule(id, body)),
  }),

  defineRoute({
    ...changes,
    method: "DELETE",
    path: "/api/catalogue/rules/:id",
    summary: "Remove a rule",
    params,
    run: ({ product, caller, params: { id } }) => change(product, caller, removeRule(id)),
  }),

  defineRoute({
    ...changes,
    method: "POST",
    path: "/api/catalogue/order",
    summary: "Bring rules or touchpoints into an order; of the rules, the first that holds decides",
    body: z.object({ what: z.enum(["rules", "touchpoints"]), ids: z.array(z.string().max(300)).max(500) }),
    run: ({ product, caller, body }) => change(product, caller, order(body.what, body.ids)),
  }),

  defineRoute({
    ...changes,
    method: "POST",
    path: "/api/catalogue/map",
    summary: "Lead names to a touchpoint, to a new one, or out of journeys",
    body: z.object({
      names: z.array(name).min(1, "choose at least one name").max(500),
      touchpointId: z.string().nullable().optional().describe("null: no part of journeys"),
      touchpoint: words.partial().required({ name: true }).optional().describe("a new touchpoint for them"),
    }),
    async run({ product, caller, body: { names, touchpointId = null, touchpoint: made } }) {
      if (!made) return change(product, caller, touchpointId === null ? ignoreNames(names) : mapNames(names, touchpointId));
      const id = randomUUID();
      return change(product, caller, (before) => mapNames(names, id)(addTouchpoint(made, id)(before)));
    },
  }),
];
