import { randomUUID } from "node:crypto";
import { Failure } from "../../model/failure.ts";
import type { Catalogue } from "../../model/touchpoint.ts";
import type { Store } from "../../store/open.ts";
import type { JobState } from "../../store/records/tables.ts";
import type { Intake } from "../intake/intake.ts";
import { interrupted, type Jobs } from "../jobs.ts";
import type { RulesMemory } from "../steps/rules.ts";
import { readCatalogue, writeCatalogue } from "./catalogue.ts";
import { baseId } from "./change.ts";
import { countMisplaced, movePart, placedTables } from "./remap.ts";

/** A time at which history was put under a catalogue. Instants are UTC ms; `rows` are the facts that moved; `undoes`: the one it takes back. */
export type Remapping = {
  id: string;
  jobId: string | null;
  state: JobState;
  rows: number;
  startedAt: number;
  finishedAt: number | null;
  undoes: string | null;
  /** Whether it is the latest one, which can be taken back. */
  canUndo: boolean;
};

/** What re-mapping stands on. */
export type RemappingsOptions = { intake: Intake; rules: RulesMemory; jobs: Jobs; now?: () => number };

/** Puts stored facts where the catalogue says, as long tasks. */
export type Remappings = {
  /** Re-maps a workspace's history under its catalogue; resolves to the task. @throws Failure `conflict` while another one runs */
  start(workspaceId: string, who: string | null): Promise<string>;
  /** Takes the latest re-mapping back: catalogue and history are as before it. @throws Failure `not_found`, `conflict` */
  undo(workspaceId: string, id: string, who: string | null): Promise<string>;
  list(workspaceId: string): Promise<Remapping[]>;
};

/** Opens the re-mappings, and goes on with those that a former process left in the middle. */
export async function createRemappings(store: Store, { intake, rules, jobs, now = Date.now }: RemappingsOptions): Promise<Remappings> {
  const { database } = store.records;

  const own = (workspaceId: string) =>
    database.selectFrom("remappings").selectAll().where("workspace_id", "=", workspaceId).orderBy("started_at", "desc").orderBy("id");

  const update = (workspaceId: string, id: string, changes: { state?: JobState; rows?: number; job_id?: string; finished_at?: Date }) =>
    database.updateTable("remappings").set(changes).where("workspace_id", "=", workspaceId).where("id", "=", id).execute();

  /** The task: what came in before the catalogue was in force is stored first, so that the change finds it. */
  async function carryOut(workspaceId: string, id: string, catalogue: Catalogue): Promise<string> {
    const job = await jobs.start({ workspaceId, kind: "remap", total: 0, unit: "facts" }, async (tell, signal) => {
      try {
        await rules.refresh(workspaceId);
        await intake.settled();
        const wrong = await countMisplaced(store, workspaceId, catalogue);
        const total = wrong.interactions + wrong.feedback;
        let done = 0;
        tell(done, total);
        for (const table of placedTables) {
          if (wrong[table] === 0) continue;
          let most = 0;
          const onParts = ({ partsToDo }: { partsToDo: number }) => {
            most = Math.max(most, partsToDo);
            tell(Math.round(done + wrong[table] * (most === 0 ? 0 : 1 - partsToDo / most)), total);
          };
          await movePart(store, { workspaceId, catalogue, table, id }, { tell: onParts, signal });
          done += wrong[table];
          tell(done, total);
        }
        await update(workspaceId, id, { state: "done", rows: total, finished_at: new Date(now()) });
        return { remapping: id, ...wrong };
      } catch (error) {
        // A product that stops leaves it as running: the next one goes on.
        if (signal.reason !== interrupted) await update(workspaceId, id, { state: "failed", finished_at: new Date(now()) });
        throw error;
      }
    });
    await update(workspaceId, id, { job_id: job });
    return job;
  }

  async function begin(
    workspaceId: string,
    {
      who,
      undoes,
      choose,
    }: { who: string | null; undoes: string | null; choose(latest: Catalogue): Promise<{ catalogue: Catalogue; before: Catalogue }> },
  ): Promise<string> {
    const rows = await own(workspaceId).execute();
    if (rows.some(({ state }) => state === "running"))
      throw new Failure("conflict", { problem: "History is being re-mapped already. Wait for it, or stop it first." });
    const applied = rows.find(({ state }) => state === "done")?.catalogue ?? (await readCatalogue(database, workspaceId));
    const { catalogue, before } = await choose(applied);
    const id = randomUUID();
    const snapshots = { catalogue: JSON.stringify(catalogue), before: JSON.stringify(before) };
    await database
      .insertInto("remappings")
      .values({
        workspace_id: workspaceId,
        id,
        job_id: null,
        state: "running",
        ...snapshots,
        rows: 0,
        who,
        started_at: new Date(now()),
        finished_at: null,
        undoes,
      })
      .execute();
    return carryOut(workspaceId, id, catalogue);
  }

  const left = await database.selectFrom("remappings").select(["workspace_id", "id", "catalogue"]).where("state", "=", "running").execute();
  for (const { workspace_id, id, catalogue } of left) await carryOut(workspace_id, id, catalogue);

  return {
    start: (workspaceId, who) =>
      begin(workspaceId, {
        who,
        undoes: null,
        choose: async (before) => ({ catalogue: await readCatalogue(database, workspaceId), before }),
      }),
    async undo(workspaceId, id, who) {
      const latest = (await listRows()).find(({ state }) => state === "done");
      if (latest?.id !== id || id === baseId) throw new Failure("conflict", { problem: "Only the latest re-mapping can be taken back." });
      return begin(workspaceId, {
        who,
        undoes: id,
        choose: async () => {
          await database.transaction().execute((trx) => writeCatalogue(trx, workspaceId, latest.before));
          return { catalogue: latest.before, before: latest.catalogue };
        },
      });

      function listRows() {
        return own(workspaceId).execute();
      }
    },
    async list(workspaceId) {
      const rows = await own(workspaceId).execute();
      const latest = rows.find(({ state }) => state === "done");
      const isIdle = rows.every(({ state }) => state !== "running");
      return rows
        .filter(({ id }) => id !== baseId)
        .map(({ id, job_id, state, rows: moved, started_at, finished_at, undoes }) => ({
          id,
          jobId: job_id,
          state,
          rows: moved,
          startedAt: started_at.getTime(),
          finishedAt: finished_at?.getTime() ?? null,
          undoes,
          canUndo: isIdle && id === latest?.id,
        }));
    },
  };
}
