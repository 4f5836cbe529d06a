import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { findDelivery, listDeliveries } from "../../../collect/hooks/deliveries.ts";
import { findHook } from "../../../collect/hooks/registry.ts";
import { replayHook } from "../../../collect/hooks/replay.ts";
import { listSecrets } from "../../../collect/hooks/secrets.ts";
import { senderOf, senders } from "../../../collect/hooks/senders/list.ts";
import { proofs, senderIds, usualOptions } from "../../../model/hook.ts";
import type { Product } from "../product.ts";
import { defineRoute } from "../route.ts";
import { hookMapping } from "./webhook-mapping.ts";

const tag = "Webhooks";
const iso = (ms: number): string => new Date(ms).toISOString();
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms));
const done = z.object({ ok: z.literal(true) });
const ok = { ok: true as const };

const header = z
  .string()
  .trim()
  .toLowerCase()
  .max(100)
  .regex(/^[\w-]*$/, "give a header's name, such as x-signature");
const options = z.object({
  proof: z.enum(proofs),
  header,
  algorithm: z.enum(["sha1", "sha256", "sha512"]),
  encoding: z.enum(["hex", "base64"]),
  prefix: z.string().max(50),
  idHeader: header,
});
const secretText = z
  .string()
  .trim()
  .max(500)
  .refine((text) => text === "" || text.length >= 8, "a secret has 8 characters or more");
const byId = z.object({ id: z.string().max(100) });

const sender = z.object({ id: z.enum(senderIds), title: z.string(), secretFrom: z.enum(["sender", "us"]), isMapped: z.boolean() });
const hook = z.object({
  id: z.string(),
  name: z.string(),
  sender,
  address: z.string(),
  /** Whether the address is the one in the settings, which senders that sign it need. */
  isPublic: z.boolean(),
  options,
  mapping: hookMapping.nullable(),
  createdAt: z.string(),
  revokedAt: z.string().nullable(),
  secrets: z.array(z.object({ id: z.string(), createdAt: z.string(), expiresAt: z.string().nullable(), opens: z.boolean() })),
});
export type Webhook = z.infer<typeof hook>;

const delivery = z.object({
  id: z.string(),
  receivedAt: z.string(),
  deliveryId: z.string(),
  topic: z.string(),
  stored: z.number(),
  known: z.number(),
  setAside: z.number(),
  code: z.string(),
});
export type Delivery = z.infer<typeof delivery>;

const told = (id: (typeof senderIds)[number]) => {
  const { title, secretFrom, isMapped = false } = senderOf(id);
  return { id, title, secretFrom, isMapped };
};
export type SenderItem = z.infer<typeof sender>;

/** Where a sender finds a webhook. */
const addressOf = ({ settings }: Product, request: FastifyRequest, id: string): string =>
  `${settings.publicUrl.replace(/\/+$/, "") || `${request.protocol}://${request.host}`}/hooks/${id}`;

const lasts = { day: 86_400_000, week: 7 * 86_400_000 };

