import { createReadStream } from "node:fs";
import { Failure } from "../../model/failure.ts";
import type { Store } from "../../store/open.ts";
import { guessPlan } from "../imports/guessing/guess.ts";
import type { ImportResult } from "../imports/rows/result.ts";
import { recallPlan } from "../imports/records/import-records.ts";
import type { BroughtFile, FileDecisions, Imports } from "../imports/imports.ts";
import { chooseTables } from "../imports/uploads/tables.ts";
import type { Upload } from "../imports/uploads/uploads.ts";
import type { Jobs } from "../jobs.ts";
import { inboxSourceOf } from "./inbox-records.ts";
import type { Lying, Outcome } from "./places.ts";
import { sayResult } from "./report.ts";

/** What became of a file that was carried in, or of a part of it; `result` is `null` when no row of it was read. */
export type Carried = { part: string | null; outcome: Outcome; says: string; importId: string | null; result: ImportResult | null };

/** Who takes files in. */
export type Desk = { store: Store; imports: Imports; jobs: Jobs };

const openQuestions: Record<string, string> = {
  dateOrder: "whether the day or the month comes first in its dates",
  question: "which question its scores answer",
  answers: "what was asked in its columns",
};

/**
 * Imports a file as the latest one with the same columns was, or as it is understood when nothing in it has to be asked; where its tables are of several kinds,
 * each kind by itself.
 */
export async function carryIn(desk: Desk, workspaceId: string, { name, path }: Lying): Promise<Carried[]> {
  let upload: BroughtFile;
  try {
    upload = await desk.imports.bring(workspaceId, { file: name, bytes: createReadStream(path) });
  } catch (error) {
    const says = refusalOf(error, name);
    if (says === null) throw error;
    return [{ part: null, outcome: "failed", says, importId: null, result: null }];
  }
  if (upload.parts.length === 0) return [{ part: null, ...(await carryOne(desk, workspaceId, upload)) }];
  const carried: Carried[] = [];
  for (const { id, name: part } of upload.parts)
    carried.push({ part, ...(await carryOne(desk, workspaceId, await desk.imports.find({ workspaceId, id }))) });
  return carried;
}

async function carryOne({ store, imports, jobs }: Desk, workspaceId: string, upload: Upload): Promise<Omit<Carried, "part">> {
  const whose = { workspaceId, id: upload.id };
  const planned = await planOf(store, workspaceId, upload);
  if (typeof planned === "string") return { outcome: "needs_a_look", says: planned, importId: upload.id, result: null };
  try {
    const job = await jobs.ended(workspaceId, await imports.start(whose, planned, inboxSourceOf(workspaceId)));
    const result = job.result as ImportResult | null;
    if (job.state !== "done" || !result) return { outcome: "failed", says: job.message ?? "", importId: upload.id, result: null };
    return { outcome: "done", says: sayResult(result), importId: upload.id, result };
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "bad_input") throw error;
    return { outcome: "needs_a_look", says: `${error.message} ${byHand}`, importId: upload.id, result: null };
  }
}

function refusalOf(error: unknown, name: string): string | null {
  if (error instanceof Failure && error.code === "bad_file") return error.message.replace(`${name}: `, "");
  const isLocked = ["EACCES", "EPERM"].includes(String((error as NodeJS.ErrnoException).code));
  return isLocked ? "Rapport may not read it. Let its user read the file, and put it here again." : null;
}

const byHand = "Import it once in the console; files with the same columns then come in by themselves.";

/** What is decided about a file, or a sentence that says what a person has to decide. */
async function planOf(store: Store, workspaceId: string, upload: Upload): Promise<FileDecisions | string> {
  const { database } = store.records;
  const [table] = chooseTables(upload.tables);
  const home = await database
    .selectFrom("workspaces")
    .select(["timezone", "currency", "country"])
    .where("id", "=", workspaceId)
    .executeTakeFirstOrThrow();
  const { plan: guessed, open } = guessPlan(table!, home);
  const plan = await recallPlan(database, workspaceId, guessed);
  if (plan) {
    const { kind, columns, dateOrder, timezone, decimal, currency, question, channel, touchpoint, keepsRest, keepsUnfinished } = plan;
    const answers = kind === "responses" ? Object.fromEntries(plan.answers.map(({ column, asked }) => [column, asked])) : undefined;
    const said = { dateOrder, timezone, decimal, currency, question, channel, touchpoint, keepsRest, keepsUnfinished };
    return { kind, mapping: columns, answers, ...said };
  }
  if (open.length === 0) return {};
  return `The file does not say ${open.map((question) => openQuestions[question] ?? question).join(", and ")}. ${byHand}`;
}
