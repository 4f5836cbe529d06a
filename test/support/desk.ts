import { Readable } from "node:stream";
import { afterAll, beforeAll } from "vitest";
import { createCollect, type Collect } from "../../src/collect/collect.ts";
import { createImports, type FileDecisions, type Imports, type ImportsOptions } from "../../src/collect/imports/imports.ts";
import type { ImportReport } from "../../src/collect/imports/records/past-imports.ts";
import { createJobs, type Jobs } from "../../src/collect/jobs.ts";
import type { Store } from "../../src/store/open.ts";
import { useStore } from "./store.ts";

/** The desk for files of the workspace `w`, on real stores and with the real intake behind it; `open` opens it again, as a start of the product does. `accept` may stand before the intake. */
export type Desk = {
  store: Store;
  collect: Collect;
  jobs: Jobs;
  imports: Imports;
  open(before?: Partial<Pick<ImportsOptions, "accept">>): Promise<void>;
};

/** A file as it arrives. */
export const incoming = (file: string, content: string | Buffer | Iterable<string>) => ({
  file,
  bytes: Readable.from(typeof content === "string" || Buffer.isBuffer(content) ? [Buffer.from(content)] : content),
});

/** A desk for the tests of one file, at an instant in UTC ms; further workspaces may be named. */
export function useDesk(now: number, ...others: string[]): Desk {
  const desk = useStore(...others) as Desk;
  desk.open = async ({ accept = desk.collect.intake.store } = {}) => {
    desk.jobs = await createJobs(desk.store);
    desk.imports = await createImports(desk.store, { accept, jobs: desk.jobs, now: () => now });
  };
  beforeAll(async () => {
    desk.collect = await createCollect(desk.store, { now: () => now });
    await desk.open();
  });
  afterAll(async () => {
    await desk.jobs.stop();
    await desk.collect.stop();
  });
  return desk;
}

/** What an import told when it had ended. @throws when it failed */
export async function reportOf({ jobs }: Pick<Desk, "jobs">, job: string): Promise<ImportReport> {
  const { state, message, result } = await jobs.ended("w", job);
  if (state !== "done") throw new Error(String(message));
  return result as unknown as ImportReport;
}

/** Brings a file and imports it, as it is understood where nothing is decided. */
export async function importOf(
  desk: Desk,
  file: ReturnType<typeof incoming>,
  decisions: FileDecisions = {},
): Promise<{ id: string; report: ImportReport }> {
  const { id } = await desk.imports.bring("w", file);
  return { id, report: await reportOf(desk, await desk.imports.start({ workspaceId: "w", id }, decisions)) };
}
