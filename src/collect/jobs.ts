import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { Failure } from "../model/failure.ts";
import type { Store } from "../store/open.ts";
import type { JobState } from "../store/records/tables.ts";

/** A long task as it stands. Instants are UTC ms; `result` is `null` until it is done, `message` says why it failed. */
export type Job = {
  id: string;
  kind: string;
  state: JobState;
  done: number;
  total: number;
  unit: string;
  message: string | null;
  startedAt: number;
  finishedAt: number | null;
  result: Record<string, unknown> | null;
};

/** What a long task is called, and how its progress is counted. */
export type JobOrder = { workspaceId: string; kind: string; total: number; unit: string };

/** The task itself: it tells how far it is, and stops soon when the signal says so. */
export type Work = (tell: (done: number, total?: number) => void, signal: AbortSignal) => Promise<Record<string, unknown>>;

/** Long tasks that go on when nobody looks. */
export type Jobs = {
  /** Begins a task and returns its id at once. */
  start(order: JobOrder, work: Work): Promise<string>;
  /** One task of a workspace. @throws Failure `not_found` */
  find(workspaceId: string, id: string): Promise<Job>;
  /** One task of a workspace, as it stands when it has ended. @throws Failure `not_found` */
  ended(workspaceId: string, id: string): Promise<Job>;
  /** The latest hundred tasks of a workspace, newest first. */
  list(workspaceId: string): Promise<Job[]>;
  /** Stops a task; resolves when it has stopped. @throws Failure `not_found` */
  cancel(workspaceId: string, id: string): Promise<void>;
  /** Stops all tasks and waits for them; the next start finds them interrupted. */
  stop(): Promise<void>;
};

/** Why a task ended that was running when the product stopped. */
export const interrupted = "Rapport was stopped while this was running. Start it again: what is stored already is not stored twice.";
const cancelled = "You stopped this. What is stored already stays; started again, it is not stored twice.";
const broken = "Something broke inside Rapport. The log has the details.";

type Running = { workspaceId: string; startedAt: number; done: number; total: number; abort: AbortController; ended: Promise<void> };

/**
 * Opens the list of long tasks. Whatever a former process left running is marked as failed, with what to do next.
 *
 * @param onBug  told of an error that is not a refusal
 */
export async function createJobs(
  { records }: Store,
  { now = Date.now, onBug = console.error as (error: unknown) => void } = {},
): Promise<Jobs> {
  const { database } = records;
  const running = new Map<string, Running>();
  let isStopped = false;
  await database
    .updateTable("jobs")
    .set({ state: "failed", message: interrupted, finished_at: sql`greatest(started_at, ${new Date(now())})` })
    .where("state", "=", "running")
    .execute();

  // A clock that was set back must not end a task before it began.
  const finish = (
    id: string,
    { startedAt, done, total }: Running,
    state: JobState,
    { message = null as string | null, result = {} },
  ): Promise<unknown> =>
    database
      .updateTable("jobs")
      .set({ state, done, total, message, result: JSON.stringify(result), finished_at: new Date(Math.max(startedAt, now())) })
      .where("id", "=", id)
      .execute();

  async function carryOut(id: string, job: Running, work: Work): Promise<void> {
    const tell = (done: number, total = job.total): void => void Object.assign(job, { done, total });
    try {
      const result = await work(tell, job.abort.signal);
      await finish(id, job, "done", { result });
    } catch (error) {
      const isRefusal = error instanceof Failure || job.abort.signal.aborted;
      if (!isRefusal) onBug(error);
      const message = job.abort.signal.aborted ? String(job.abort.signal.reason) : error instanceof Failure ? error.message : broken;
      await finish(id, job, "failed", { message });
    } finally {
      running.delete(id);
    }
  }

  const select = (workspaceId: string) => database.selectFrom("jobs").selectAll().where("workspace_id", "=", workspaceId);
  const jobOf = (row: Awaited<ReturnType<ReturnType<typeof select>["executeTakeFirstOrThrow"]>>): Job => ({
    id: row.id,
    kind: row.kind,
    state: row.state,
    done: running.get(row.id)?.done ?? row.done,
    total: running.get(row.id)?.total ?? row.total,
    unit: row.unit,
    message: row.message,
    startedAt: row.started_at.getTime(),
    finishedAt: row.finished_at?.getTime() ?? null,
    result: row.state === "done" ? row.result : null,
  });

  async function find(workspaceId: string, id: string): Promise<Job> {
    const row = await select(workspaceId).where("id", "=", id).executeTakeFirst();
    if (!row) throw new Failure("not_found", { thing: "task" });
    return jobOf(row);
  }

  return {
    find,
    async ended(workspaceId, id) {
      await running.get(id)?.ended;
      return find(workspaceId, id);
    },
    async start({ workspaceId, kind, total, unit }, work) {
      if (isStopped) throw new Failure("not_durable");
      const id = randomUUID();
      const startedAt = now();
      const row = { workspace_id: workspaceId, id, kind, state: "running" as const, done: 0, total, unit, message: null };
      await database
        .insertInto("jobs")
        .values({ ...row, result: "{}", started_at: new Date(startedAt), finished_at: null })
        .execute();
      const job: Running = { workspaceId, startedAt, done: 0, total, abort: new AbortController(), ended: Promise.resolve() };
      running.set(id, job);
      job.ended = carryOut(id, job, work);
      // Only the records store failing can end it otherwise; then the next start marks it as interrupted.
      job.ended.catch(onBug);
      return id;
    },
    async list(workspaceId) {
      return (await select(workspaceId).orderBy("started_at", "desc").orderBy("id").limit(100).execute()).map(jobOf);
    },
    async cancel(workspaceId, id) {
      const job = running.get(id);
      if (job?.workspaceId !== workspaceId) throw new Failure("not_found", { thing: "running task" });
      job.abort.abort(cancelled);
      await job.ended;
    },
    async stop() {
      isStopped = true;
      const jobs = [...running.values()];
      for (const job of jobs) job.abort.abort(interrupted);
      await Promise.allSettled(jobs.map((job) => job.ended));
    },
  };
}
