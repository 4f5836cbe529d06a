import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { Failure } from "../../model/failure.ts";
import type { Store } from "../../store/open.ts";
import type { Jobs } from "../jobs.ts";
import { createRules, type RulesMemory } from "../steps/rules.ts";
import { openFile } from "./formats/format.ts";
import { formatOf } from "./formats/list.ts";
import type { Home } from "./guessing/guess.ts";
import type { AcceptFacts } from "./runs/import-file.ts";
import {
  importsOfSameFile,
  recallImport,
  recallParts,
  rememberJob,
  rememberStart,
  rememberUpload,
  type ImportRecord,
  type PartState,
  type Whose,
} from "./records/import-records.ts";
import { importTables } from "./runs/import-tables.ts";
import { Turns } from "./runs/turns.ts";
import { planForMended, placesReturned } from "./mending/mended.ts";
import { listImports, type ImportReport, type PastImport } from "./records/past-imports.ts";
import type { ImportPlan } from "./plan.ts";
import { previewRows, type Preview } from "./preview.ts";
import { columnUse } from "./rows/column-use.ts";
import { dropMended, dropSetAside, setAsideCsv } from "./mending/set-aside.ts";
import { settlePlan, type Decisions } from "./settle.ts";
import { partUpload, removeUpload } from "./uploads/parts.ts";
import { chooseTables, type Table } from "./uploads/tables.ts";
import { capsOf, keepUpload, removeOldUploads, type Incoming, type Upload } from "./uploads/uploads.ts";

/** What a person decided about a file: which of its tables come in, and how they are read. */
export type FileDecisions = Decisions & { tables?: number[] | undefined };

/** A file that was brought. Where its tables are of several kinds it has parts, each imported like a file of its own; a part knows them all too. */
export type BroughtFile = Upload & { parts: PartState[] };

/** Files on their way in: brought, looked at, decided upon, imported, mended. */
export type Imports = {
  /** Keeps a file and looks at it. @throws Failure `bad_file` */
  bring(workspaceId: string, incoming: Incoming): Promise<BroughtFile>;
  /** A file that was brought. @throws Failure `not_found` */
  find(whose: Whose): Promise<BroughtFile>;
  /** The first rows as they would come in. @throws Failure `bad_input`, `not_found`, `conflict` */
  preview(whose: Whose, decisions: FileDecisions): Promise<Preview>;
  /** Begins the import and returns its job; `via` names the source that brought the file. @throws Failure `bad_input`, `not_found`, `conflict` */
  start(whose: Whose, decisions: FileDecisions, via?: string): Promise<string>;
  /** The rows that were set aside, as CSV, and the name of the file they came from. @throws Failure `not_found` */
  setAside(whose: Whose): Promise<{ file: string; csv: AsyncIterable<string> }>;
  /** Imports those rows again from the file in which they were mended, read as they were the first time. @throws Failure `bad_file`, `not_found` */
  mend(whose: Whose, incoming: Incoming): Promise<{ id: string; job: string }>;
  /** The latest hundred imports, newest first, each with its report. */
  list(workspaceId: string): Promise<PastImport[]>;
};

/** What the desk stands on: where facts go, who runs long tasks, what workspaces decided about what comes in, and how an import lets people go first. */
export type ImportsOptions = { accept: AcceptFacts; jobs: Jobs; now?: () => number; rules?: RulesMemory; giveWay?: () => Promise<void> };

/** Where a file came from: the source that brought it, or the import whose rows were mended in it. */
type From = { via?: string | null; mends?: string };

type Settled = ImportRecord & { plan: ImportPlan; chosen: Table[] };

