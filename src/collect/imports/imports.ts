import { createReadStream, existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { Failure } from "../../model/failure.ts";
import type { Store } from "../../store/open.ts";
import type { Jobs } from "../jobs.ts";
import { createRules, type RulesMemory } from "../steps/rules.ts";
import type { Home } from "./guess.ts";
import { importFile, type AcceptFacts } from "./import-file.ts";
import {
  importsOfSameFile,
  recallImport,
  rememberJob,
  rememberStart,
  rememberUpload,
  type ImportRecord,
  type Whose,
} from "./import-records.ts";
import { planForMended, rowsReturned } from "./mended.ts";
import { listImports, type ImportReport, type PastImport } from "./past-imports.ts";
import type { ImportPlan } from "./plan.ts";
import { previewRows, type Preview } from "./preview.ts";
import { columnUse } from "./rows/column-use.ts";
import { dropMended, dropSetAside, setAsideCsv } from "./set-aside.ts";
import { settlePlan, type Decisions } from "./settle.ts";
import { keepUpload, readHead, removeOldUploads, type Incoming, type Upload } from "./uploads.ts";

/** Files on their way in: brought, looked at, decided upon, imported, mended. */
export type Imports = {
  /** Keeps a file and looks at it. @throws Failure `bad_file` */
  bring(workspaceId: string, incoming: Incoming): Promise<Upload>;
  /** The first rows as they would come in. @throws Failure `bad_input`, `not_found`, `conflict` */
  preview(whose: Whose, decisions: Decisions): Promise<Preview>;
  /** Begins the import and returns its job. @throws Failure `bad_input`, `not_found`, `conflict` */
  start(whose: Whose, decisions: Decisions): Promise<string>;
  /** The rows that were set aside, as CSV, and the name of the file they came from. @throws Failure `not_found` */
  setAside(whose: Whose): Promise<{ file: string; csv: AsyncIterable<string> }>;
  /** Imports those rows again from the file in which they were mended, read as they were the first time. @throws Failure `bad_file`, `not_found` */
  mend(whose: Whose, incoming: Incoming): Promise<{ id: string; job: string }>;
  /** The latest hundred imports, newest first, each with its report. */
  list(workspaceId: string): Promise<PastImport[]>;
};

/** What the desk stands on: where facts go, who runs long tasks, and what workspaces decided about what comes in. */
export type ImportsOptions = { accept: AcceptFacts; jobs: Jobs; now?: () => number; rules?: RulesMemory };

/** Opens the desk for files. */
export async function createImports(
  store: Store,
  { accept, jobs, now = Date.now, rules = createRules(store, now) }: ImportsOptions,
): Promise<Imports> {
  const { database } = store.records;
  const running = new Set<string>();
  await removeOldUploads(store, now());

  const readHome = ({ workspaceId }: Whose): Promise<Home> =>
    database.selectFrom("workspaces").select(["timezone", "currency", "country"]).where("id", "=", workspaceId).executeTakeFirstOrThrow();

  /** A file that is still kept, with the plan that the decisions make for it. */
  async function settle(whose: Whose, decisions: Decisions): Promise<ImportRecord & { plan: ImportPlan }> {
    const record = await recallImport(database, whose);
    if (!existsSync(record.path))
      throw new Failure("conflict", {
        problem: `${record.file} was imported already and is no longer kept. Bring the file again to repeat it.`,
      });
    return { ...record, plan: settlePlan(record.inspection, await readHome(whose), decisions) };
  }

  async function recallPlan(whose: Whose): Promise<{ file: string; plan: ImportPlan }> {
    const { file, plan } = await recallImport(database, whose);
    if (!plan) throw new Failure("not_found", { thing: "import that was started" });
    return { file, plan };
  }

  function begin(whose: Whose, settled: ImportRecord & { plan: ImportPlan }, mends?: string): Promise<string> {
    running.add(whose.id);
    return run(whose, settled, mends).catch((error: unknown) => {
      running.delete(whose.id);
      throw error;
    });
  }

  async function run(whose: Whose, settled: ImportRecord & { plan: ImportPlan }, mends?: string): Promise<string> {
    const { inspection, path, plan } = settled;
    await rememberStart(database, whose, { ...settled, at: now() });
    const job = await jobs.start(
      { workspaceId: whose.workspaceId, kind: "import", total: inspection.bytes, unit: "bytes" },
      async (tell, signal) => {
        const bytes = createReadStream(path, { highWaterMark: 262_144 });
        try {
          await dropSetAside(store, { workspaceId: whose.workspaceId, importIds: await importsOfSameFile(database, whose, inspection) });
          const onProgress = (at: { bytes: number }) => tell(at.bytes);
          const result = await importFile({
            workspaceId: whose.workspaceId,
            sourceId: whose.id,
            plan,
            bytes,
            accept,
            now,
            signal,
            onProgress,
          });
          if (mends) await dropMended(store, { workspaceId: whose.workspaceId, importId: mends, rows: await rowsReturned(path, plan) });
          await rm(path, { force: true });
          return { ...result, columns: columnUse(plan) } satisfies ImportReport;
        } finally {
          bytes.destroy();
          running.delete(whose.id);
        }
      },
    );
    await rememberJob(database, whose, job);
    return job;
  }

  return {
    async bring(workspaceId, incoming) {
      const upload = await keepUpload(store, incoming);
      await rememberUpload(database, workspaceId, { ...upload, at: now() });
      return upload;
    },

    async preview(whose, decisions) {
      const { path, plan } = await settle(whose, decisions);
      return previewRows(await readHead(path), plan, await rules.look(whose.workspaceId));
    },

    async start(whose, decisions) {
      const settled = await settle(whose, decisions);
      if (running.has(whose.id))
        throw new Failure("conflict", { problem: `${settled.file} is being imported already. Wait for it, or stop it first.` });
      return begin(whose, settled);
    },

    async mend(whose, incoming) {
      const { plan: former } = await recallPlan(whose);
      const upload = await keepUpload(store, incoming);
      const mended = { workspaceId: whose.workspaceId, id: upload.id };
      try {
        const plan = planForMended(former, upload.file, upload.inspection);
        await rememberUpload(database, whose.workspaceId, { ...upload, at: now(), mends: whose.id });
        return { id: upload.id, job: await begin(mended, { ...upload, plan }, whose.id) };
      } catch (error) {
        await rm(upload.path, { force: true });
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
