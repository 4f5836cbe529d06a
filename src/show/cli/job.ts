import { Refused, type Reach } from "./reach.ts";
import { drawProgress } from "./say.ts";

/** A long task as the API tells of it. */
export type Job = {
  id: string;
  state: "running" | "done" | "failed";
  done: number;
  total: number;
  unit: string;
  message?: string;
  result?: Record<string, unknown>;
};

/**
 * Waits for a long task and draws how far it is.
 *
 * @throws Refused with the task's own message when it failed
 */
export async function followJob(reach: Reach, id: string): Promise<Job> {
  for (;;) {
    const job = await reach.get<Job>(`/api/jobs/${id}`);
    drawProgress(job);
    if (job.state === "done") return job;
    if (job.state === "failed") throw new Refused("task_failed", job.message ?? "The task failed.");
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
