import type { DeadLetter, Fact } from "../../../model/fact.ts";
import type { Receipt } from "../../intake/queue.ts";
import type { Batch } from "../formats/format.ts";
import { GroupSender } from "./group-sender.ts";
import type { ImportPlan } from "../plan.ts";
import type { ImportResult } from "../rows/result.ts";
import { RowSorter } from "../rows/sorter.ts";

/** Where facts go: the intake, or whatever counts them. */
export type AcceptFacts = (workspaceId: string, facts: Fact[], deadLetters: DeadLetter[]) => Promise<Receipt>;

/** How far an import is. `bytes` are bytes of the file. */
export type ImportProgress = { bytes: number; rows: number; setAside: number };

/** One table on its way in: whose, through which source, how it is read, and where to. `table` is named where a file has several. */
export type ImportRun = {
  workspaceId: string;
  sourceId: string;
  plan: ImportPlan;
  batches: AsyncIterable<Batch>;
  table?: string;
  accept: AcceptFacts;
  now?: () => number;
  onProgress?: (progress: ImportProgress) => void;
  /** Waited for between two pieces. */
  giveWay?: () => Promise<void>;
  signal?: AbortSignal;
};

const groupSize = 2_000;

/**
 * Turns a table into facts and hands them on in groups; reading waits for storing, so that memory stays flat however long it is.
 *
 * A bad row is set aside with its reason and stops nothing. A fact's message id follows from what its row says, so the same table again is known.
 *
 * @throws Failure what `accept` refuses; the signal's reason when it is aborted. Groups stored until then stay.
 */
export async function importFile(run: ImportRun): Promise<ImportResult> {
  const { signal } = run;
  const arrival = { sourceId: run.sourceId, receivedAt: (run.now ?? Date.now)() };
  const sorter = new RowSorter(run.plan, arrival, run.table);
  const sender = new GroupSender(run, (...received) => sorter.receive(...received));
  let bytes = 0;
  const flush = async (least: number): Promise<void> => {
    if (sorter.waiting >= least && sorter.waiting > 0) await sender.send(sorter.take());
    run.onProgress?.({ bytes, rows: sorter.result.read, setAside: sorter.result.setAside });
  };
  try {
    for await (const batch of run.batches) {
      signal?.throwIfAborted();
      sorter.sort(batch.records);
      bytes = batch.bytes;
      await flush(groupSize);
      await run.giveWay?.();
    }
    sorter.end();
    await flush(1);
  } finally {
    await sender.end();
  }
  return sorter.result;
}