export const webhookRoutes = [
  defineRoute({
    method: "GET",
    path: "/api/webhook-senders",
    summary: "Who sends webhooks that Rapport understands",
    tag,
    may: "read",
    answer: z.object({ senders: z.array(sender) }),
    run: async () => ({ senders: senders.map(({ id }) => told(id)) }),
  }),

  defineRoute({
    method: "POST",
    path: "/api/webhooks",
    summary: "Make a webhook. A secret of ours is shown only in this answer",
    tag,
    may: "change sources",
    body: z.object({
      name: z.string().trim().min(1, "name the webhook, such as Web shop").max(100),
      sender: z.enum(senderIds),
      options: options.partial().default({}),
      secret: secretText.default(""),
    }),
    answer: z.object({ id: z.string(), address: z.string(), secret: z.string().nullable() }),
    status: 201,
    async run({ product, caller, body, request }) {
      const { id, secret } = await product.collect.hooks.create(caller.workspaceId, {
        ...body,
        options: { ...usualOptions, ...body.options },
      });
      return { id, address: addressOf(product, request, id), secret };
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/webhooks/:id",
    summary: "A webhook: its address, its sender, how it proves itself, and its mapping; never a secret",
    tag,
    may: "bring data",
    params: byId,
    answer: hook,
    async run({ product, caller, params, request }) {
      const found = await findHook(product.store, caller.workspaceId, params.id);
      const secrets = await listSecrets(product.store, caller.workspaceId, found.id, product.now());
      return {
        ...found,
        sender: told(found.sender),
        address: addressOf(product, request, found.id),
        isPublic: product.settings.publicUrl !== "",
        createdAt: iso(found.createdAt),
        revokedAt: isoOrNull(found.revokedAt),
        secrets: secrets.map((one) => ({ ...one, createdAt: iso(one.createdAt), expiresAt: isoOrNull(one.expiresAt) })),
      };
    },
  }),

  defineRoute({
    method: "PATCH",
    path: "/api/webhooks/:id",
    summary: "Rename a webhook, or say how its deliveries prove themselves",
    tag,
    may: "change sources",
    params: byId,
    body: z.object({ name: z.string().trim().min(1, "name the webhook").max(100).optional(), options: options.partial().optional() }),
    answer: done,
    async run({ product, caller, params, body }) {
      const found = await findHook(product.store, caller.workspaceId, params.id);
      const changes = { ...(body.name ? { name: body.name } : {}), options: { ...found.options, ...body.options } };
      await product.collect.hooks.change(caller.workspaceId, { id: params.id, ...changes });
      return ok;
    },
  }),

  defineRoute({
    method: "DELETE",
    path: "/api/webhooks/:id",
    summary: "Revoke a webhook for good: its address is refused, its secrets are erased, what it brought stays",
    tag,
    may: "change sources",
    params: byId,
    answer: done,
    async run({ product, caller, params }) {
      await product.collect.hooks.revoke(caller.workspaceId, params.id);
      return ok;
    },
  }),

  defineRoute({
    method: "POST",
    path: "/api/webhooks/:id/secrets",
    summary: "Add a secret; the one before stays good for a day, a week, or until it is removed",
    tag,
    may: "change sources",
    params: byId,
    body: z.object({ secret: secretText.default(""), oldFor: z.enum(["day", "week", "removed"]).default("removed") }),
    answer: z.object({ secret: z.string().nullable() }),
    status: 201,
    async run({ product, caller, params, body }) {
      const oldUntil = body.oldFor === "removed" ? null : product.now() + lasts[body.oldFor];
      return product.collect.hooks.rotate(caller.workspaceId, { id: params.id, secret: body.secret, oldUntil });
    },
  }),

  defineRoute({
    method: "DELETE",
    path: "/api/webhooks/:id/secrets/:secret",
    summary: "End a secret at once",
    tag,
    may: "change sources",
    params: byId.extend({ secret: z.string().max(100) }),
    answer: done,
    async run({ product, caller, params }) {
      await product.collect.hooks.removeSecret(caller.workspaceId, { id: params.id, secretId: params.secret });
      return ok;
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/webhooks/:id/deliveries",
    summary: "The last deliveries of a webhook, and what became of each",
    tag,
    may: "bring data",
    params: byId,
    answer: z.object({ items: z.array(delivery) }),
    async run({ product, caller, params }) {
      const items = await listDeliveries(product.store, caller.workspaceId, params.id);
      return { items: items.map((one) => ({ ...one, receivedAt: iso(one.receivedAt) })) };
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/webhooks/:id/deliveries/:delivery",
    summary: "One delivery as it came",
    tag,
    may: "bring data",
    params: byId.extend({ delivery: z.string().max(100) }),
    answer: delivery.extend({ raw: z.string() }),
    async run({ product, caller, params }) {
      const found = await findDelivery(product.store, caller.workspaceId, { sourceId: params.id, id: params.delivery });
      return { ...found, receivedAt: iso(found.receivedAt) };
    },
  }),

  defineRoute({
    method: "POST",
    path: "/api/webhooks/:id/replay",
    summary: "Read everything of a webhook that was set aside again, by what its fields mean today",
    tag,
    may: "bring data",
    params: byId,
    answer: z.object({ taken: z.number(), left: z.number() }),
    run: ({ product, caller, params }) => replayHook(product.store, product.collect.intake, caller.workspaceId, params.id),
  }),
];