/** Opens the desk for files. */
export async function createImports(
  store: Store,
  { accept, jobs, now = Date.now, rules = createRules(store, now), giveWay }: ImportsOptions,
): Promise<Imports> {
  const { database } = store.records;
  const running = new Set<string>();
  // Parts of one file come in one after the other: what is told of customers is known when their orders come.
  const turns = new Turns();
  const queued = new Set<string>();
  await removeOldUploads(store, now());

  const readHome = (workspaceId: string): Promise<Home> =>
    database.selectFrom("workspaces").select(["timezone", "currency", "country"]).where("id", "=", workspaceId).executeTakeFirstOrThrow();

  /** A file that is still kept, with the plan that the decisions make for it. */
  async function settle(whose: Whose, { tables, ...decisions }: FileDecisions): Promise<Settled> {
    const record = await recallImport(database, whose);
    if (!existsSync(record.path))
      throw new Failure("conflict", {
        problem: record.plan
          ? `${record.file} was imported already and is no longer kept. Bring the file again to repeat it.`
          : `${record.file} was not imported while it was kept. Bring the file again.`,
      });
    const chosen = chooseTables(record.tables, tables);
    return { ...record, chosen, plan: settlePlan(chosen[0]!, await readHome(whose.workspaceId), decisions) };
  }

  async function recallPlan(whose: Whose): Promise<{ file: string; plan: ImportPlan }> {
    const { file, plan } = await recallImport(database, whose);
    if (!plan) throw new Failure("not_found", { thing: "import that was started" });
    return { file, plan };
  }

  function begin(whose: Whose, settled: Settled, from: From): Promise<string> {
    running.add(whose.id);
    return run(whose, settled, from).catch((error: unknown) => {
      running.delete(whose.id);
      throw error;
    });
  }

  async function run(whose: Whose, settled: Settled, { via = null, mends }: From): Promise<string> {
    const { workspaceId, id: sourceId } = whose;
    const { file, path, plan, chosen } = settled;
    const caps = capsOf(store);
    await rememberStart(database, whose, { ...settled, at: now(), via });
    const total = chosen.reduce((sum, { bytes }) => sum + bytes, 0);
    const job = await jobs.start({ workspaceId, kind: "import", total, unit: "bytes" }, async (tell, signal) => {
      queued.add(whose.id);
      try {
        return await turns.take(settled.of ?? sourceId, signal, async () => {
          queued.delete(whose.id);
          await dropSetAside(store, { workspaceId, importIds: await importsOfSameFile(database, whose, chosen) });
          const onProgress = (at: { bytes: number }) => tell(at.bytes);
          const result = await importTables(chosen, { workspaceId, sourceId, plan, file, caps, accept, now, signal, onProgress, giveWay });
          if (mends) {
            const places = await placesReturned(openFile(chosen[0]!.path, file, caps), plan);
            await dropMended(store, { workspaceId, importId: mends, places });
          }
          await removeUpload(path, settled.of !== undefined);
          return { ...result, columns: columnUse(plan) } satisfies ImportReport;
        });
      } finally {
        queued.delete(whose.id);
        running.delete(whose.id);
      }
    });
    await rememberJob(database, whose, job);
    return job;
  }

  return {
    async bring(workspaceId, incoming) {
      const upload = await keepUpload(store, incoming);
      const { parts, uploads } = await partUpload(upload, await readHome(workspaceId));
      await rememberUpload(database, workspaceId, { ...upload, parts, at: now() });
      for (const part of uploads) await rememberUpload(database, workspaceId, { ...part, of: upload.id, at: now() });
      return { ...upload, parts: parts.map((part) => ({ ...part, job: null, state: "waiting" })) };
    },

    async find(whose) {
      const { file, path, bytes, tables } = await recallImport(database, whose);
      const parts = (await recallParts(database, whose)).map((part) =>
        queued.has(part.id) ? { ...part, state: "queued" as const } : part,
      );
      return { id: whose.id, file, path, bytes, tables, parts };
    },

    async preview(whose, decisions) {
      const { plan, chosen, file } = await settle(whose, decisions);
      const batches = formatOf(plan.format).read(openFile(chosen[0]!.path, file, capsOf(store)), plan);
      return previewRows(batches, plan, await rules.look(whose.workspaceId));
    },

    async start(whose, decisions, via) {
      const settled = await settle(whose, decisions);
      if (running.has(whose.id))
        throw new Failure("conflict", { problem: `${settled.file} is being imported already. Wait for it, or stop it first.` });
      return begin(whose, settled, { via: via ?? null });
    },

    async mend(whose, incoming) {
      const { plan: former } = await recallPlan(whose);
      const upload = await keepUpload(store, incoming);
      const mended = { workspaceId: whose.workspaceId, id: upload.id };
      try {
        const [table] = chooseTables(upload.tables, [0]);
        const plan = planForMended(former, upload.file, table!);
        await rememberUpload(database, whose.workspaceId, { ...upload, at: now(), mends: whose.id });
        return { id: upload.id, job: await begin(mended, { ...upload, plan, chosen: [table!] }, { mends: whose.id }) };
      } catch (error) {
        await rm(upload.path, { recursive: true, force: true });
        throw error;
      }
    },

    list: (workspaceId) => listImports(store, workspaceId),

    async setAside(whose) {
      const { file, plan } = await recallPlan(whose);
      return { file, csv: setAsideCsv(store, { workspaceId: whose.workspaceId, importId: whose.id, plan }) };
    },
  };
}
