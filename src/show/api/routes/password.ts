import { randomBytes } from "node:crypto";
import { z } from "zod";
import { Failure } from "../../../model/failure.ts";
import { isOperator, setToken } from "../door.ts";
import { isPasswordOf, setPassword, startLogin } from "../logins.ts";
import { defineRoute } from "../route.ts";
import { done, password } from "./account.ts";

const tag = "Account";

export const passwordRoutes = [
  defineRoute({
    method: "POST",
    path: "/api/password",
    summary: "Choose another password; wherever else one is signed in ends",
    tag,
    may: "read",
    limit: { most: 5, perMinutes: 15 },
    body: z.object({ current: z.string().max(200), password }),
    answer: done,
    async run({ product: { store, now }, caller, body, request, reply }) {
      if (!(await isPasswordOf(store, caller.userId, body.current))) throw new Failure("wrong_password");
      await setPassword(store, caller.userId, body.password);
      setToken(request, reply, await startLogin(store, caller, now()));
      return { ok: true as const };
    },
  }),

  defineRoute({
    method: "POST",
    path: "/api/password/replacement",
    summary: "Replace a forgotten password by a new one; only from the command line of the machine itself",
    tag,
    may: "change settings",
    body: z.object({ email: z.string().max(254) }),
    answer: z.object({ password: z.string() }),
    async run({ product: { store }, body, request }) {
      // A browser that somebody left open must not be enough to take over an account.
      if (!isOperator(request)) throw new Failure("not_allowed", { action: "replace a password from a browser" });
      const email = body.email.trim().toLowerCase();
      const user = await store.records.database.selectFrom("users").select("id").where("email", "=", email).executeTakeFirst();
      if (!user) throw new Failure("not_found", { thing: `account of ${email}` });
      const made = randomBytes(12).toString("base64url");
      await setPassword(store, user.id, made);
      return { password: made };
    },
  }),
];
