import { z } from "zod";
import { Failure } from "../../../model/failure.ts";
import { eraseWorkspace } from "../../../store/erase-workspace.ts";
import { tokenOf } from "../door.ts";
import { enterWorkspace } from "../logins.ts";
import { findSample, loadSample, usualCustomers } from "../sample.ts";
import { defineRoute } from "../route.ts";

const tag = "Sample company";

export const sampleRoutes = [
  defineRoute({
    method: "POST",
    path: "/api/sample",
    summary: "Enter the sample company, a workspace of its own; it is loaded when it is not there",
    tag,
    may: "bring data",
    body: z.object({ customers: z.number().int().min(50).max(50_000).default(usualCustomers) }),
    answer: z.object({ job: z.string().nullable() }),
    status: 202,
    async run({ product, caller, body, request }) {
      const { database } = product.store.records;
      const there = await findSample(database, caller.userId);
      const { workspaceId, job } = there
        ? { workspaceId: there.id, job: null }
        : await loadSample(product, { userId: caller.userId, customers: body.customers });
      const token = tokenOf(request);
      if (token) await enterWorkspace(product.store, token, workspaceId);
      return { job };
    },
  }),

  defineRoute({
    method: "DELETE",
    path: "/api/sample",
    summary: "Leave the sample company and remove it with everything in it",
    tag,
    may: "change settings",
    answer: z.object({ job: z.string() }),
    status: 202,
    async run({ product, caller, request }) {
      const { store, jobs } = product;
      const { database } = store.records;
      const sample = await findSample(database, caller.userId);
      if (!sample) throw new Failure("not_found", { thing: "sample company" });
      const own = await database
        .selectFrom("members")
        .innerJoin("workspaces", "workspaces.id", "members.workspace_id")
        .select("workspaces.id")
        .where("user_id", "=", caller.userId)
        .where("sample", "=", "none")
        .executeTakeFirstOrThrow();
      const token = tokenOf(request);
      if (token) await enterWorkspace(store, token, own.id);
      await database.updateTable("workspaces").set({ sample: "removing" }).where("id", "=", sample.id).execute();
      const job = await jobs.start({ workspaceId: own.id, kind: "remove sample", total: 1, unit: "workspace" }, async (tell) => {
        for (const { id, state } of await jobs.list(sample.id)) if (state === "running") await jobs.cancel(sample.id, id);
        await product.collect.follower.caughtUp();
        await eraseWorkspace(store, sample.id);
        tell(1);
        return {};
      });
      return { job };
    },
  }),

  defineRoute({
    method: "POST",
    path: "/api/workspaces/:id/enter",
    summary: "Work in another of your workspaces from now on",
    tag: "Workspace",
    may: "read",
    params: z.object({ id: z.string().max(100) }),
    answer: z.object({ ok: z.literal(true) }),
    async run({ product, caller, params, request }) {
      const member = await product.store.records.database
        .selectFrom("members")
        .select("workspace_id")
        .where("user_id", "=", caller.userId)
        .where("workspace_id", "=", params.id)
        .executeTakeFirst();
      const token = tokenOf(request);
      if (!member || !token) throw new Failure("not_found", { thing: "workspace of yours" });
      await enterWorkspace(product.store, token, member.workspace_id);
      return { ok: true as const };
    },
  }),
];
