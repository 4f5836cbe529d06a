import { z } from "zod";
import { sources } from "../../../collect/sources/list.ts";
import { readOrigin } from "../../../model/origin.ts";
import { defineRoute } from "../route.ts";

const tag = "Sources";
const done = z.object({ ok: z.literal(true) });
const params = z.object({ id: z.string().max(100) });

const origin = z
  .string()
  .max(300)
  .transform((text, context) => {
    const read = readOrigin(text);
    if (read === null)
      context.addIssue({
        code: "custom",
        message: "give a page's address without a path, such as https://shop.example or https://*.shop.example",
      });
    return read ?? z.NEVER;
  });
const origins = z.array(origin).max(50);

const protocol = z.object({
  id: z.string(),
  title: z.string(),
  snippets: z.array(z.object({ language: z.string(), title: z.string(), code: z.string() })),
});
export type Protocol = z.infer<typeof protocol>;

export const keyRoutes = [
  defineRoute({
    method: "GET",
    path: "/api/protocols",
    summary: "Every way to send with a write key, with programs to copy: {key} and {url} are to be filled in",
    tag,
    may: "read",
    answer: z.object({ url: z.string().nullable(), protocols: z.array(protocol) }),
    run: async ({ product }) => ({
      url: product.settings.publicUrl.replace(/\/$/, "") || null,
      protocols: sources.map(({ id, title, snippets }) => ({ id, title, snippets: [...snippets] })),
    }),
  }),

  defineRoute({
    method: "POST",
    path: "/api/keys",
    summary: "Make a write key. It is shown only in this answer",
    tag,
    may: "change sources",
    body: z.object({
      name: z.string().trim().min(1, "name the source, such as Web shop").max(100),
      origins: origins.default([]),
    }),
    answer: z.object({ id: z.string(), key: z.string() }),
    status: 201,
    run: ({ product, caller, body }) => product.collect.keys.create(caller.workspaceId, body.name, body.origins),
  }),

  defineRoute({
    method: "PATCH",
    path: "/api/keys/:id",
    summary: "Say which pages may send through a write key; an empty list lets every page send",
    tag,
    may: "change sources",
    params,
    body: z.object({ origins }),
    answer: done,
    async run({ product, caller, params: { id }, body }) {
      await product.collect.keys.admit(caller.workspaceId, id, body.origins);
      return { ok: true as const };
    },
  }),

  defineRoute({
    method: "DELETE",
    path: "/api/keys/:id",
    summary: "Revoke a write key for good",
    tag,
    may: "change sources",
    params,
    answer: done,
    async run({ product, caller, params: { id } }) {
      await product.collect.keys.revoke(caller.workspaceId, id);
      return { ok: true as const };
    },
  }),
];
