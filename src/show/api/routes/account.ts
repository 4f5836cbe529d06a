import { randomUUID } from "node:crypto";
import { z } from "zod";
import { Failure } from "../../../model/failure.ts";
import { hasData } from "../../../collect/watch/sources.ts";
import { setToken, tokenOf } from "../door.ts";
import { hashPassword, signIn, signOut, startLogin } from "../logins.ts";
import { defineRoute } from "../route.ts";
import { createWorkspace, timezone } from "../workspaces.ts";

const tag = "Account";
/** The answer of what merely happens. */
export const done = z.object({ ok: z.literal(true) });
const email = z.email("give an e-mail address such as you@company.com").max(254);
/** A password as it is chosen. */
export const password = z
  .string()
  .min(10, "choose a password of 10 characters or more")
  .max(200, "choose a password of 200 characters or less");

const state = z.object({
  setUp: z.boolean(),
  signedIn: z.boolean(),
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }).optional(),
  workspace: z
    .object({
      id: z.string(),
      name: z.string(),
      timezone: z.string(),
      currency: z.string(),
      sample: z.enum(["none", "loading", "loaded", "removing"]),
      hasData: z.boolean(),
    })
    .optional(),
  workspaces: z.array(z.object({ id: z.string(), name: z.string(), sample: z.enum(["none", "loading", "loaded", "removing"]) })).optional(),
  version: z.string(),
});
export type State = z.infer<typeof state>;

export const accountRoutes = [
  defineRoute({
    method: "GET",
    path: "/api/state",
    summary: "Whether Rapport is set up, and who is signed in",
    tag,
    may: "anyone",
    answer: state,
    async run({ product, caller }) {
      const { database } = product.store.records;
      const version = "0.1.0";
      if (!caller) {
        const owner = await database.selectFrom("users").select("id").limit(1).executeTakeFirst();
        return { setUp: owner !== undefined, signedIn: false, version };
      }
      const user = await database
        .selectFrom("users")
        .select(["id", "name", "email"])
        .where("id", "=", caller.userId)
        .executeTakeFirstOrThrow();
      const workspace = await database
        .selectFrom("workspaces")
        .select(["id", "name", "timezone", "currency", "sample"])
        .where("id", "=", caller.workspaceId)
        .executeTakeFirstOrThrow();
      const workspaces = await database
        .selectFrom("members")
        .innerJoin("workspaces", "workspaces.id", "members.workspace_id")
        .select(["workspaces.id", "workspaces.name", "workspaces.sample"])
        .where("user_id", "=", caller.userId)
        .orderBy("workspaces.created_at")
        .execute();
      return {
        setUp: true,
        signedIn: true,
        user,
        workspace: { ...workspace, hasData: await hasData(product.store, workspace.id) },
        workspaces,
        version,
      };
    },
  }),

  defineRoute({
    method: "POST",
    path: "/api/setup",
    summary: "Create the owner's account and the workspace, once",
    tag,
    may: "anyone",
    limit: { most: 20, perMinutes: 15 },
    body: z.object({
      name: z.string().trim().min(1, "say how you want to be called").max(100),
      email,
      password,
      workspace: z.string().trim().min(1, "name your company or brand").max(100),
      timezone,
    }),
    answer: done,
    status: 201,
    async run({ product, body, request, reply }) {
      const { store } = product;
      const passwordHash = await hashPassword(body.password);
      const at = new Date(product.now());
      const userId = randomUUID();
      const workspaceId = await store.records.database.transaction().execute(async (trx) => {
        const owner = await trx.selectFrom("users").select("id").limit(1).executeTakeFirst();
        if (owner) throw new Failure("already_set_up");
        await trx
          .insertInto("users")
          .values({ id: userId, email: body.email.toLowerCase(), name: body.name, password_hash: passwordHash, created_at: at })
          .execute();
        const id = await createWorkspace(trx, { name: body.workspace, timezone: body.timezone }, at);
        await trx.insertInto("members").values({ workspace_id: id, user_id: userId, role: "owner" }).execute();
        return id;
      });
      setToken(request, reply, await startLogin(store, { userId, workspaceId }, product.now()));
      return { ok: true as const };
    },
  }),

  defineRoute({
    method: "POST",
    path: "/api/sign-in",
    summary: "Sign in with e-mail and password",
    tag,
    may: "anyone",
    limit: { most: 5, perMinutes: 15, by: (body) => String((body as { email?: unknown } | null)?.email ?? "").toLowerCase() },
    body: z.object({ email: z.string().max(254), password: z.string().max(200) }),
    answer: done,
    async run({ product, body, request, reply }) {
      setToken(request, reply, await signIn(product.store, body, product.now()));
      return { ok: true as const };
    },
  }),

  defineRoute({
    method: "POST",
    path: "/api/sign-out",
    summary: "Sign out",
    tag,
    may: "anyone",
    answer: done,
    async run({ product, request, reply }) {
      const token = tokenOf(request);
      if (token) await signOut(product.store, token);
      setToken(request, reply, null);
      return { ok: true as const };
    },
  }),
];
