import { z } from "zod";
import type { Job } from "../../../collect/jobs.ts";
import { defineRoute } from "../route.ts";

const tag = "Tasks";
const params = z.object({ id: z.string() });

const job = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.enum(["running", "done", "failed"]),
  done: z.number(),
  total: z.number(),
  unit: z.string(),
  message: z.string().optional(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().optional(),
  result: z.record(z.string(), z.unknown()).optional(),
});
export type JobAnswer = z.infer<typeof job>;

function answerOf({ message, startedAt, finishedAt, result, ...rest }: Job): JobAnswer {
  return {
    ...rest,
    startedAt: new Date(startedAt).toISOString(),
    ...(message === null ? {} : { message }),
    ...(finishedAt === null ? {} : { finishedAt: new Date(finishedAt).toISOString() }),
    ...(result === null ? {} : { result }),
  };
}

export const jobRoutes = [
  defineRoute({
    method: "GET",
    path: "/api/jobs",
    summary: "The latest long tasks, newest first",
    tag,
    may: "read",
    answer: z.object({ jobs: z.array(job) }),
    run: async ({ product, caller }) => ({ jobs: (await product.jobs.list(caller.workspaceId)).map(answerOf) }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/jobs/:id",
    summary: "How far a long task is, and what came of it",
    tag,
    may: "read",
    params,
    answer: job,
    run: async ({ product, caller, params: { id } }) => answerOf(await product.jobs.find(caller.workspaceId, id)),
  }),
  defineRoute({
    method: "DELETE",
    path: "/api/jobs/:id",
    summary: "Stop a long task; what is stored already stays",
    tag,
    may: "bring data",
    params,
    answer: job,
    async run({ product, caller, params: { id } }) {
      await product.jobs.cancel(caller.workspaceId, id);
      return answerOf(await product.jobs.find(caller.workspaceId, id));
    },
  }),
];
