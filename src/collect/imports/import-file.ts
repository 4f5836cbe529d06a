import type { DeadLetter, Fact } from "../../model/fact.ts";
import { Failure } from "../../model/failure.ts";
import { createDecoder } from "../sources/csv/encoding.ts";
import { RecordReader } from "../sources/csv/records.ts";
import type { Receipt } from "../queue.ts";
import type { ImportPlan } from "./plan.ts";
import type { ImportResult } from "./rows/result.ts";
import { RowSorter } from "./rows/sorter.ts";

/** Where facts go: the intake, or whatever counts them. */
export type AcceptFacts = (workspaceId: string, facts: Fact[], deadLetters: DeadLetter[]) => Promise<Receipt>;

/** How far an import is. `bytes` are bytes of the file. */
export type ImportProgress = { bytes: number; rows: number; setAside: number };

/** One import: whose, through which source, what, and where to. */
export type ImportRun = {
  workspaceId: string;
  sourceId: string;
  plan: ImportPlan;
  bytes: AsyncIterable<Uint8Array>;
  accept: AcceptFacts;
  now?: () => number;
  onProgress?: (progress: ImportProgress) => void;
  signal?: AbortSignal;
};

const groupSize = 5_000;

/**
 * Turns a file into facts and hands them on in groups; reading waits for storing, so that memory stays flat however long the file is.
 *
 * A bad row is set aside with its reason and stops nothing. A fact's message id follows from what its row says, so the same file again is known.
 *
 * @throws Failure what `accept` refuses; the signal's reason when it is aborted. Groups stored until then stay.
 */
export async function importFile(run: ImportRun): Promise<ImportResult> {
  const { plan, signal } = run;
  const decoder = createDecoder(plan.encoding);
  const reader = new RecordReader(plan.dialect);
  const sorter = new RowSorter(plan, { sourceId: run.sourceId, receivedAt: (run.now ?? Date.now)() });
  let bytes = 0;
  // One group is stored while the next one is read.
  let storing: Promise<void> = Promise.resolve();
  const flush = async (least: number): Promise<void> => {
    if (sorter.waiting >= least && sorter.waiting > 0) {
      await storing;
      const group = sorter.take();
      // Rows are counted by their chief facts, so what stands beside them is handed on by itself.
      const chief = accept(run, group.facts, group.letters);
      const beside = group.others.length > 0 ? accept(run, group.others, []) : { stored: 0, known: 0 };
      storing = Promise.all([chief, beside]).then((receipts) => sorter.receive(group, ...receipts));
      // A failure is met where the group is awaited; until then it is not unhandled.
      storing.catch(() => {});
    }
    run.onProgress?.({ bytes, rows: sorter.result.read, setAside: sorter.result.setAside });
  };
  try {
    for await (const chunk of run.bytes) {
      signal?.throwIfAborted();
      sorter.sort(reader.read(decoder.decode(chunk)));
      bytes += chunk.length;
      await flush(groupSize);
    }
    sorter.sort(reader.read(decoder.end()));
    sorter.sort(reader.end());
    sorter.end();
    await flush(1);
  } finally {
    await storing;
  }
  return sorter.result;
}

/** Hands a group on. When more is arriving than can be stored, an import is the one that waits. */
async function accept({ workspaceId, accept, signal }: ImportRun, facts: Fact[], letters: DeadLetter[]): Promise<Receipt> {
  for (;;) {
    try {
      return await accept(workspaceId, facts, letters);
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== "overloaded") throw error;
      signal?.throwIfAborted();
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}
